namespace Virtool.Data.Mongo;

/// <summary>The steps of a batch, in their order.</summary>
internal enum MongoStep
{
    /// <summary>The journal is written.</summary>
    Journal,

    /// <summary>Its documents are held.</summary>
    Claim,

    /// <summary>Its inserts are done.</summary>
    Insert,

    /// <summary>Its replacements are done.</summary>
    Replace,

    /// <summary>The journal is marked: from here on the batch is finished, before it is undone.</summary>
    Commit,

    /// <summary>Its deletions are done.</summary>
    Delete,

    /// <summary>Its changes are appended.</summary>
    Announce,

    /// <summary>Its documents are given free.</summary>
    Release,

    /// <summary>The journal is removed.</summary>
    Forget,
}
