using System.Text.Json;
using Virtool.Data.Documents;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Migrations;

/// <summary>
/// Gives samples and references rights, and readers to them and to what depends on them, as <see cref="IReadable"/> has it. Whom nothing was
/// hidden from before nothing is hidden from after: everyone.
/// </summary>
public sealed class ReadersMigration : IMigration
{
    private const string Field = "readers";

    private static readonly Access[] Before = [new(Principals.Everyone, [Right.Read])];

    /// <inheritdoc />
    public int Version => 2;

    /// <inheritdoc />
    public string Name => "rights of samples and references";

    /// <inheritdoc />
    public async Task RunAsync(MigrationDocuments documents, CancellationToken cancellation)
    {
        await documents.ChangeAsync("samples", Protect, cancellation);
        await documents.ChangeAsync("references", Protect, cancellation);
        await FollowAsync(documents, "analyses", analysis => ("samples", analysis.Get<Link>("sample")!.Id), cancellation);
        await FollowAsync(documents, "imports", import => import.Get<string>("sample_id") is { } id ? ("samples", id) : null, cancellation);
        await FollowAsync(documents, "imports", import => import.Get<string>("same_as") is { } id ? ("imports", id) : null, cancellation);
        await FollowAsync(documents, "files", file => file.Get<string>("import_id") is { } id ? ("imports", id) : null, cancellation);
        foreach (var collection in new[] { "samples", "analyses" })
        {
            await FollowAsync(documents, "jobs", job => job.Get<Subject>("subject") is { } subject && subject.Collection == collection ? (collection, subject.Id) : null, cancellation);
        }

        // Jobs of indexes have the readers of the index's reference; what is left is seen by everyone.
        await documents.ChangeAsync("jobs", (window, token) => ReferencesAsync(documents, window, token), cancellation);
        foreach (var collection in new[] { "imports", "files", "jobs" })
        {
            await documents.ChangeAsync(collection, document => document.Has(Field) ? document : document.With(Field, RightsRules.Everyone), cancellation);
        }
    }

    private static AnyDocument Protect(AnyDocument document) => document.Has(Field) ? document : document
        .With("access", Before)
        .With(Field, RightsRules.ReadersOf(document.Get<Link>("user")!, Before));

    /// <summary>Gives documents that have no readers those of the document that they depend on.</summary>
    private static Task FollowAsync(
        MigrationDocuments documents, string collection, Func<AnyDocument, (string Collection, string Id)?> subject, CancellationToken cancellation) =>
        documents.ChangeAsync(
            collection,
            async (window, token) =>
            {
                var subjects = window.Where(document => !document.Has(Field)).Select(document => (document.Id, Subject: subject(document))).Where(pair => pair.Subject is not null).ToArray();
                if (subjects is [])
                {
                    return window;
                }

                var found = await documents.GetAsync(subjects[0].Subject!.Value.Collection, subjects.Select(pair => pair.Subject!.Value.Id), token);
                var readers = subjects.ToDictionary(pair => pair.Id, pair => found.GetValueOrDefault(pair.Subject!.Value.Id)?.Get<JsonElement>(Field));
                return [.. window.Select(document => readers.GetValueOrDefault(document.Id) is { ValueKind: JsonValueKind.Array } known ? document.With(Field, known) : document)];
            },
            cancellation);

    private static async Task<IReadOnlyList<AnyDocument>> ReferencesAsync(MigrationDocuments documents, IReadOnlyList<AnyDocument> window, CancellationToken cancellation)
    {
        var subjects = window.Where(job => !job.Has(Field)).ToDictionary(job => job.Id, job => job.Get<Subject>("subject")!);
        var indexes = await documents.GetAsync("indexes", subjects.Values.Where(subject => subject.Collection == "indexes").Select(subject => subject.Id), cancellation);
        var references = await documents.GetAsync("references", indexes.Values.Select(index => index.Get<Link>("reference")!.Id), cancellation);
        return [.. window.Select(job => subjects.TryGetValue(job.Id, out var subject)
            && indexes.GetValueOrDefault(subject.Id)?.Get<Link>("reference") is { } reference
            && references.GetValueOrDefault(reference.Id)?.Get<JsonElement>(Field) is { ValueKind: JsonValueKind.Array } readers ? job.With(Field, readers) : job)];
    }
}
