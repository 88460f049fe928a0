namespace Virtool.Domain.Audit;

/// <summary>What somebody did.</summary>
public enum AuditAction
{
    /// <summary>Made something.</summary>
    Created,

    /// <summary>Changed something.</summary>
    Changed,

    /// <summary>Removed something for good.</summary>
    Removed,

    /// <summary>Moved something to the trash.</summary>
    Trashed,

    /// <summary>Brought something back from the trash.</summary>
    Restored,

    /// <summary>Began a session.</summary>
    SignedIn,

    /// <summary>Tried to begin a session, and was refused.</summary>
    SignInRefused,

    /// <summary>Ended a session.</summary>
    SignedOut,
}
