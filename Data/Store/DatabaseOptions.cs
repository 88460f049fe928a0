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
}
