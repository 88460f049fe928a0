using Virtool.Domain.Samples;

namespace Virtool.Domain.Analyses.Crosstalk;

/// <summary>Samples that were handled together, and so may have a little of each other: a run of a sequencer, or a folder that files came from.</summary>
/// <param name="IsRun">It is a run.</param>
/// <param name="Id">The run, or the folder.</param>
public sealed record CrosstalkGroup(bool IsRun, string Id)
{
    /// <summary>What people call it: "run", "folder".</summary>
    public string Word => IsRun ? "run" : "folder";

    /// <summary>The group of a sample: its run, or where that is not known its folder; null: neither is.</summary>
    public static CrosstalkGroup? Of(Sample sample) => sample switch
    {
        { Run.Id: { Length: > 0 } run } => new CrosstalkGroup(true, run),
        { Folder: { Length: > 0 } folder } => new CrosstalkGroup(false, folder),
        _ => null,
    };
}
