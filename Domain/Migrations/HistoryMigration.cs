using Virtool.Data.Documents;
using Virtool.Domain.History;
using Virtool.Domain.Indexes;
using Virtool.Domain.Links;
using Virtool.Domain.Otus;
using Virtool.Domain.References;

namespace Virtool.Domain.Migrations;

/// <summary>
/// Gives viruses a history, which begins with their first change, and what they are found by; sequences their length and their place; indexes a
/// manifest of their own. Changes are numbered by the place of their virus among those of its reference.
/// </summary>
public sealed class HistoryMigration : IMigration
{
    private const string Search = "search";

    /// <inheritdoc />
    public int Version => 3;

    /// <inheritdoc />
    public string Name => "history of viruses";

    /// <inheritdoc />
    public async Task RunAsync(MigrationDocuments documents, CancellationToken cancellation)
    {
        var accessions = await SequencesAsync(documents, cancellation);
        var counts = await OtusAsync(documents, accessions, cancellation);
        await documents.ChangeAsync("indexes", (window, token) => IndexesAsync(documents, window, counts, token), cancellation);
        await documents.ChangeAsync("references", reference => Reference(reference, counts.GetValueOrDefault(reference.Id)), cancellation);
    }

    private static async Task<ILookup<string, string>> SequencesAsync(MigrationDocuments documents, CancellationToken cancellation)
    {
        var accessions = new List<(string Otu, string Accession)>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        await documents.ChangeAsync(
            "sequences",
            sequence =>
            {
                accessions.Add((sequence.Get<string>("otu_id")!, sequence.Get<string>("accession")!));
                var isolate = sequence.Get<string>("isolate_id")!;
                var place = places[isolate] = places.GetValueOrDefault(isolate) + 1;
                return sequence.Has("length") ? sequence : sequence.With("length", sequence.Get<string>("sequence")!.Length).With("position", place - 1);
            },
            cancellation);
        return accessions.Distinct().ToLookup(pair => pair.Otu, pair => pair.Accession, StringComparer.Ordinal);
    }

    private static async Task<Dictionary<string, int>> OtusAsync(MigrationDocuments documents, ILookup<string, string> accessions, CancellationToken cancellation)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        await documents.ChangeAsync(
            "otus",
            async (window, token) =>
            {
                var references = await documents.GetAsync("references", window.Select(otu => otu.Get<Link>("reference")!.Id), token);
                var first = new List<Change>();
                foreach (var otu in window.Where(otu => seen.Add(otu.Id)))
                {
                    var reference = otu.Get<Link>("reference")!;
                    var number = counts[reference.Id] = counts.GetValueOrDefault(reference.Id) + 1;
                    first.Add(First(otu, reference.Id, references.GetValueOrDefault(reference.Id), number));
                }

                await documents.AddAsync(Change.Collection, first, token);
                return [.. window.Select(otu => Otu(otu, accessions[otu.Id], references.GetValueOrDefault(otu.Get<Link>("reference")!.Id)))];
            },
            cancellation);
        return counts;
    }

    private static Change First(AnyDocument otu, string referenceId, AnyDocument? reference, int number) => new()
    {
        Id = Change.IdOf(otu.Id, otu.Get<int>("version"), ChangeMethod.Create),
        Number = number,
        MethodName = ChangeMethod.Create,
        Description = $"Created {otu.Get<string>("name")}",
        CreatedAt = CreatedAt(reference),
        User = reference?.Get<Link>("user") ?? new Link("server", "server"),
        ReferenceId = referenceId,
        Otu = new Link(otu.Id, otu.Get<string>("name")!),
        OtuVersion = otu.Get<int>("version"),
    };

    private static AnyDocument Otu(AnyDocument otu, IEnumerable<string> accessions, AnyDocument? reference) => otu.Has(Search)
        ? otu
        : otu.Without("last_indexed_version")
            .With("created_at", CreatedAt(reference))
            .With(Search, OtuRules.SearchText(otu.Get<string>("name")!, otu.Get<string>("abbreviation") ?? "", accessions));

    private static DateTimeOffset CreatedAt(AnyDocument? reference) => reference?.Get<DateTimeOffset>("created_at") ?? DateTimeOffset.UnixEpoch;

    private static async Task<IReadOnlyList<AnyDocument>> IndexesAsync(
        MigrationDocuments documents, IReadOnlyList<AnyDocument> window, Dictionary<string, int> counts, CancellationToken cancellation)
    {
        AnyDocument[] old = [.. window.Where(index => index.Has("manifest"))];
        await documents.AddAsync(
            IndexManifest.Collection,
            [.. old.Select(index => new IndexManifest { Id = index.Id, ReferenceId = index.Get<Link>("reference")!.Id, Otus = Manifest(index) })],
            cancellation);
        return [.. window.Select(index => !index.Has("manifest") ? index : index
            .Without("manifest")
            .With("through_change", counts.GetValueOrDefault(index.Get<Link>("reference")!.Id))
            .With("otu_count", Manifest(index).Count))];
    }

    private static Dictionary<string, int> Manifest(AnyDocument index) => index.Get<Dictionary<string, int>>("manifest") ?? [];

    private static AnyDocument Reference(AnyDocument reference, int count) => reference.Has(Search)
        ? reference
        : reference
            .With("ready", true)
            .With("otu_count", count)
            .With("changes", count)
            .With("built", reference.Get<IndexLink>("latest_index") is null ? 0 : count)
            .With("source_types", ReferenceRules.UsualSourceTypes)
            .With(Search, ReferenceRules.SearchText(reference.Get<string>("name")!, reference.Get<string>("organism") ?? "", reference.Get<string>("description") ?? ""));
}
