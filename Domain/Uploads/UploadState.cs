namespace Virtool.Domain.Uploads;

/// <summary>Where an upload stands.</summary>
public enum UploadState
{
    /// <summary>Bytes come, or are waited for: it can be resumed.</summary>
    Arriving,

    /// <summary>It waits until there is room on the disk; its client is told to try again.</summary>
    WaitingForRoom,

    /// <summary>All bytes are there; an import goes on with them.</summary>
    Complete,
}
