using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Contigs;
using Virtool.Domain.Blasts;

namespace Virtool.Jobs.Blasts;

/// <summary>The searches that are wanted, and what is written of them. What was cancelled, or asked for again meanwhile, is left as it is.</summary>
/// <param name="blasts">The searches.</param>
/// <param name="analyses">The analyses that they are of.</param>
/// <param name="contigs">What is searched for.</param>
/// <param name="time">The clock.</param>
internal sealed class BlastRecords(Collection<Blast> blasts, Collection<Analysis> analyses, ContigService contigs, TimeProvider time)
{
    /// <summary>The searches that wait, oldest first.</summary>
    /// <param name="local">Those in the lab's own database; else those at NCBI.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<IReadOnlyList<Blast>> OpenAsync(bool local, CancellationToken cancellation) =>
    [
        .. (await blasts.FindAsync(Query<Blast>.All.Where(Where<Blast>.Is(blast => blast.State, BlastState.Waiting)).OrderBy(blast => blast.CreatedAt).OrderBy(blast => blast.ContigIndex), cancellation))
            .Where(blast => blast.Local == local),
    ];

    /// <summary>Whether it still waits, as it was asked for.</summary>
    public async Task<bool> IsOpenAsync(Blast blast, CancellationToken cancellation) => await blasts.GetAsync(blast.Id, cancellation) is { } now && IsSame(now, blast);

    /// <summary>The nucleotides that it is of.</summary>
    /// <exception cref="BlastFailedException">They are gone.</exception>
    public async Task<string> SequenceAsync(Blast blast, CancellationToken cancellation)
    {
        try
        {
            var analysis = await analyses.GetAsync(blast.AnalysisId, cancellation);
            var found = analysis is null ? null : await contigs.ResultAsync(analysis, cancellation);
            return found?.Contigs.FirstOrDefault(contig => contig.Index == blast.ContigIndex)?.Sequence ?? throw new BlastFailedException("The contig is gone: its analysis was removed.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException or System.Text.Json.JsonException)
        {
            throw new BlastFailedException("The contigs of the analysis cannot be read: their file is missing, or damaged. Restore it from a backup, or analyse the sample again.", exception);
        }
    }

    /// <summary>Writes something of a search that still waits.</summary>
    public Task<Blast?> ChangeAsync(Blast blast, Func<Blast, Blast> change, CancellationToken cancellation) =>
        blasts.UpdateAsync(blast.Id, now => IsSame(now, blast) ? change(now) : null, cancellation);

    /// <summary>Writes what was found.</summary>
    public Task<Blast?> FoundAsync(Blast blast, BlastFound found, CancellationToken cancellation) => ChangeAsync(
        blast,
        now => Over(now) with { State = BlastState.Ready, Program = found.Program, Target = found.Target, Hits = found.Hits },
        cancellation);

    /// <summary>Writes why it failed.</summary>
    public Task<Blast?> FailedAsync(Blast blast, string why, CancellationToken cancellation) =>
        ChangeAsync(blast, now => Over(now) with { State = BlastState.Failed, Error = why }, cancellation);

    private Blast Over(Blast blast)
    {
        var now = time.GetUtcNow();
        return blast with { NextCheckAt = null, LastCheckedAt = blast.Rid is null ? blast.LastCheckedAt : now, FinishedAt = now, Trouble = null, Failures = 0 };
    }

    private static bool IsSame(Blast now, Blast before) => now.State == BlastState.Waiting && now.CreatedAt == before.CreatedAt && now.Local == before.Local && now.Rid == before.Rid;
}
