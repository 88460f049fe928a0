using System.Text.Json.Nodes;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Tasks;

/// <summary>What people and programs do with tasks of the server.</summary>
/// <param name="tasks">The tasks.</param>
/// <param name="time">The clock.</param>
public sealed class TaskService(Collection<ServerTask> tasks, TimeProvider time)
{
    /// <summary>The task.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public async Task<ServerTask> GetAsync(Viewer viewer, string id, CancellationToken cancellation = default) =>
        await tasks.GetAsync(viewer, id, cancellation) ?? throw NoTask();

    /// <summary>Newest first.</summary>
    public Query<ServerTask> Search(Viewer viewer) => Query<ServerTask>.All.Readable(viewer).OrderBy(task => task.CreatedAt, descending: true);

    /// <summary>Those that wait or go on, and those that failed and whose failure was not dismissed; newest first.</summary>
    /// <param name="viewer">Who asks.</param>
    /// <param name="collection">Of things of this collection: <c>references</c>.</param>
    public Query<ServerTask> ToShow(Viewer viewer, string collection) => Search(viewer).Where(
        Where<ServerTask>.Is(task => task.Subject.Collection, collection)
        & Where<ServerTask>.IsIn(task => task.State, [TaskState.Waiting, TaskState.Running, TaskState.Failed])
        & Where<ServerTask>.Is(task => task.Dismissed, false));

    /// <summary>A task that begins as soon as it is written: in the batch of what it works on.</summary>
    /// <param name="type">What is done.</param>
    /// <param name="subject">What it is done to.</param>
    /// <param name="user">Who wants it.</param>
    /// <param name="readers">Who may see it: who may see what it works on.</param>
    /// <param name="context">What it needs to know.</param>
    public ServerTask Prepare(string type, Subject subject, Link user, IReadOnlyList<string> readers, JsonObject? context = null) => new()
    {
        Id = Ids.New(),
        Type = type,
        Subject = subject,
        User = user,
        Readers = readers,
        Context = context ?? [],
        CreatedAt = time.GetUtcNow(),
    };

    /// <summary>Ends one that waits or goes on; what it has done is undone.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    /// <exception cref="NotPermittedException">The viewer neither wanted it nor administers the server.</exception>
    /// <exception cref="RefusedException">It is over.</exception>
    public async Task<ServerTask> CancelAsync(Viewer viewer, string id, CancellationToken cancellation = default)
    {
        await DemandOwnAsync(viewer, id, cancellation);
        return await tasks.UpdateAsync(
            id, task => task.IsOver ? throw new RefusedException("The task is over: there is nothing to cancel.") : task with { CancelRequested = true }, cancellation) ?? throw NoTask();
    }

    /// <summary>A failure was read: lists show it no more.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    /// <exception cref="NotPermittedException">The viewer neither wanted it nor administers the server.</exception>
    /// <exception cref="RefusedException">It is not over.</exception>
    public async Task<ServerTask> DismissAsync(Viewer viewer, string id, CancellationToken cancellation = default)
    {
        await DemandOwnAsync(viewer, id, cancellation);
        return await tasks.UpdateAsync(
            id, task => task.IsOver ? task with { Dismissed = true } : throw new RefusedException("The task goes on. Cancel it first."), cancellation) ?? throw NoTask();
    }

    private async Task DemandOwnAsync(Viewer viewer, string id, CancellationToken cancellation)
    {
        if ((await GetAsync(viewer, id, cancellation)).User.Id != viewer.UserId && !viewer.Administrator)
        {
            throw new NotPermittedException("Only who wanted a task, and administrators, may end it.");
        }
    }

    private static NotFoundException NoTask() => new("There is no such task.");
}
