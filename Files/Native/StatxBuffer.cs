using System.Runtime.InteropServices;

namespace Virtool.Files.Native;

/// <summary>The kernel's <c>struct statx</c>, which is the same on every processor (linux/stat.h).</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct StatxBuffer
{
    private const ushort KindMask = 0xF000;
    private const ushort RegularFile = 0x8000;

    [FieldOffset(28)]
    public ushort Mode;

    [FieldOffset(32)]
    public ulong Inode;

    [FieldOffset(40)]
    public long Size;

    [FieldOffset(112)]
    public long ModifiedSeconds;

    [FieldOffset(120)]
    public uint ModifiedNanoseconds;

    [FieldOffset(136)]
    public uint DeviceMajor;

    [FieldOffset(140)]
    public uint DeviceMinor;

    /// <summary>Neither a folder nor a link, a pipe, a socket or a device.</summary>
    public readonly bool IsRegularFile => (Mode & KindMask) == RegularFile;
}
