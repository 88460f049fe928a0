namespace Virtool.Files.Uploads;

/// <summary>Why bytes of an upload are not taken.</summary>
public enum UploadFault
{
    /// <summary>They begin elsewhere than the upload ends so far.</summary>
    WrongOffset,

    /// <summary>Somebody else sends bytes of it now.</summary>
    Busy,

    /// <summary>More came than the file was said to have.</summary>
    TooLong,

    /// <summary>Their checksum is another.</summary>
    ChecksumDiffers,

    /// <summary>There is no room for them on the disk.</summary>
    NoRoom,
}
