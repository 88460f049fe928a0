using Virtool.Bio;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Samples;
using Virtool.Jobs.Workflows.Publishing;

namespace Virtool.Jobs.Workflows.Samples;

/// <summary>
/// Where the reads lie that take the place of a sample's: in the files directory; then beside those that the sample has; then in their place, and the
/// earlier ones in a folder of their own. Each goes from one to the next by a rename, so that a step that runs again goes on where it stood.
/// </summary>
/// <param name="data">Where things lie.</param>
/// <param name="sampleId">The sample.</param>
/// <param name="files">The ids of the stored files, by mate.</param>
/// <param name="version">Which reads of the sample they will be.</param>
internal sealed class ReplacingReads(DataFolder data, string sampleId, IReadOnlyList<string> files, int version)
{
    /// <summary>The ids of the stored files, by mate.</summary>
    public IReadOnlyList<string> Files => files;

    /// <summary>Which reads of the sample they will be.</summary>
    public int Version => version;

    /// <summary>Where the earlier reads lie once they are replaced, until they are in the trash.</summary>
    public string Earlier => data.EarlierReads(sampleId, version - 1);

    /// <summary>Those of a job.</summary>
    public static ReplacingReads Of(Job job, DataFolder data) =>
        new(data, job.Argument("sample_id"), job.Arguments("files"), job.Args["reads_version"]!.GetValue<int>());

    /// <summary>The new reads of a mate, before they are in their place.</summary>
    /// <param name="index">Of the mate, from 0.</param>
    public string Beside(int index) => Path.Combine(data.ReplacingReads(sampleId), SampleRules.ReadsName(index + 1));

    /// <summary>Takes the files out of the files directory.</summary>
    /// <exception cref="InputException">One of them is in neither place.</exception>
    public void Take()
    {
        Directory.CreateDirectory(data.ReplacingReads(sampleId));
        foreach (var (index, file) in files.Index())
        {
            if (File.Exists(Beside(index)))
            {
                continue;
            }

            if (!File.Exists(data.FilePath(file)))
            {
                throw new InputException("A file of the new reads is not in the files directory any more. Upload it again.");
            }

            File.Move(data.FilePath(file), Beside(index));
        }
    }

    /// <summary>Brings the files back that are wanted there.</summary>
    public async Task BringBackAsync(Func<string, Task<bool>> isWanted)
    {
        foreach (var (index, file) in files.Index())
        {
            if (File.Exists(Beside(index)) && !File.Exists(data.FilePath(file)) && await isWanted(file))
            {
                File.Move(Beside(index), data.FilePath(file));
            }
        }

        PublishedFolder.Remove(data.ReplacingReads(sampleId));
    }

    /// <summary>Puts the new reads into their place, and the earlier ones aside. May run again, wherever it was stopped.</summary>
    public void Swap()
    {
        Directory.CreateDirectory(Earlier);
        foreach (var mate in (int[])[1, 2])
        {
            // What is in its place is of the new reads as soon as there is an earlier one of its name.
            var (place, aside) = (data.Reads(sampleId, mate), Path.Combine(Earlier, SampleRules.ReadsName(mate)));
            if (File.Exists(place) && !File.Exists(aside) && (mate > files.Count || File.Exists(Beside(mate - 1))))
            {
                File.Move(place, aside);
            }

            if (mate <= files.Count && File.Exists(Beside(mate - 1)))
            {
                File.Move(Beside(mate - 1), place);
            }
        }

        DurableFolder.Sync(data.Sample(sampleId));
        PublishedFolder.Remove(data.ReplacingReads(sampleId));
    }
}
