using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using Virtool.Data.Collections;
using Virtool.Domain.Files;
using Virtool.Domain.Hmms;
using Virtool.Domain.Releases;
using Virtool.Domain.Tasks;
using Virtool.Jobs.Outgoing;
using Virtool.Jobs.Outgoing.GitHub;
using Virtool.Jobs.Tasks;

namespace Virtool.Jobs.Hmms;

/// <summary>Brings the two files that a set is installed of: downloads, unpacks, copies. What comes of one task lies in one folder, which goes with it.</summary>
/// <param name="gitHub">Where releases are.</param>
/// <param name="files">The stored files.</param>
/// <param name="folder">What administrators put on the server.</param>
/// <param name="data">Where things lie.</param>
internal sealed class HmmFiles(GitHubReleases gitHub, Collection<StoredFile> files, HmmFolder folder, DataFolder data)
{
    /// <summary>The largest file that is taken out of an archive, bytes: so that a made-up one does not fill the disk. The largest set of viral profiles that is known has 2 GB.</summary>
    private const long Largest = 20L << 30;

    private const int Chunk = 1 << 17;

    /// <summary>Brings them.</summary>
    /// <param name="context">The task, whose steps these are.</param>
    /// <param name="origin">What it installs.</param>
    /// <param name="to">How much of the task is done then, 0 to 1.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="TaskFailedException">They cannot be had, or are not in there.</exception>
    public async Task<UnpackedProfiles> BringAsync(TaskContext context, HmmOrigin origin, double to, CancellationToken cancellation)
    {
        Forget(context.Task);
        var into = data.UnpackedProfiles(context.Task.Id);
        Directory.CreateDirectory(into);
        try
        {
            var archive = await ArchiveAsync(context, origin, to / 2, cancellation);
            await context.StepAsync($"Unpacking {origin.Name}", origin.Release is null ? 0 : to / 2, to, cancellation);
            return archive is null ? await CopyAsync(context, into, cancellation) : await UnpackAsync(context, origin, archive, into, cancellation);
        }
        catch (OutgoingException exception)
        {
            throw new TaskFailedException(exception.Message);
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new TaskFailedException($"{origin.Name} cannot be unpacked: it is damaged, or no archive of the kind .tar.gz. Download or copy it again.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TaskFailedException($"{origin.Name} could not be unpacked into the data folder: {exception.Message.TrimEnd('.')}. Make room there, or see who may read the file, and try again.");
        }
    }

    /// <summary>Removes what a task has brought.</summary>
    public void Forget(ServerTask task)
    {
        if (data.UnpackedProfiles(task.Id) is var unpacked && Directory.Exists(unpacked))
        {
            Directory.Delete(unpacked, recursive: true);
        }

        if (Directory.Exists(data.Tasks))
        {
            File.Delete(data.TaskFile(task.Id));
        }
    }

    /// <summary>The archive; null: the two files lie as they are in the folder for profiles.</summary>
    private async Task<string?> ArchiveAsync(TaskContext context, HmmOrigin origin, double to, CancellationToken cancellation)
    {
        if (origin.Release is { } release)
        {
            return await DownloadAsync(context, release, to, cancellation);
        }

        if (origin.FolderFile is { } name)
        {
            return name == HmmFolder.Profiles ? null : Demand(origin, Path.Combine(folder.Path, Path.GetFileName(name)), "Put it there again.");
        }

        return await files.GetAsync(origin.FileId!, cancellation) is { } file
            ? Demand(origin, data.FilePath(file.Id), "Upload it again.")
            : throw new TaskFailedException($"{origin.Name} was removed before it was installed. Upload it again.");
    }

    private async Task<string> DownloadAsync(TaskContext context, Release release, double to, CancellationToken cancellation)
    {
        await context.StepAsync($"Downloading {release.Name}", 0, to, cancellation);
        Directory.CreateDirectory(data.Tasks);
        var path = data.TaskFile(context.Task.Id);
        await gitHub.DownloadAsync(release, path, size => context.ProgressAsync(release.Size == 0 ? 0 : (double)size / release.Size, cancellation), cancellation);
        return path;
    }

    private static string Demand(HmmOrigin origin, string path, string todo) =>
        File.Exists(path) ? path : throw new TaskFailedException($"{origin.Name} is not in the data folder any more. {todo}");

    private async Task<UnpackedProfiles> CopyAsync(TaskContext context, string into, CancellationToken cancellation)
    {
        foreach (var name in new[] { HmmFolder.Profiles, HmmFolder.Annotations })
        {
            var path = Path.Combine(folder.Path, name);
            if (!File.Exists(path))
            {
                throw new TaskFailedException($"{name} is not in the folder hmm/install of the data folder any more. Put both files there again.");
            }

            await using var from = Open(path);
            await WriteAsync(from, Path.Combine(into, name), () => context.ProgressAsync(from.Length == 0 ? 0 : (double)from.Position / from.Length, cancellation), cancellation);
        }

        return Unpacked(into, HmmFolder.Profiles);
    }

    private static async Task<UnpackedProfiles> UnpackAsync(TaskContext context, HmmOrigin origin, string archive, string into, CancellationToken cancellation)
    {
        await using var packed = Open(archive);
        await using var plain = await PlainAsync(packed, cancellation);
        await using var tar = new TarReader(plain);
        while (await tar.GetNextEntryAsync(copyData: false, cancellation) is { } entry)
        {
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile
                && Path.GetFileName(entry.Name) is var name && name is HmmFolder.Profiles or HmmFolder.Annotations)
            {
                await WriteAsync(entry.DataStream ?? Stream.Null, Path.Combine(into, name), () => context.ProgressAsync((double)packed.Position / packed.Length, cancellation), cancellation);
            }
        }

        return Unpacked(into, origin.Name);
    }

    private static async Task<Stream> PlainAsync(FileStream packed, CancellationToken cancellation)
    {
        var head = new byte[2];
        var read = await packed.ReadAtLeastAsync(head, 2, throwOnEndOfStream: false, cancellation);
        packed.Position = 0;
        return read == 2 && head is [0x1f, 0x8b] ? new GZipStream(packed, CompressionMode.Decompress, leaveOpen: true) : packed;
    }

    private static async Task WriteAsync(Stream from, string path, Func<Task> progress, CancellationToken cancellation)
    {
        await using var to = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
        var buffer = new byte[Chunk];
        while (await from.ReadAsync(buffer, cancellation) is var count && count > 0)
        {
            if (to.Position + count > Largest)
            {
                throw new TaskFailedException(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)} is larger than the {Largest >> 30} GB that are taken. See whether it is the right file."));
            }

            await to.WriteAsync(buffer.AsMemory(0, count), cancellation);
            await progress();
        }

        to.Flush(flushToDisk: true);
    }

    private static UnpackedProfiles Unpacked(string folder, string origin)
    {
        var both = new UnpackedProfiles(Path.Combine(folder, HmmFolder.Profiles), Path.Combine(folder, HmmFolder.Annotations));
        string[] missing = [.. new[] { both.Profiles, both.Annotations }.Where(path => !File.Exists(path)).Select(path => Path.GetFileName(path)!)];
        return missing is []
            ? both
            : throw new TaskFailedException($"{origin} has no file {string.Join(" and no file ", missing)}. An archive of profiles has {HmmFolder.Profiles} (made by hmmbuild) and {HmmFolder.Annotations}.");
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, Chunk, FileOptions.SequentialScan | FileOptions.Asynchronous);
}
