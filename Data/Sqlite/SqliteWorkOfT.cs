namespace Virtool.Data.Sqlite;

/// <summary>Work with a result.</summary>
internal sealed class SqliteWork<T>(Func<SqliteSession, T> work, CancellationToken cancellation) : SqliteWork
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Task => _done.Task;

    public override void Run(SqliteSession session) => _result = work(session);

    public override void Complete() => _done.TrySetResult(_result!);

    public override void Fail(Exception error) => _done.TrySetException(error);

    public override bool IsCancelled() => cancellation.IsCancellationRequested && _done.TrySetCanceled(cancellation);
}
