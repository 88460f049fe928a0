namespace Virtool.Domain.Checks;

/// <summary>What a check of the files found.</summary>
/// <param name="Findings">What is wrong, by path.</param>
/// <param name="Files">How many files and folders were looked for.</param>
/// <param name="Bytes">How many bytes were read; 0 where none were to be.</param>
/// <param name="Hashed">The bytes were compared too, and not sizes alone.</param>
public sealed record CheckReport(IReadOnlyList<Finding> Findings, int Files, long Bytes, bool Hashed)
{
    /// <summary>How many of a kind.</summary>
    public int Count(FindingKind kind) => Findings.Count(finding => finding.Kind == kind);
}
