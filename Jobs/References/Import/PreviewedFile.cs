using Virtool.Domain.Tasks;

namespace Virtool.Jobs.References.Import;

/// <summary>What an import of a file would find.</summary>
/// <param name="Summary">What it holds.</param>
/// <param name="Problems">What is wrong; it is only taken where nothing is. The first are listed.</param>
/// <param name="ProblemCount">How much is wrong.</param>
/// <param name="Notes">What is mended, or left to be mended in the reference. The first are listed.</param>
/// <param name="Rows">Of FASTA and GenBank: what the first records become.</param>
/// <param name="Headers">Of FASTA without a mapping of its headers: the first of them.</param>
public sealed record PreviewedFile(
    FileSummary Summary,
    IReadOnlyList<Problem> Problems,
    long ProblemCount,
    IReadOnlyList<Problem> Notes,
    IReadOnlyList<PreviewedRow> Rows,
    IReadOnlyList<string> Headers)
{
    /// <summary>Nothing is wrong.</summary>
    public bool IsGood => ProblemCount == 0;
}
