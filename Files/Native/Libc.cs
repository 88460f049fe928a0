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
    public const int NameTooLong = 36;
    public const int QuotaFull = 122;


    private const string Library = "libc";
    private const int CloseOnExec = 0x80000;
    private const int NotBlocking = 0x800;
    private const int NotFollowingArm = 0x8000;
    private const int NotFollowingOthers = 0x20000;
    private const int MayRead = 4;
    private const int MayExecute = 1;

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

    /// <summary>The flags of open(2) for reading, without waiting and following no link at the end of the path.</summary>
    public static int ReadFlags =>
        CloseOnExec | NotBlocking | (RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? NotFollowingArm : NotFollowingOthers);

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

    /// <summary>
    /// Opens a file for reading. Never waits, as the opening of a pipe does until it has a writer, and follows no link at the end of the path.
    /// Elsewhere than on Linux it is opened as .NET does.
    /// </summary>
    /// <exception cref="IOException">The system refused; the number of the error is in <see cref="Exception.HResult"/>.</exception>
    public static FileStream OpenRead(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.SequentialScan);
        }

        var file = Open(path, ReadFlags);
        if (file < 0)
        {
            throw Failed($"{path} cannot be opened");
        }

        return new FileStream(new SafeFileHandle(file, ownsHandle: true), FileAccess.Read, 1);
    }

    /// <summary>Renames within a volume; false where the target is taken, which stays as it is; null where the volume, or two of them, cannot do it.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    public static bool? TryRename(string path, string target)
    {
        const int Taken = 17;
        const int OtherVolume = 18;
        const int NotSupported = 22;
        const uint NoReplace = 1;
        if (RenameAt(CurrentDirectory, path, CurrentDirectory, target, NoReplace) == 0)
        {
            return true;
        }

        return Marshal.GetLastPInvokeError() switch
        {
            Taken => false,
            OtherVolume or NotSupported => null,
            _ => throw Failed($"{path} cannot be moved to {target}"),
        };
    }

    /// <summary>Whether a folder may be listed and entered.</summary>
    public static bool MayEnter(string path) => !OperatingSystem.IsLinux() || Access(path, MayRead | MayExecute) == 0;

    [LibraryImport(Library, EntryPoint = "statfs", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int StatFileSystem(string path, [Out] long[] buffer);

    [LibraryImport(Library, EntryPoint = "access", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(string path, int mode);

    [LibraryImport(Library, EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameAt(int folder, string path, int targetFolder, string target, uint flags);

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string path, int flags);

    [LibraryImport(Library, EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int file);
}
