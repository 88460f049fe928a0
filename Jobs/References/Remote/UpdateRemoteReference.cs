using Virtool.Data.Collections;
using Virtool.Domain.References;
using Virtool.Domain.Tasks;
using Virtool.Jobs.Tasks;

namespace Virtool.Jobs.References.Remote;

/// <summary>
/// Compares a release with a remote reference and tells what it changes, and installs it where that is wanted. Nobody else changes the reference
/// meanwhile. Installing that was ended in the middle leaves some viruses of the release and some of the one before; installing it again does the rest.
/// </summary>
/// <param name="references">The references.</param>
/// <param name="updates">Releases that were compared or installed.</param>
/// <param name="lists">What they change.</param>
/// <param name="files">Downloads and checks.</param>
/// <param name="comparison">Compares.</param>
/// <param name="install">Installs.</param>
/// <param name="time">The clock.</param>
internal sealed class UpdateRemoteReference(
    Collection<Reference> references,
    Collection<RemoteUpdate> updates,
    Collection<RemoteUpdateList> lists,
    ReleaseFiles files,
    RemoteComparison comparison,
    RemoteInstall install,
    TimeProvider time) : ITaskKind
{
    /// <inheritdoc />
    public string Type => RemoteTasks.Update;

    /// <inheritdoc />
    public async Task RunAsync(TaskContext context, CancellationToken cancellation)
    {
        var task = context.Task;
        var isInstall = task.Context[RemoteTasks.InstallField]!.GetValue<bool>();
        var update = await updates.GetAsync(UpdateId(task), cancellation) ?? throw Gone();
        var reference = await references.GetAsync(task.Subject.Id, cancellation) ?? throw Gone();
        if (reference.TaskId == task.Id)
        {
            await DoAsync(context, update, isInstall, cancellation);
        }

        // Else an earlier attempt came to its end, and only its document did not.
        await updates.UpdateAsync(
            update.Id,
            current => isInstall
                ? current with { State = RemoteUpdateState.Installed, InstalledAt = current.InstalledAt ?? time.GetUtcNow() }
                : current with { State = RemoteUpdateState.Compared },
            cancellation);
        files.Forget(task);
    }

    /// <inheritdoc />
    public async Task CleanUpAsync(ServerTask task, CancellationToken cancellation)
    {
        await updates.UpdateAsync(UpdateId(task), current => current with { State = RemoteUpdateState.Failed }, cancellation);
        await references.UpdateAsync(task.Subject.Id, current => current.TaskId == task.Id ? current with { TaskId = null } : current, cancellation);
        files.Forget(task);
    }

    private async Task DoAsync(TaskContext context, RemoteUpdate update, bool isInstall, CancellationToken cancellation)
    {
        var referenceId = context.Task.Subject.Id;
        var half = isInstall ? 0.5 : 1;
        await files.DownloadAsync(context, update.Release, 0.5 * half, cancellation);
        var (file, result) = await files.CheckAsync(context, update.Release, 0.5 * half, 0.7 * half, cancellation);
        await context.StepAsync("Comparing", 0.7 * half, half, cancellation);
        var compared = await comparison.RunAsync(referenceId, file, result.Summary.Otus, share => context.ProgressAsync(share, cancellation), cancellation);
        // Begun again, what was installed by then does not differ any more: what was told before holds.
        if (context.Task.Attempts <= 1 || update.Added + update.Changed + update.Removed == 0)
        {
            await TellAsync(update, compared, cancellation);
        }

        if (isInstall)
        {
            await context.StepAsync($"Installing {update.Release.Name}", half, 1, cancellation);
            await ChangeAsync(referenceId, remote => remote with { Unfinished = update.Release.Name }, cancellation);
            await install.RunAsync(context.Task, file, compared, share => context.ProgressAsync(share, cancellation), cancellation);
        }

        await references.UpdateAsync(
            referenceId,
            current => current.Remote is { } remote
                ? current with { TaskId = null, Remote = isInstall ? remote with { Installed = update.Release with { Body = "" }, Unfinished = null } : remote }
                : current with { TaskId = null },
            cancellation);
    }

    private Task<Reference?> ChangeAsync(string referenceId, Func<Domain.References.Remote, Domain.References.Remote> change, CancellationToken cancellation) =>
        references.UpdateAsync(referenceId, current => current.Remote is { } remote ? current with { Remote = change(remote) } : current, cancellation);

    private async Task TellAsync(RemoteUpdate update, ComparedRelease compared, CancellationToken cancellation)
    {
        RemoteChange[] changes = [.. compared.Changes.Take(RemoteUpdateList.Most)];
        var list = new RemoteUpdateList { Id = update.Id, ReferenceId = update.ReferenceId, Changes = changes };
        if (await lists.UpdateAsync(list.Id, current => list with { Revision = current.Revision }, cancellation) is null)
        {
            await lists.InsertAsync(list, cancellation);
        }

        await updates.UpdateAsync(
            update.Id,
            current => current with
            {
                Added = compared.Count(RemoteChangeKind.Added),
                Changed = compared.Count(RemoteChangeKind.Changed),
                Removed = compared.Count(RemoteChangeKind.Removed),
                Unchanged = compared.Unchanged,
            },
            cancellation);
    }

    private static string UpdateId(ServerTask task) => task.Context[RemoteTasks.UpdateField]!.GetValue<string>();

    private static TaskFailedException Gone() => new("The reference was removed meanwhile.");
}
