using System.Collections.Concurrent;

namespace Virtool.Data.Mongo;

/// <summary>A few threads that make the driver's blocking calls, so that none of the request pool waits for a server.</summary>
internal sealed class MongoThreads : IDisposable
{
    private readonly BlockingCollection<Action> _queue = [];
    private readonly List<Thread> _threads = [];

    public MongoThreads(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var thread = new Thread(Run) { IsBackground = true, Name = "MongoDB" };
            thread.Start();
            _threads.Add(thread);
        }
    }

    /// <summary>Does it on one of the threads. What has begun is not broken off.</summary>
    public Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellation)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _queue.Add(() => Run(work, done, cancellation), cancellation);
        return done.Task;
    }

    /// <summary>Ends when all that was asked for is done.</summary>
    public void Dispose()
    {
        _queue.CompleteAdding();
        _threads.ForEach(thread => thread.Join());
        _queue.Dispose();
    }

    private static void Run<T>(Func<T> work, TaskCompletionSource<T> done, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            done.TrySetCanceled(cancellation);
            return;
        }

        try
        {
            done.TrySetResult(work());
        }
#pragma warning disable CA1031 // It is the caller's, who awaits it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            done.TrySetException(error);
        }
    }

    private void Run()
    {
        foreach (var work in _queue.GetConsumingEnumerable())
        {
            work();
        }
    }
}
