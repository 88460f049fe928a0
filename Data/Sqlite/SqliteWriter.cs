using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Virtool.Data.Store;

namespace Virtool.Data.Sqlite;

/// <summary>
/// Where all writes of the process go, one at a time. A write that is alone is done on its caller's thread, which takes less time than to wake
/// another. Where several meet, a thread of its own writes all that are waiting in one transaction, each piece under a savepoint of its own,
/// so that one commit to the disk serves all of them and one that fails does not fail the others. Between writes that thread looks for those
/// of other processes.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    /// <summary>How much goes into one transaction.</summary>
    private const int Largest = 256;

    /// <summary>How soon another process's writes are seen.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly BlockingCollection<SqliteWork> _queue = [];

    /// <summary>Held by whoever uses the session.</summary>
    private readonly Lock _turn = new();
    private readonly SqliteSession _session;
    private readonly SqliteChanges _changes;
    private readonly string _path;
    private readonly Thread _thread;

    /// <summary>Whether several writes met the last time: then it pays to wait for the others.</summary>
    private volatile bool _isCrowded;

    public SqliteWriter(string path, SqliteSession session, SqliteChanges changes)
    {
        _path = path;
        _session = session;
        _changes = changes;
        _thread = new Thread(Run) { IsBackground = true, Name = "SQLite writer" };
        _thread.Start();
    }

    /// <summary>Writes; returns when the write is committed, or throws when it is not.</summary>
    /// <param name="write">What is to be done.</param>
    /// <param name="isShort">It is done at once; what is not never runs on the caller's thread.</param>
    /// <param name="cancellation">Gives up what has not begun.</param>
    public Task<T> WriteAsync<T>(Func<SqliteSession, T> write, bool isShort, CancellationToken cancellation)
    {
        var work = new SqliteWork<T>(write, cancellation);
        if (!isShort || !TryWriteHere(work))
        {
            _queue.Add(work, cancellation);
        }

        return work.Task;
    }

    public void Dispose()
    {
        _queue.CompleteAdding();
        _thread.Join();
        lock (_turn)
        {
            _session.Dispose();
        }

        _queue.Dispose();
    }

    /// <summary>Writes on this thread, if neither this process nor another writes at the moment.</summary>
    private bool TryWriteHere(SqliteWork work)
    {
        if (work.IsCancelled())
        {
            return true;
        }

        if (_isCrowded || _queue.Count > 0 || !_turn.TryEnter())
        {
            return false;
        }

        try
        {
            if (_queue.IsAddingCompleted || !_session.TryBegin())
            {
                return false;
            }

            WriteAlone(work);
            return true;
        }
        finally
        {
            _turn.Exit();
        }
    }

    private void Run()
    {
        while (!_queue.IsCompleted)
        {
            Tend(_changes.Forget);
            if (!_queue.TryTake(out var first, Look))
            {
                Tend(_changes.PublishForeign);
                continue;
            }

            lock (_turn)
            {
                var group = Group(first);
                _isCrowded = group.Count > 1;
                group.RemoveAll(work => work.IsCancelled());
                Write(group);
            }
        }
    }

    private void Tend(Action<SqliteSession> task)
    {
        try
        {
            lock (_turn)
            {
                task(_session);
            }
        }
        catch (SqliteException)
        {
            // Another process writes for long, or the disk is full: it is tried again at the next look. Whoever writes meanwhile is told why not.
        }
    }

    /// <summary>What is waiting by now.</summary>
    private List<SqliteWork> Group(SqliteWork first)
    {
        var group = new List<SqliteWork> { first };
        while (group.Count < Largest && _queue.TryTake(out var next))
        {
            group.Add(next);
        }

        return group;
    }

    private void Write(List<SqliteWork> group)
    {
        try
        {
            switch (group)
            {
                case []:
                    return;
                case [var only]:
                    _session.Begin();
                    WriteAlone(only);
                    return;
            }

            _session.Begin();
            var refused = Commit(group);
            _changes.Publish(_session);
            group.ForEach(work => Tell(work, refused.GetValueOrDefault(work)));
        }
        catch (SqliteException error)
        {
            Rollback();
            if (group is [var only])
            {
                only.Fail(SqliteFailure.Explain(error, _path));
                return;
            }

            // The whole transaction is gone, perhaps for the sake of one: each on its own.
            group.ForEach(work => Write([work]));
        }
    }

    /// <summary>Does the work of a transaction that is begun, and ends it.</summary>
    private void WriteAlone(SqliteWork work)
    {
        try
        {
            work.Run(_session);
            _session.Run("COMMIT");
            _changes.Publish(_session);
            work.Complete();
        }
        catch (SqliteException error)
        {
            Rollback();
            work.Fail(SqliteFailure.Explain(error, _path));
        }
#pragma warning disable CA1031 // It is the caller's, who awaits it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Rollback();
            work.Fail(error);
        }
    }

    /// <summary>Commits what can be done of it; gives what was refused, and why. Nobody is told before the commit, which may yet fail.</summary>
    private Dictionary<SqliteWork, Exception> Commit(List<SqliteWork> group)
    {
        var refused = new Dictionary<SqliteWork, Exception>();
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
