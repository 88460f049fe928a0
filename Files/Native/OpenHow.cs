using System.Runtime.InteropServices;

namespace Virtool.Files.Native;

/// <summary>The kernel's <c>struct open_how</c>: see openat2(2).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct OpenHow
{
    /// <summary>No link of <c>/proc</c>, no other link, and nothing outside of the folder: <c>RESOLVE_NO_MAGICLINKS</c>, <c>RESOLVE_NO_SYMLINKS</c>, <c>RESOLVE_BENEATH</c>.</summary>
    public const ulong Beneath = 0x02 | 0x04 | 0x08;

    public ulong Flags;
    public ulong Mode;
    public ulong Resolve;
}
