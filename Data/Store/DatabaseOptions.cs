namespace Virtool.Data.Store;

/// <summary>Which database the documents are in; the section <c>Database</c> of the settings.</summary>
public sealed record DatabaseOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Database";

    /// <summary>Empty: the embedded engine, in the data folder. <c>mongodb://…</c>: a MongoDB server.</summary>
    public string ConnectionString { get; init; } = "";

    /// <summary>The database's name on a MongoDB server.</summary>
    public string Name { get; init; } = "virtool";

    /// <summary>Whether the documents are in the data folder.</summary>
    /// <exception cref="StoreException">The connection string is of neither kind.</exception>
    public bool IsEmbedded() => ConnectionString.Length == 0 || (ConnectionString.Split("://")[0] is "mongodb" or "mongodb+srv"
        ? false
        : throw new StoreException(
            "Database:ConnectionString is not understood. Leave it empty for the embedded database, or give an address that begins with mongodb://."));
}
