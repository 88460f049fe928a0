namespace Virtool.Files.Uploads;

/// <summary>Bytes of an upload are not taken; the upload stays as it was.</summary>
/// <param name="fault">Why.</param>
/// <param name="message">A sentence for people.</param>
public sealed class UploadException(UploadFault fault, string message) : Exception(message)
{
    /// <summary>Why.</summary>
    public UploadFault Fault => fault;
}
