using System.Collections.Concurrent;
using Virtool.Domain.Tasks;
using Virtool.Jobs.Tasks;
using Xunit;

namespace Virtool.App.Tests.Tasks;

/// <summary>Tasks that go on until a test says how they end.</summary>
internal sealed class MadeUpTasks : ITaskKind
{
    public const string Name = "made_up";

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _begun = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _released = new();

    public string Type => Name;

    public ConcurrentQueue<string> CleanedUp { get; } = new();

    public Task BegunAsync(string id) => Of(_begun, id).Task.WaitAsync(TestContext.Current.CancellationToken);

    public void Release(string id) => Of(_released, id).TrySetResult();

    public void Fail(string id, Exception exception) => Of(_released, id).TrySetException(exception);

    public async Task RunAsync(TaskContext context, CancellationToken cancellation)
    {
        await context.StepAsync("Writing", 0.2, 1, cancellation);
        Of(_begun, context.Task.Id).TrySetResult();
        await Of(_released, context.Task.Id).Task.WaitAsync(cancellation);
    }

    public Task CleanUpAsync(ServerTask task, CancellationToken cancellation)
    {
        CleanedUp.Enqueue(task.Id);
        return Task.CompletedTask;
    }

    private static TaskCompletionSource Of(ConcurrentDictionary<string, TaskCompletionSource> all, string id) =>
        all.GetOrAdd(id, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
