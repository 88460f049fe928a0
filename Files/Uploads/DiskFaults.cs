using Virtool.Files.Native;

namespace Virtool.Files.Uploads;

/// <summary>Tells errors of the disk apart.</summary>
internal static class DiskFaults
{
    /// <summary>Whether the disk, or what its user may take of it, is full.</summary>
    public static bool IsFull(IOException exception) => (exception.HResult & 0xFFFF) is Libc.DiskFull or Libc.QuotaFull;
}
