using Virtool.Domain.Files;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Samples;

/// <summary>The reads of a sample as files.</summary>
/// <param name="data">Where they lie.</param>
public sealed class SampleReads(DataFolder data)
{
    /// <summary>The path of a mate's reads, gzipped FASTQ.</summary>
    /// <param name="sample">One that the viewer may see.</param>
    /// <param name="mate">1 or 2.</param>
    /// <exception cref="NotFoundException">The sample is being made, has no such mate, or its file is not there any more.</exception>
    public string Demand(Sample sample, int mate)
    {
        if (sample.State == SampleState.Creating)
        {
            throw new NotFoundException("The sample is being made. Wait until that is done.");
        }

        var name = SampleRules.ReadsName(mate);
        var path = data.Reads(sample.Id, mate);
        return sample.Files.Any(file => file.Name == name) && File.Exists(path)
            ? path
            : throw new NotFoundException($"There is no file {name} of this sample.");
    }
}
