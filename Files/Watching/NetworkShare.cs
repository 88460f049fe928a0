using Virtool.Files.Native;

namespace Virtool.Files.Watching;

/// <summary>Tells folders on network shares, where the system tells nothing of what other computers do: by the kind of their file system.</summary>
internal static class NetworkShare
{
    private const int BufferLength = 32;

    // statfs(2) and the kernel's magic.h: 9P, AFS, Ceph, CIFS, Coda, FUSE, GFS2, Lustre, NCP, NFS, OCFS2, SMB, SMB2, VirtualBox's shared folders.
    private static readonly HashSet<uint> Kinds =
    [
        0x01021997, 0x5346414F, 0x00C36400, 0xFF534D42, 0x73757245, 0x65735546, 0x01161970, 0x0BD00BD0, 0x564C, 0x6969, 0x7461636F, 0x517B, 0xFE534D42, 0x786F4256,
    ];

    /// <summary>Whether a folder lies on one; false where it is not there.</summary>
    public static bool Holds(string folder)
    {
        if (!OperatingSystem.IsLinux())
        {
            return folder.StartsWith(@"\\", StringComparison.Ordinal) || new DriveInfo(Path.GetPathRoot(folder) ?? folder).DriveType == DriveType.Network;
        }

        // The first field of struct statfs is a long: the kind.
        var buffer = new long[BufferLength];
        return Libc.StatFileSystem(folder, buffer) == 0 && IsOne((uint)buffer[0]);
    }

    /// <summary>Whether a file system of this kind (<c>f_type</c>) may be changed by other computers.</summary>
    public static bool IsOne(uint kind) => Kinds.Contains(kind);
}
