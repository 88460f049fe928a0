using System.IO.Compression;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.History;
using Virtool.Domain.Indexes;
using Virtool.Domain.References;
using Virtool.Domain.Rights;

namespace Virtool.Jobs.References.Export;

/// <summary>
/// Writes a reference as the packed JSON that <c>ImportReference</c> reads. The same state of the same reference gives the same bytes. Viruses are
/// read as they were when it began, whatever is edited meanwhile, a window at a time.
/// </summary>
/// <param name="references">The references.</param>
/// <param name="otus">Their OTUs.</param>
/// <param name="indexes">Their indexes.</param>
/// <param name="manifests">What is in them.</param>
/// <param name="history">Reads the viruses.</param>
public sealed class ReferenceExport(
    Collection<Reference> references, Collection<Otu> otus, Collection<ReferenceIndex> indexes, Collection<IndexManifest> manifests, OtuHistory history)
{
    /// <summary>What a file with an export is called.</summary>
    public static string FileName(ExportScope scope) => $"reference.{Data.Documents.Json.Word(scope)}.json.gz";

    /// <summary>Which viruses an export has, each at which version.</summary>
    /// <param name="viewer">Who asks.</param>
    /// <param name="id">The reference.</param>
    /// <param name="scope">In which state.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="NotFoundException">There is no such reference.</exception>
    /// <exception cref="RefusedException">It is not whole, or no index of it is built.</exception>
    public async Task<ExportPlan> PlanAsync(Viewer viewer, string id, ExportScope scope, CancellationToken cancellation = default)
    {
        var reference = await references.GetAsync(viewer, id, cancellation) ?? throw new NotFoundException("There is no such reference.");
        ReferenceRules.DemandWhole(reference);
        return new ExportPlan(
            reference,
            scope,
            scope is ExportScope.Built or ExportScope.Remote ? await BuiltAsync(reference, cancellation) : await NowAsync(reference, scope == ExportScope.Unbuilt, cancellation));
    }

    /// <summary>Writes what was planned. The output is not owned.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="output">Where to.</param>
    /// <param name="written">Told how many viruses are written; null: nobody asks.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task WriteAsync(ExportPlan plan, Stream output, Action<int>? written = null, CancellationToken cancellation = default)
    {
        await using var packed = new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true);
        await using var writer = new ReferenceWriter(packed);
        await writer.BeginAsync(plan.Reference, await ControlAsync(plan, cancellation), cancellation);
        var count = 0;
        await foreach (var virus in history.AtAsync(plan.Otus, cancellation))
        {
            await writer.WriteAsync(plan.Scope == ExportScope.Remote ? Remote(virus) : virus, cancellation);
            written?.Invoke(++count);
        }

        await writer.EndAsync(cancellation);
    }

    private async Task<IReadOnlyDictionary<string, int>> BuiltAsync(Reference reference, CancellationToken cancellation)
    {
        var ready = await indexes.FindAsync(Where<ReferenceIndex>.Is(index => index.Reference.Id, reference.Id) & Where<ReferenceIndex>.Is(index => index.Ready, true), cancellation);
        return ready.MaxBy(index => index.Version) is { } newest && await manifests.GetAsync(newest.Id, cancellation) is { } manifest
            ? manifest.Otus
            : throw new RefusedException($"No index of {reference.Name} is built yet. Build one, or export it as it is: choose the scope \"unbuilt\" or \"unverified\".");
    }

    private async Task<IReadOnlyDictionary<string, int>> NowAsync(Reference reference, bool verified, CancellationToken cancellation)
    {
        var versions = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var otu in await otus.FindAsync(Where<Otu>.Is(otu => otu.Reference.Id, reference.Id), cancellation))
        {
            if (!verified || otu.Verified)
            {
                versions[otu.Id] = otu.Version;
            }
            else if (await LastVerifiedAsync(otu, cancellation) is { } version)
            {
                versions[otu.Id] = version;
            }
        }

        return versions;
    }

    private async Task<int?> LastVerifiedAsync(Otu otu, CancellationToken cancellation)
    {
        for (var version = otu.Version - 1; version >= 0; version--)
        {
            if (await history.AtAsync(otu.Id, version, cancellation) is { Otu.Verified: true })
            {
                return version;
            }
        }

        return null;
    }

    private async Task<string?> ControlAsync(ExportPlan plan, CancellationToken cancellation) =>
        plan.Reference.InternalControl is { } control && plan.Otus.ContainsKey(control.Id)
            ? plan.Scope == ExportScope.Remote ? (await otus.GetAsync(control.Id, cancellation))?.RemoteId ?? control.Id : control.Id
            : null;

    private static JoinedOtu Remote(JoinedOtu virus) => new(
        virus.Otu with { Id = virus.Otu.RemoteId ?? virus.Otu.Id },
        [.. virus.Sequences.Select(sequence => sequence with { Id = sequence.RemoteId ?? sequence.Id })]);
}
