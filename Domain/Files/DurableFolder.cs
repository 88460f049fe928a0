using System.Runtime.InteropServices;

namespace Virtool.Domain.Files;

/// <summary>Makes names in folders last through a power cut, for which .NET has no word.</summary>
public static partial class DurableFolder
{
    private const string Library = "libc";
    private const int CloseOnExec = 0x80000;

    /// <summary>Brings the names in a folder to disk, as after a rename into it or out of it. Elsewhere than on Linux, or where the folder is gone, nothing is done.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Sync(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var folder = Open(path, CloseOnExec);
        if (folder < 0)
        {
            return;
        }

        var failed = Fsync(folder) < 0;
        var error = Marshal.GetLastPInvokeError();
        _ = Close(folder);
        if (failed)
        {
            throw new IOException($"The folder {path} cannot be written to disk: {Marshal.GetPInvokeErrorMessage(error)}.", error);
        }
    }

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport(Library, EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int file);

    [LibraryImport(Library, EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int file);
}
