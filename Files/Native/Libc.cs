using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Virtool.Files.Native;

/// <summary>What .NET does not tell of Linux: inodes, closed writers, priorities of threads, directories on disk.</summary>
internal static partial class Libc
{
    public const int CurrentDirectory = -100;
    public const int NoFollow = 0x100;
    public const int EmptyPath = 0x1000;
    public const uint BasicStats = 0x7FF;
    public const int NotThere = 2;
    public const int NotAFolder = 20;
    public const int DiskFull = 28;
    public const int QuotaFull = 122;

    private const string Library = "libc";
    private const int CloseOnExec = 0x80000;

    [LibraryImport(Library, EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Statx(int folder, string path, int flags, uint mask, out StatxBuffer buffer);

    [LibraryImport(Library, EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Statx(SafeFileHandle file, string path, int flags, uint mask, out StatxBuffer buffer);

    /// <summary>Sets the niceness of the calling thread where <paramref name="kind"/> and <paramref name="who"/> are 0: Linux keeps it by thread.</summary>
    [LibraryImport(Library, EntryPoint = "setpriority", SetLastError = true)]
    public static partial int SetPriority(int kind, uint who, int niceness);

    [LibraryImport(Library, EntryPoint = "inotify_init1", SetLastError = true)]
    public static partial int InotifyInit(int flags);

    [LibraryImport(Library, EntryPoint = "inotify_add_watch", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int InotifyAddWatch(int inotify, string path, uint mask);

    [LibraryImport(Library, EntryPoint = "eventfd", SetLastError = true)]
    public static partial int EventFile(uint initial, int flags);

    [LibraryImport(Library, EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll([In, Out] PollEntry[] entries, nuint count, int milliseconds);

    [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int file, byte[] buffer, nint count);

    [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int file, byte[] buffer, nint count);

    [LibraryImport(Library, EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int file);

    /// <summary>Makes the names in a folder durable, as after a rename into it. Elsewhere than on Linux nothing is done.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void SyncFolder(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var folder = Open(path, CloseOnExec);
        if (folder < 0)
        {
            throw Failed($"The folder {path} cannot be opened");
        }

        try
        {
            if (Fsync(folder) < 0)
            {
                throw Failed($"The folder {path} cannot be written to disk");
            }
        }
        finally
        {
            _ = Close(folder);
        }
    }

    /// <summary>The last error, as an exception whose <see cref="Exception.HResult"/> is the error's number, as .NET's own are on Linux.</summary>
    public static IOException Failed(string what)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"{what}: {Marshal.GetPInvokeErrorMessage(error)}.", error);
    }

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport(Library, EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int file);
}
