using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Virtool.Data.Changes;
using Virtool.Data.Collections;
using Virtool.Data.Ownership;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Tasks;

namespace Virtool.Jobs.Tasks;

/// <summary>
/// Does the tasks that are wanted and that it knows how to do, two at a time, the oldest first; a command that does one kind leaves the others to the
/// server. One that the end of a server cut off is begun again; after three attempts it has failed.
/// </summary>
/// <param name="kinds">How tasks are done.</param>
/// <param name="tasks">The tasks.</param>
/// <param name="feed">Tells of new ones.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The log.</param>
internal sealed class TaskRunner(IEnumerable<ITaskKind> kinds, Collection<ServerTask> tasks, IChangeFeed feed, TimeProvider time, ILogger<TaskRunner> log) : IOwnedService
{
    private const int AtOnce = 2;
    private const int MostAttempts = 3;

    private readonly Dictionary<string, ITaskKind> _kinds = kinds.ToDictionary(kind => kind.Type, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Running> _running = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken ended)
    {
        using var changes = feed.Subscribe([tasks.Name]);
        await TryAsync(() => LookAsync(ended), ended);
        try
        {
            await foreach (var _ in changes.ReadAsync(ended))
            {
                await TryAsync(() => LookAsync(ended), ended);
            }
        }
        finally
        {
            await Task.WhenAll(_running.Values.Select(running => running.Done));
        }
    }

    private async Task TryAsync(Func<Task> action, CancellationToken ended)
    {
        try
        {
            await action();
        }
        catch (StoreException exception) when (!ended.IsCancellationRequested)
        {
            log.LogWarning("The tasks of the server could not be looked at: {Why}", exception.Message);
        }
    }

    private async Task LookAsync(CancellationToken ended)
    {
        var open = await tasks.FindAsync(
            Query<ServerTask>.All.Where(Where<ServerTask>.IsIn(task => task.State, [TaskState.Waiting, TaskState.Running])).OrderBy(task => task.CreatedAt), ended);
        foreach (var task in open.Where(task => task.CancelRequested))
        {
            if (_running.TryGetValue(task.Id, out var running))
            {
                await running.Cancel.CancelAsync();
            }
        }

        // Only this server does tasks: what is said to go on and does not was cut off.
        foreach (var task in open.Where(task => _kinds.ContainsKey(task.Type) && !_running.ContainsKey(task.Id)).Take(Math.Max(0, AtOnce - _running.Count)))
        {
            var cancel = CancellationTokenSource.CreateLinkedTokenSource(ended);
            var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _running[task.Id] = new Running(cancel, DoAsync(task, begin.Task, cancel, ended));
            begin.SetResult();
        }
    }

    private async Task DoAsync(ServerTask waiting, Task begin, CancellationTokenSource cancel, CancellationToken ended)
    {
        await begin;
        try
        {
            await DoAsync(waiting, cancel.Token, ended);
        }
        catch (Exception exception) when (exception is StoreException or OperationCanceledException)
        {
            // It is begun again at the next look, or by the next server.
            log.LogWarning("The task {Task} ({Type}) stands still: {Why}", waiting.Id, waiting.Type, exception.Message);
        }
        finally
        {
            _running.TryRemove(waiting.Id, out _);
            cancel.Dispose();
        }

        await TryAsync(() => LookAsync(ended), ended);
    }

    private async Task DoAsync(ServerTask waiting, CancellationToken cancelled, CancellationToken ended)
    {
        var task = await tasks.UpdateAsync(
            waiting.Id,
            current => current.IsOver ? current : current with { State = TaskState.Running, StartedAt = time.GetUtcNow(), Attempts = current.Attempts + 1, Progress = 0 },
            ended);
        if (task is null or { IsOver: true })
        {
            return;
        }

        var kind = _kinds[task.Type];
        var end = await OutcomeAsync(kind, task, cancelled, ended);
        if (end.State != TaskState.Complete)
        {
            await kind.CleanUpAsync(task, CancellationToken.None);
        }

        await tasks.UpdateAsync(
            task.Id,
            current => current with
            {
                State = end.State,
                Error = end.Error,
                Problems = [.. end.Problems.Take(ServerTask.MostProblems)],
                ProblemCount = end.Count,
                Progress = end.State == TaskState.Complete ? 1 : current.Progress,
                EndedAt = time.GetUtcNow(),
            },
            CancellationToken.None);
    }

    private async Task<Outcome> OutcomeAsync(ITaskKind kind, ServerTask task, CancellationToken cancelled, CancellationToken ended)
    {
        if (task.CancelRequested)
        {
            return new Outcome(TaskState.Cancelled, null, [], 0);
        }

        if (task.Attempts > MostAttempts)
        {
            return Failed("The server ended each time while it did this. Look into the server's log, and try again.");
        }

        try
        {
            await kind.RunAsync(new TaskContext(task, tasks, time), cancelled);
            return new Outcome(TaskState.Complete, null, [], 0);
        }
        catch (OperationCanceledException) when (!ended.IsCancellationRequested && cancelled.IsCancellationRequested)
        {
            return new Outcome(TaskState.Cancelled, null, [], 0);
        }
        catch (TaskFailedException exception)
        {
            return new Outcome(TaskState.Failed, exception.Message, exception.Problems, exception.Count);
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not StoreException)
        {
            log.LogError(exception, "The task {Task} ({Type}) failed", task.Id, task.Type);
            return Failed($"Something went wrong that the server did not expect: {exception.Message.TrimEnd('.')}. The server's log has more; try again.");
        }
    }

    private static Outcome Failed(string why) => new(TaskState.Failed, why, [], 0);

    private sealed record Outcome(TaskState State, string? Error, IReadOnlyList<Problem> Problems, int Count);

    private sealed record Running(CancellationTokenSource Cancel, Task Done);
}
