using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Virtool.Files.Native;

/// <summary>
/// Opens files of a folder so that nothing leads out of it: a folder below may have been exchanged for a link since it was looked at. Linux 5.6 and
/// later do that by themselves (openat2); before that, and where a sandbox forbids it, it is looked where the opened file really lies.
/// </summary>
internal static partial class Beneath
{
    private const int NotPermitted = 1;
    private const int TooManyLinks = 40;
    private const int NotKnown = 38;
    private const nint OpenAt2 = 437;
    private const int FolderOnly = 0x200000 | 0x80000;

    /// <summary>Opens a file for reading, without waiting and following no link. Elsewhere than on Linux it is opened as .NET does.</summary>
    /// <param name="folder">The folder; a link to it is followed.</param>
    /// <param name="path">The file's path, which begins with the folder's.</param>
    /// <param name="asOlder">As on a system that has no openat2.</param>
    /// <exception cref="IOException">The system refused, or there is a link on the way; the number of the error is in <see cref="Exception.HResult"/>.</exception>
    public static FileStream OpenRead(string folder, string path, bool asOlder = false)
    {
        if (!OperatingSystem.IsLinux())
        {
            return Libc.OpenRead(path);
        }

        using var root = OpenFolder(folder);
        var name = Path.GetRelativePath(folder, path);
        return asOlder ? OpenAndLook(root, name, path) : Open(root, name, path);
    }

    private static SafeFileHandle OpenFolder(string folder)
    {
        var root = Libc.Open(folder, FolderOnly);
        return root < 0 ? throw Libc.Failed($"{folder} cannot be opened") : new SafeFileHandle(root, ownsHandle: true);
    }

    private static FileStream Open(SafeFileHandle root, string name, string path)
    {
        var how = new OpenHow { Flags = (ulong)Libc.ReadFlags, Resolve = OpenHow.Beneath };
        var file = SystemCall(OpenAt2, root, name, ref how, Marshal.SizeOf<OpenHow>());
        if (file >= 0)
        {
            return new FileStream(new SafeFileHandle(file, ownsHandle: true), FileAccess.Read, 1);
        }

        return Marshal.GetLastPInvokeError() is NotKnown or NotPermitted ? OpenAndLook(root, name, path) : throw Libc.Failed($"{path} cannot be opened");
    }

    private static FileStream OpenAndLook(SafeFileHandle root, string name, string path)
    {
        var file = Libc.OpenRead(path);
        if (Place(file.SafeFileHandle) == Path.Combine(Place(root) ?? "", name))
        {
            return file;
        }

        file.Dispose();
        throw new IOException($"{path} cannot be opened: a link leads out of its folder.", TooManyLinks);
    }

    private static string? Place(SafeFileHandle file) => new FileInfo($"/proc/self/fd/{file.DangerousGetHandle()}").LinkTarget;

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint SystemCall(nint number, SafeFileHandle folder, string path, ref OpenHow how, nint size);
}
