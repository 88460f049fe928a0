namespace Virtool.Data.Changes;

/// <summary>What happened to a document.</summary>
public enum ChangeOperation
{
    /// <summary>It is new.</summary>
    Insert,

    /// <summary>It is another than before.</summary>
    Update,

    /// <summary>It is gone.</summary>
    Delete,
}
