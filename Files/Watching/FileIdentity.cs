using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Virtool.Files.Native;

namespace Virtool.Files.Watching;

/// <summary>Which content a name holds, without reading it: another inode, size or time of change is another content.</summary>
/// <param name="Device">The volume; 0 where the system does not tell.</param>
/// <param name="Inode">The inode; 0 where the system does not tell.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">When the content was last written, in nanoseconds since 1970 (in steps of 100 ns but on Linux).</param>
public readonly record struct FileIdentity(ulong Device, ulong Inode, long Size, long Modified)
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>As imports keep it: inode, size and time. The volume is left out: its number may be another after each mount.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Inode:x}-{Size}-{Modified}");

    /// <summary>What a path holds; null where there is nothing, or no regular file. Links are not followed.</summary>
    /// <exception cref="IOException">The system does not tell.</exception>
    public static FileIdentity? Of(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return Portable(new FileInfo(path));
        }

        if (Libc.Statx(Libc.CurrentDirectory, path, Libc.NoFollow, Libc.BasicStats, out var buffer) == 0)
        {
            return From(buffer);
        }

        return Marshal.GetLastPInvokeError() is Libc.NotThere or Libc.NotAFolder or Libc.NameTooLong ? null : throw Libc.Failed($"{path} cannot be looked at");
    }

    /// <summary>Whether anything of this name is there, a link or a folder too.</summary>
    public static bool Exists(string path) => OperatingSystem.IsLinux()
        ? Libc.Statx(Libc.CurrentDirectory, path, Libc.NoFollow, Libc.BasicStats, out _) == 0
        : Path.Exists(path);

    /// <summary>What an open file is now; <paramref name="path"/> serves where the system tells nothing of open files.</summary>
    /// <exception cref="IOException">The system does not tell.</exception>
    public static FileIdentity? Of(SafeFileHandle file, string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return Portable(new FileInfo(path));
        }

        return Libc.Statx(file, "", Libc.EmptyPath, Libc.BasicStats, out var buffer) == 0
            ? From(buffer)
            : throw Libc.Failed($"{path} cannot be looked at");
    }

    /// <summary>What lies behind a link, as those of <c>/proc</c>; null where that is gone or no regular file.</summary>
    internal static FileIdentity? Behind(string link) =>
        Libc.Statx(Libc.CurrentDirectory, link, 0, Libc.BasicStats, out var buffer) == 0 ? From(buffer) : null;

    private static FileIdentity? From(in StatxBuffer buffer) => buffer.IsRegularFile
        ? new FileIdentity(
            ((ulong)buffer.DeviceMajor << 32) | buffer.DeviceMinor,
            buffer.Inode,
            buffer.Size,
            (buffer.ModifiedSeconds * NanosecondsPerSecond) + buffer.ModifiedNanoseconds)
        : null;

    private static FileIdentity? Portable(FileInfo file) => file.Exists && file.LinkTarget is null
        ? new FileIdentity(0, 0, file.Length, (file.LastWriteTimeUtc.Ticks - DateTime.UnixEpoch.Ticks) * 100)
        : null;
}
