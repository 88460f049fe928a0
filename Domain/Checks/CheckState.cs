namespace Virtool.Domain.Checks;

/// <summary>Where a check of the files stands.</summary>
public enum CheckState
{
    /// <summary>Somebody wants it; the server that owns the data begins it.</summary>
    Requested,

    /// <summary>It goes on.</summary>
    Running,

    /// <summary>It came to its end.</summary>
    Done,

    /// <summary>Somebody ended it.</summary>
    Cancelled,

    /// <summary>It could not be done, or the server ended while it went on.</summary>
    Failed,
}
