namespace Virtool.Files.Watching;

/// <summary>
/// Which files some process of this machine has open for writing, as far as the server may see: of its own user's processes, or as root of all.
/// Elsewhere than on Linux none is known.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="anyName">Files of any name, not only of those that are imported.</param>
internal sealed class OpenForWriting(TimeProvider time, bool anyName = false)
{
    // Looking through every process takes some milliseconds: not for each of thousands of files.
    private static readonly TimeSpan Lasting = TimeSpan.FromMilliseconds(500);

    private HashSet<(ulong Device, ulong Inode)> _files = [];
    private long _at;

    /// <summary>Whether it was open for writing within the last half second.</summary>
    public bool Holds(FileIdentity file)
    {
        if (_at == 0 || time.GetElapsedTime(_at) > Lasting)
        {
            Look();
        }

        return _files.Contains((file.Device, file.Inode));
    }

    /// <summary>Whether it is open for writing now.</summary>
    public bool HoldsNow(FileIdentity file)
    {
        Look();
        return _files.Contains((file.Device, file.Inode));
    }

    /// <summary>Whether it was open for writing at a time, or after it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="since">The time, as a timestamp of the clock.</param>
    public bool HoldsSince(FileIdentity file, long since)
    {
        if (_at == 0 || _at < since)
        {
            Look();
        }

        return _files.Contains((file.Device, file.Inode));
    }

    private void Look()
    {
        _at = time.GetTimestamp();
        _files = [];
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        foreach (var process in Directory.EnumerateDirectories("/proc"))
        {
            if (char.IsAsciiDigit(process["/proc/".Length]))
            {
                LookAt(process);
            }
        }
    }

    private void LookAt(string process)
    {
        try
        {
            foreach (var link in new DirectoryInfo($"{process}/fd").EnumerateFileSystemInfos())
            {
                if (link.LinkTarget is { } target && Concerns(target) && IsWriting($"{process}/fdinfo/{link.Name}")
                    && FileIdentity.Behind(link.FullName) is { } file)
                {
                    _files.Add((file.Device, file.Inode));
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The process has ended, or belongs to somebody else: nothing is known of it.
        }
    }

    // What is no file of a name, as a socket, has no path.
    private bool Concerns(string target) => anyName ? target[0] == '/' : FileNames.TypeOf(Path.GetFileName(target.AsSpan())) is not null;

    // "flags:" is octal, and its last two bits are those of open(2): 1 write only, 2 both.
    private static bool IsWriting(string info)
    {
        foreach (var line in File.ReadLines(info))
        {
            if (line.StartsWith("flags:", StringComparison.Ordinal))
            {
                var digit = line[^1] - '0';
                return (digit & 3) is 1 or 2;
            }
        }

        return false;
    }
}
