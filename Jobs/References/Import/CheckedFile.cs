using Virtool.Domain.Tasks;

namespace Virtool.Jobs.References.Import;

/// <summary>What the check of a file found.</summary>
/// <param name="Summary">What it holds, as far as it could be read.</param>
/// <param name="Problems">What is wrong; the file is only taken where nothing is. The first are listed.</param>
/// <param name="Total">How much is wrong.</param>
/// <param name="Notes">What is mended, or left to be mended in the reference. The first are listed.</param>
/// <param name="OtuIds">The ids of its OTUs that can be kept where they are free.</param>
/// <param name="SequenceIds">The same of its sequences.</param>
public sealed record CheckedFile(
    FileSummary Summary,
    IReadOnlyList<Problem> Problems,
    long Total,
    IReadOnlyList<Problem> Notes,
    IReadOnlyCollection<string> OtuIds,
    IReadOnlyCollection<string> SequenceIds)
{
    /// <summary>Nothing is wrong.</summary>
    public bool IsGood => Total == 0;
}
