namespace Virtool.Domain.Watching;

/// <summary>What becomes of a file in a watched folder once it was imported, or found to be a duplicate.</summary>
public enum OriginalFate
{
    /// <summary>It stays where it is.</summary>
    Leave,

    /// <summary>It is moved into the folder <c>imported</c> of the watched folder, under its name below that.</summary>
    Move,

    /// <summary>It is removed: its bytes lie in the files directory.</summary>
    Delete,
}
