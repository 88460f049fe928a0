using System.Text.Json.Nodes;
using Virtool.Bio;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Jobs.Workflows.Publishing;

namespace Virtool.Jobs.Workflows.Samples;

/// <summary>
/// Where the reads of a sample lie while it is made: in the files directory, then in the sample's folder, each by one rename. Several lanes of a
/// mate stay in a folder there until the sample is ready, so that they can be brought back.
/// </summary>
/// <param name="data">Where things lie.</param>
/// <param name="sampleId">The sample.</param>
/// <param name="mates">The stored files of each mate, in the order of their lanes.</param>
internal sealed class SampleReads(DataFolder data, string sampleId, IReadOnlyList<IReadOnlyList<string>> mates)
{
    /// <summary>The stored files of each mate, in the order of their lanes.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Mates => mates;

    /// <summary>Those of a job: of its files, each mate has so many as its argument <c>lanes</c> says; one where there is none.</summary>
    public static SampleReads Of(Job job, DataFolder data)
    {
        var lanes = job.Args["lanes"] is JsonValue value && value.TryGetValue<int>(out var count) ? count : 1;
        return new SampleReads(data, job.Argument("sample_id"), [.. job.Arguments("files").Chunk(lanes)]);
    }

    /// <summary>A mate's reads, once they are whole.</summary>
    /// <param name="index">Of the mate, from 0.</param>
    public string Whole(int index) => data.Reads(sampleId, index + 1);

    /// <summary>Takes the files of a mate out of the files directory.</summary>
    /// <returns>The lanes that are still to be joined; none where the mate is whole.</returns>
    /// <exception cref="InputException">One of them is in neither place.</exception>
    public IReadOnlyList<string> Take(int index)
    {
        if (File.Exists(Whole(index)))
        {
            return [];
        }

        foreach (var fileId in mates[index])
        {
            Take(fileId, PlaceOf(index, fileId));
        }

        return mates[index].Count == 1 ? [] : [.. mates[index].Select(fileId => PlaceOf(index, fileId))];
    }

    /// <summary>Brings the files back that are wanted there.</summary>
    public async Task BringBackAsync(Func<string, Task<bool>> isWanted)
    {
        foreach (var (index, files) in mates.Index())
        {
            foreach (var fileId in files)
            {
                var place = PlaceOf(index, fileId);
                if (File.Exists(place) && !File.Exists(data.FilePath(fileId)) && await isWanted(fileId))
                {
                    File.Move(place, data.FilePath(fileId));
                }
            }

            if (files.Count > 1 && File.Exists(Whole(index)))
            {
                File.Delete(Whole(index));
            }
        }

        RemoveWhereEmpty(data.Lanes(sampleId));
        RemoveWhereEmpty(data.Sample(sampleId));
    }

    /// <summary>Removes the lanes of a sample that has its reads.</summary>
    public void RemoveLanes() => PublishedFolder.Remove(data.Lanes(sampleId));

    private void Take(string fileId, string place)
    {
        if (File.Exists(place))
        {
            return;
        }

        if (!File.Exists(data.FilePath(fileId)))
        {
            throw new InputException("A file of the sample's reads is not in the files directory any more. Import it again.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        File.Move(data.FilePath(fileId), place);
    }

    private string PlaceOf(int index, string fileId) => mates[index].Count == 1 ? Whole(index) : Path.Combine(data.Lanes(sampleId), fileId);

    private static void RemoveWhereEmpty(string folder)
    {
        if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
        }
    }
}
