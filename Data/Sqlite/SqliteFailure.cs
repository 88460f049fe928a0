using Microsoft.Data.Sqlite;
using Virtool.Data.Store;

namespace Virtool.Data.Sqlite;

/// <summary>SQLite's errors as sentences: what happened, why, what to do. Codes: https://sqlite.org/rescode.html.</summary>
internal static class SqliteFailure
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int Constraint = 19;
    private const int NotADatabase = 26;

    /// <summary>Whether a value that must be unique is taken.</summary>
    public static bool IsConstraint(SqliteException error) => error.SqliteErrorCode == Constraint;

    /// <summary>The error for people.</summary>
    public static StoreException Explain(SqliteException error, string path) => new(
        error.SqliteErrorCode switch
        {
            Busy or Locked => $"The database {path} is busy: another process holds it for too long. Try again; if it stays so, end the other process.",
            ReadOnly => $"The database {path} cannot be written to: the file or its folder is read-only. Give the server's user the right to write there.",
            InputOutput => $"The database {path} cannot be read or written: the disk reports an error. Nothing of this write was kept. Check the disk and its free space.",
            Corrupt or NotADatabase => $"The database {path} is damaged, or is no database. Stop the server and restore the last backup.",
            Full => $"Nothing was written: the disk that holds {path} is full. Make room there, then try again.",
            CannotOpen => $"The database {path} cannot be opened. Check that its folder exists and that the server's user may write there.",
            _ => $"The database {path} could not do this: {error.Message}",
        },
        error);

    /// <summary>Which fields are taken, out of SQLite's message; the names of indexes are those of <see cref="SqliteText.Index"/>.</summary>
    public static DuplicateException Duplicate(SqliteException error, CollectionDefinition definition)
    {
        var index = definition.Indexes.FirstOrDefault(index => index.Unique && error.Message.Contains($"'{SqliteText.Index(definition.Name, index)}'", StringComparison.Ordinal));
        return new DuplicateException(definition.Name, index?.Fields ?? ["_id"]);
    }
}
