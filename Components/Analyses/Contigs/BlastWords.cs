using Virtool.Components.Look;
using Virtool.Domain.Blasts;

namespace Virtool.Components.Analyses.Contigs;

/// <summary>What people read of searches for sequences alike.</summary>
public static class BlastWords
{
    /// <summary>Where a search stands.</summary>
    public static string Of(BlastState state) => state switch
    {
        BlastState.Waiting => "going on",
        BlastState.Ready => "done",
        BlastState.Failed => "failed",
        BlastState.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>The state's mark and colour.</summary>
    public static StateKind KindOf(Blast blast) => blast.State switch
    {
        BlastState.Waiting => blast.Rid is null && blast.LastCheckedAt is null ? StateKind.Waiting : StateKind.Running,
        BlastState.Ready => StateKind.Complete,
        BlastState.Failed => StateKind.Failed,
        BlastState.Cancelled => StateKind.Cancelled,
        _ => throw new ArgumentOutOfRangeException(nameof(blast)),
    };

    /// <summary>How far the searches of an analysis are.</summary>
    /// <param name="waiting">How many go on.</param>
    /// <param name="wasSearching">Some went on, since the page was opened.</param>
    public static string Going(int waiting, bool wasSearching) => waiting switch
    {
        0 => wasSearching ? "BLAST: all searches are over." : "",
        1 => "BLAST: 1 search to go.",
        _ => $"BLAST: {Words.Number(waiting)} searches to go, one after another.",
    };

    /// <summary>Its organism; its title where that is not told.</summary>
    public static string Called(BlastHit hit) => IsNamed(hit) ? hit.Name : hit.Title;

    /// <summary>Its organism is told.</summary>
    public static bool IsNamed(BlastHit hit) => hit.Name is not BlastHit.NoName || hit.Title.Length == 0;

    /// <summary>The share of identical bases of an alignment, 0 to 1.</summary>
    public static double Identity(BlastHit hit) => hit.AlignLen == 0 ? 0 : (double)hit.Identity / hit.AlignLen;

    /// <summary>The share of a contig that an alignment covers, 0 to 1.</summary>
    public static double Covered(BlastHit hit, int length) => length == 0 ? 0 : Math.Min(1, (double)(hit.AlignLen - hit.Gaps) / length);
}
