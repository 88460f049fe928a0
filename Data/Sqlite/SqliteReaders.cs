using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Virtool.Data.Store;

namespace Virtool.Data.Sqlite;

/// <summary>A few threads with a connection each: a long read never holds a thread of the request pool.</summary>
internal sealed class SqliteReaders : IDisposable
{
    private readonly BlockingCollection<SqliteWork> _queue = [];
    private readonly List<Thread> _threads = [];
    private readonly Lock _short = new();
    private readonly SqliteSession _shortReads;
    private readonly string _path;

    public SqliteReaders(string path, SqliteOptions options)
    {
        _path = path;
        _shortReads = new SqliteSession(path, options, readOnly: true);
        for (var i = 0; i < options.Readers; i++)
        {
            var session = new SqliteSession(path, options, readOnly: true);
            var thread = new Thread(() => Run(session)) { IsBackground = true, Name = "SQLite reader" };
            thread.Start();
            _threads.Add(thread);
        }
    }

    /// <summary>Reads on one of the threads.</summary>
    public Task<T> ReadAsync<T>(Func<SqliteSession, T> read, CancellationToken cancellation)
    {
        var work = new SqliteWork<T>(read, cancellation);
        _queue.Add(work, cancellation);
        return work.Task;
    }

    /// <summary>Reads a single row on the caller's thread, which takes less time than waking another; where that is taken, on one of the threads.</summary>
    public Task<T> ReadRowAsync<T>(Func<SqliteSession, T> read, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested || !_short.TryEnter())
        {
            return ReadAsync(read, cancellation);
        }

        try
        {
            return Task.FromResult(read(_shortReads));
        }
        catch (SqliteException error)
        {
            return Task.FromException<T>(SqliteFailure.Explain(error, _path));
        }
        finally
        {
            _short.Exit();
        }
    }

    public void Dispose()
    {
        _queue.CompleteAdding();
        _threads.ForEach(thread => thread.Join());
        _queue.Dispose();
        lock (_short)
        {
            _shortReads.Dispose();
        }
    }

    private void Run(SqliteSession session)
    {
        using (session)
        {
            foreach (var work in _queue.GetConsumingEnumerable())
            {
                if (!work.IsCancelled())
                {
                    Run(session, work);
                }
            }
        }
    }

    private void Run(SqliteSession session, SqliteWork work)
    {
        try
        {
            work.Run(session);
            work.Complete();
        }
        catch (SqliteException error)
        {
            work.Fail(SqliteFailure.Explain(error, _path));
        }
#pragma warning disable CA1031 // It is the caller's, who awaits it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            work.Fail(error);
        }
    }
}
