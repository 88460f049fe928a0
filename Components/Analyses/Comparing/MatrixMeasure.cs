namespace Virtool.Components.Analyses.Comparing;

/// <summary>What a matrix of viruses against samples shows.</summary>
public enum MatrixMeasure
{
    /// <summary>Share of the genome with a read.</summary>
    Coverage,

    /// <summary>Share of the kept reads.</summary>
    Weight,

    /// <summary>Reads whose best hit it is.</summary>
    Reads,
}
