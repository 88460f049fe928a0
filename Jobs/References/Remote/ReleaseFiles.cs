using Virtool.Domain.Files;
using Virtool.Domain.Releases;
using Virtool.Domain.Tasks;
using Virtool.Jobs.Outgoing;
using Virtool.Jobs.Outgoing.GitHub;
using Virtool.Jobs.References.Import;
using Virtool.Jobs.Tasks;

namespace Virtool.Jobs.References.Remote;

/// <summary>Downloads and checks the files of releases, for tasks; each has one file at a time, which goes with it.</summary>
/// <param name="gitHub">Where releases are.</param>
/// <param name="filler">Checks files.</param>
/// <param name="data">Where files lie.</param>
internal sealed class ReleaseFiles(GitHubReleases gitHub, ReferenceFiller filler, DataFolder data)
{
    /// <summary>Downloads the file of a release: the step of a task.</summary>
    /// <param name="context">The task.</param>
    /// <param name="release">The release.</param>
    /// <param name="to">How much of the task is done then, 0 to 1.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="TaskFailedException">It cannot be had.</exception>
    public async Task DownloadAsync(TaskContext context, Release release, double to, CancellationToken cancellation)
    {
        await context.StepAsync($"Downloading {release.Name}", 0, to, cancellation);
        Directory.CreateDirectory(data.Tasks);
        try
        {
            await gitHub.DownloadAsync(
                release, data.TaskFile(context.Task.Id), size => context.ProgressAsync(release.Size == 0 ? 0 : (double)size / release.Size, cancellation), cancellation);
        }
        catch (OutgoingException exception)
        {
            throw new TaskFailedException(exception.Message);
        }
        catch (IOException exception)
        {
            throw new TaskFailedException($"The release {release.Name} could not be written into the data folder: {exception.Message.TrimEnd('.')}. Make room there, and try again.");
        }
    }

    /// <summary>Checks the file that was downloaded: the step of a task.</summary>
    /// <param name="context">The task.</param>
    /// <param name="release">The release.</param>
    /// <param name="from">How much of the task is done before, 0 to 1.</param>
    /// <param name="to">How much of it is done then.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="TaskFailedException">It holds no reference, or something is wrong with it.</exception>
    public async Task<(ReferenceFile File, CheckedFile Checked)> CheckAsync(TaskContext context, Release release, double from, double to, CancellationToken cancellation)
    {
        await context.StepAsync($"Checking {release.Name}", from, to, cancellation);
        var path = data.TaskFile(context.Task.Id);
        return await filler.CheckAsync(context, () => ReferenceFile.Of(() => Open(path)), $"The file {release.Filename} of the release {release.Name}", cancellation);
    }

    /// <summary>Removes what a task has downloaded.</summary>
    public void Forget(ServerTask task)
    {
        if (Directory.Exists(data.Tasks))
        {
            File.Delete(data.TaskFile(task.Id));
        }
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 128 * 1024, FileOptions.SequentialScan);
}
