namespace Virtool.Data.Sqlite;

/// <summary>Something that one of the engine's threads does for a caller who awaits it.</summary>
internal abstract class SqliteWork
{
    /// <summary>Does it; what it throws reaches the caller through <see cref="Fail"/>.</summary>
    public abstract void Run(SqliteSession session);

    /// <summary>Tells the caller that it is done.</summary>
    public abstract void Complete();

    /// <summary>Tells the caller why it is not done.</summary>
    public abstract void Fail(Exception error);

    /// <summary>Whether the caller gave up before it began; then it is told so.</summary>
    public abstract bool IsCancelled();
}
