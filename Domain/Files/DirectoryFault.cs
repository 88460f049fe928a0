namespace Virtool.Domain.Files;

/// <summary>What is wrong with the files directory.</summary>
public enum DirectoryFault
{
    /// <summary>Nothing: it is this server's, or one that never had a marker.</summary>
    None,

    /// <summary>Its marker is gone: as it is where its disk is not mounted.</summary>
    Unmarked,

    /// <summary>Its marker is another server's.</summary>
    Foreign,

    /// <summary>It cannot be read.</summary>
    Unreadable,
}
