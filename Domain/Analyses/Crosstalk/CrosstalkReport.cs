namespace Virtool.Domain.Analyses.Crosstalk;

/// <summary>What the other samples of a run or folder say of an analysis.</summary>
/// <param name="Group">The run or folder; null: neither is known.</param>
/// <param name="SampleCount">Other samples of it that have an analysis with the same reference.</param>
/// <param name="Flags">Hits that may have come from another sample.</param>
/// <param name="FailedControls">Positive controls without their virus.</param>
public sealed record CrosstalkReport(CrosstalkGroup? Group, int SampleCount, IReadOnlyList<CrosstalkFlag> Flags, IReadOnlyList<FailedControl> FailedControls)
{
    /// <summary>Nothing is known.</summary>
    public static CrosstalkReport None { get; } = new(null, 0, [], []);

    /// <summary>What is said of a virus.</summary>
    public IEnumerable<CrosstalkFlag> Of(string otuId) => Flags.Where(flag => flag.OtuId == otuId);
}
