namespace Virtool.Domain.Analyses.Comparing;

/// <summary>A virus with what was found of it in each sample.</summary>
/// <param name="OtuId">The virus.</param>
/// <param name="Name">Its name in the newest of the analyses.</param>
/// <param name="Abbreviation">Its short name; may be empty.</param>
/// <param name="IsInternalControl">It is the reference's internal control.</param>
/// <param name="Cells">A cell a sample, in the order of the samples; null: nothing of it was found, or the sample has no analysis.</param>
public sealed record MatrixRow(string OtuId, string Name, string Abbreviation, bool IsInternalControl, IReadOnlyList<MatrixCell?> Cells)
{
    /// <summary>How far it can be trusted where it can be trusted most.</summary>
    public Trust Best => Cells.OfType<MatrixCell>().Select(cell => cell.Virus.Trust).DefaultIfEmpty(Trust.Weak).Min();
}
