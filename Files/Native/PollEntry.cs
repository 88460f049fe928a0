using System.Runtime.InteropServices;

namespace Virtool.Files.Native;

/// <summary>The kernel's <c>struct pollfd</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollEntry
{
    /// <summary>Something can be read.</summary>
    public const short Readable = 1;

    public int File;
    public short Wanted;
    public short Found;
}
