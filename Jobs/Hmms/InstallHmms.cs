using Virtool.Data.Collections;
using Virtool.Domain.Files;
using Virtool.Domain.Hmms;
using Virtool.Domain.Tasks;
using Virtool.Jobs.Tasks;

namespace Virtool.Jobs.Hmms;

/// <summary>
/// Installs profiles: everything is brought, checked and written first, then the set appears by one update, and what was installed before goes. Where
/// anything is wrong, what was installed before stays.
/// </summary>
/// <param name="status">Which set is installed.</param>
/// <param name="files">Brings the files.</param>
/// <param name="writer">Writes what is known of the profiles.</param>
/// <param name="removal">Removes the set before.</param>
/// <param name="data">Where the profiles lie.</param>
/// <param name="time">The clock.</param>
internal sealed class InstallHmms(Collection<HmmStatus> status, HmmFiles files, HmmWriter writer, HmmRemoval removal, DataFolder data, TimeProvider time) : ITaskKind
{
    /// <inheritdoc />
    public string Type => HmmTasks.Install;

    /// <inheritdoc />
    public async Task RunAsync(TaskContext context, CancellationToken cancellation)
    {
        var task = context.Task;
        if (!await IsInstalledAsync(task, cancellation))
        {
            await removal.ForgetAsync(task.Id, cancellation);
            await InstallAsync(context, HmmTasks.OriginOf(task), cancellation);
        }

        await context.StepAsync("Removing the profiles from before", 0.97, 1, CancellationToken.None);
        await removal.SweepAsync(CancellationToken.None);
        files.Forget(task);
    }

    /// <inheritdoc />
    public async Task CleanUpAsync(ServerTask task, CancellationToken cancellation)
    {
        if (!await IsInstalledAsync(task, cancellation))
        {
            await removal.ForgetAsync(task.Id, cancellation);
        }

        await status.UpdateAsync(HmmStatus.OnlyId, now => now.TaskId == task.Id ? now with { TaskId = null } : now, cancellation);
        files.Forget(task);
    }

    private async Task<bool> IsInstalledAsync(ServerTask task, CancellationToken cancellation) => (await status.GetAsync(HmmStatus.OnlyId, cancellation))?.Set == task.Id;

    private async Task InstallAsync(TaskContext context, HmmOrigin origin, CancellationToken cancellation)
    {
        var brought = await files.BringAsync(context, origin, 0.5, cancellation);
        await context.StepAsync("Checking the profiles", 0.5, 0.65, cancellation);
        var profiles = await CheckAsync(context, brought.Profiles, cancellation);
        await context.StepAsync("Writing what is known of the profiles", 0.65, 0.97, cancellation);
        await using (var annotations = File.OpenRead(brought.Annotations))
        {
            await writer.WriteAsync(context.Task.Id, profiles, AnnotationReader.ReadAsync(annotations, cancellation), share => context.ProgressAsync(share, cancellation), cancellation);
        }

        cancellation.ThrowIfCancellationRequested();
        // From here on to the end: between the two, file and set do not belong together.
        var size = new FileInfo(brought.Profiles).Length;
        Directory.CreateDirectory(data.Hmm);
        File.Move(brought.Profiles, data.Profiles, overwrite: true);
        await status.UpdateAsync(
            HmmStatus.OnlyId,
            now => now with
            {
                Installed = true,
                Set = context.Task.Id,
                Source = origin.Name,
                Sha256 = profiles.Sha256,
                Size = size,
                Count = profiles.Profiles.Count,
                InstalledAt = time.GetUtcNow(),
                User = context.Task.User,
                Release = origin.Release,
                ReleaseSlug = origin.ReleaseSlug,
                TaskId = null,
            },
            CancellationToken.None);
    }

    private static async Task<ProfileSet> CheckAsync(TaskContext context, string path, CancellationToken cancellation)
    {
        await using var profiles = File.OpenRead(path);
        return await ProfileReader.ReadAsync(profiles, read => context.ProgressAsync((double)read / Math.Max(1, profiles.Length), cancellation), cancellation);
    }
}
