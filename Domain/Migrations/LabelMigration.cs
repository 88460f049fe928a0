using Virtool.Data.Documents;
using Virtool.Domain.Labels;
using Virtool.Domain.Links;
using Virtool.Domain.Samples;

namespace Virtool.Domain.Migrations;

/// <summary>Makes labels of the names that samples were labelled with, and gives samples what they are sorted by, and samples and analyses what they are found by. A sample that has that is done.</summary>
public sealed class LabelMigration : IMigration
{
    private const string NameKey = "name_key";
    private const string SubtractionIds = "subtraction_ids";

    /// <inheritdoc />
    public int Version => 4;

    /// <inheritdoc />
    public string Name => "labels of samples";

    /// <inheritdoc />
    public async Task RunAsync(MigrationDocuments documents, CancellationToken cancellation)
    {
        await documents.ChangeAsync("samples", (window, token) => SamplesAsync(documents, window, token), cancellation);
        await documents.ChangeAsync("analyses", analysis => analysis.Has(SubtractionIds) ? analysis : analysis.With(SubtractionIds, Subtractions(analysis)), cancellation);
    }

    private static async Task<IReadOnlyList<AnyDocument>> SamplesAsync(MigrationDocuments documents, IReadOnlyList<AnyDocument> window, CancellationToken cancellation)
    {
        var made = window.Where(sample => !sample.Has(NameKey))
            .SelectMany(sample => Names(sample).Select(name => (name, sample)))
            .DistinctBy(pair => LabelRules.LowerName(pair.name))
            .Select(pair => LabelRules.Create(LabelRules.IdOf(pair.name), pair.name, User(pair.sample), CreatedAt(pair.sample)));
        await documents.AddAsync("labels", [.. made], cancellation);
        return [.. window.Select(sample => sample.Has(NameKey) ? sample : Sample(sample))];
    }

    private static AnyDocument Sample(AnyDocument sample)
    {
        string Text(string field) => sample.Get<string>(field) ?? "";
        string[] names = [.. Names(sample)];
        return sample
            .With("labels", names.Select(LabelRules.IdOf).ToArray())
            .With("archived", sample.Get<bool>("archived"))
            .With(SubtractionIds, Subtractions(sample))
            .With(NameKey, SampleRules.NameKey(Text("name")))
            .With("search", SampleRules.SearchText([Text("name"), Text("host"), Text("isolate"), Text("locale"), Text("notes"), .. names, User(sample).Name]));
    }

    private static IEnumerable<string> Names(AnyDocument sample) =>
        (sample.Get<string[]>("labels") ?? []).Where(name => !string.IsNullOrWhiteSpace(name)).DistinctBy(LabelRules.LowerName);

    private static string[] Subtractions(AnyDocument document) => [.. (document.Get<Link[]>("subtractions") ?? []).Select(link => link.Id)];

    private static Link User(AnyDocument sample) => sample.Get<Link>("user") ?? new Link("server", "server");

    private static DateTimeOffset CreatedAt(AnyDocument sample) => sample.Has("created_at") ? sample.Get<DateTimeOffset>("created_at") : DateTimeOffset.UnixEpoch;
}
