using Virtool.Domain.Links;
using Virtool.Domain.Samples;

namespace Virtool.Domain.Analyses.Crosstalk;

/// <summary>A sample with what was found in it.</summary>
/// <param name="Sample">The sample.</param>
/// <param name="LibraryReads">Reads of its whole library.</param>
/// <param name="Viruses">What was found in it.</param>
/// <param name="MaySee">The viewer may see it.</param>
public sealed record CrosstalkMember(Sample Sample, long LibraryReads, AnalysisViruses Viruses, bool MaySee)
{
    /// <summary>The sample, where the viewer may see it.</summary>
    public Link? Link => MaySee ? new Link(Sample.Id, Sample.Name) : null;

    /// <summary>Reads of a virus in a million of the library; 0 where the library has none.</summary>
    public double PerMillion(FoundVirus virus) => LibraryReads == 0 ? 0 : virus.Reads * 1_000_000 / LibraryReads;
}
