namespace Virtool.Domain.Migrations;

/// <summary>
/// One step from a schema to the next. It runs while nothing else does, and again from its beginning after a crash: what it has changed
/// already it recognises and leaves.
/// </summary>
public interface IMigration
{
    /// <summary>The schema that the documents have after it; one more than before.</summary>
    int Version { get; }

    /// <summary>What it does, for the log: <c>readers of documents</c>.</summary>
    string Name { get; }

    /// <summary>Changes the documents.</summary>
    Task RunAsync(MigrationDocuments documents, CancellationToken cancellation);
}
