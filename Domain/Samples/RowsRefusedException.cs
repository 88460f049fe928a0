namespace Virtool.Domain.Samples;

/// <summary>Some of many samples cannot be made as they are wanted; none was made.</summary>
/// <param name="problems">All that is wrong, by row.</param>
public sealed class RowsRefusedException(IReadOnlyList<RowProblem> problems)
    : Exception($"Nothing was created: {problems.Count} of what is wanted cannot be. {problems[0].Message}")
{
    /// <summary>All that is wrong, by row.</summary>
    public IReadOnlyList<RowProblem> Problems => problems;
}
