namespace Virtool.Domain.Watching;

/// <summary>How the server learns of changes in a watched folder.</summary>
public enum FolderState
{
    /// <summary>Nobody has looked at it yet, or it is switched off.</summary>
    Off,

    /// <summary>The system tells of changes; it is looked through regularly all the same.</summary>
    Watching,

    /// <summary>It is looked through regularly: the system tells nothing, as of network shares, or is not to be trusted.</summary>
    Polling,

    /// <summary>It cannot be looked through now; <see cref="WatchedFolder.Problem"/> says why.</summary>
    Broken,
}
