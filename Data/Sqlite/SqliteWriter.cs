using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Virtool.Data.Store;

namespace Virtool.Data.Sqlite;

/// <summary>
/// The one thread that writes. What is waiting is written in one transaction, each piece under a savepoint of its own, so that one commit
/// to the disk serves all of them and one that fails does not fail the others. Between writes it looks for those of other processes.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    /// <summary>How much goes into one transaction.</summary>
    private const int Group = 256;

    /// <summary>How soon another process's writes are seen.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly BlockingCollection<SqliteWork> _queue = [];
    private readonly SqliteSession _session;
    private readonly SqliteChanges _changes;
    private readonly string _path;
    private readonly Thread _thread;

    public SqliteWriter(string path, SqliteSession session, SqliteChanges changes)
    {
        _path = path;
        _session = session;
        _changes = changes;
        _thread = new Thread(Run) { IsBackground = true, Name = "SQLite writer" };
        _thread.Start();
    }

    /// <summary>Writes; returns when the write is committed, or throws when it is not.</summary>
    public Task<T> WriteAsync<T>(Func<SqliteSession, T> write, CancellationToken cancellation)
    {
        var work = new SqliteWork<T>(write, cancellation);
        _queue.Add(work, cancellation);
        return work.Task;
    }

    public void Dispose()
    {
        _queue.CompleteAdding();
        _thread.Join();
        _queue.Dispose();
        _session.Dispose();
    }

    private void Run()
    {
        while (!_queue.IsCompleted)
        {
            Forget();
            if (!_queue.TryTake(out var first, Look))
            {
                _changes.PublishForeign(_session);
                continue;
            }

            var group = new List<SqliteWork> { first };
            while (group.Count < Group && _queue.TryTake(out var next))
            {
                group.Add(next);
            }

            group.RemoveAll(work => work.IsCancelled());
            Write(group);
        }
    }

    private void Forget()
    {
        try
        {
            _changes.Forget(_session);
        }
        catch (SqliteException)
        {
            // Another process writes for long, or the disk is full: old changes are in nobody's way, and are looked for again.
        }
    }

    private void Write(List<SqliteWork> group)
    {
        if (group.Count == 0)
        {
            return;
        }

        try
        {
            var refused = Commit(group);
            _changes.Publish(_session);
            group.ForEach(work => Tell(work, refused.GetValueOrDefault(work)));
        }
        catch (SqliteException error)
        {
            Rollback();
            if (group.Count == 1)
            {
                group[0].Fail(SqliteFailure.Explain(error, _path));
                return;
            }

            // The whole transaction is gone, perhaps for the sake of one: each on its own.
            group.ForEach(work => Write([work]));
        }
    }

    /// <summary>Commits what can be done of it; gives what was refused, and why. Nobody is told before the commit, which may yet fail.</summary>
    private Dictionary<SqliteWork, Exception> Commit(List<SqliteWork> group)
    {
        var refused = new Dictionary<SqliteWork, Exception>();
        _session.Run("BEGIN IMMEDIATE");
        foreach (var work in group)
        {
            _session.Run("SAVEPOINT piece");
            try
            {
                work.Run(_session);
            }
            catch (Exception error) when (error is not SqliteException)
            {
                _session.Run("ROLLBACK TO piece");
                refused.Add(work, error);
            }

            _session.Run("RELEASE piece");
        }

        _session.Run("COMMIT");
        return refused;
    }

    private static void Tell(SqliteWork work, Exception? refused)
    {
        if (refused is null)
        {
            work.Complete();
        }
        else
        {
            work.Fail(refused);
        }
    }

    private void Rollback()
    {
        try
        {
            _session.Run("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite has rolled it back itself, as it does when the disk is full.
        }
    }
}
