namespace Virtool.Domain.Files;

/// <summary>Where a file on its way in stands.</summary>
public enum ImportState
{
    /// <summary>It was seen.</summary>
    Discovered,

    /// <summary>It may still be written; its reason says what is waited for.</summary>
    Settling,

    /// <summary>It is being read, checked, hashed and copied.</summary>
    Verifying,

    /// <summary>It lies in the files directory.</summary>
    Stored,

    /// <summary>It was refused and moved aside; its reason says why.</summary>
    Quarantined,

    /// <summary>The same bytes were imported before.</summary>
    Duplicate,
}
