namespace Virtool.Domain.Settings;

/// <summary>What administrators set of analyses.</summary>
public sealed record AnalysisSettings
{
    /// <summary>
    /// A hit with less than this share, 0 to 1, of the reads per million that another library of its run or folder has of the same virus looks like
    /// spill-over. A sequencer that reads two libraries together gives 0.1 to 2 % of the reads of one to the other (https://www.illumina.com/techniques/sequencing/ngs-library-prep/multiplexing/index-hopping.html).
    /// </summary>
    public double SpillOverShare { get; init; } = 0.01;
}
