using System.ComponentModel;
using System.Runtime.InteropServices;
using Xunit;

namespace Virtool.App.Tests.Data;

/// <summary>A file system of its own with little room, in memory. It takes Linux and the right to mount; elsewhere the test is skipped.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const int Detach = 2;

    private readonly TemporaryFolder _folder = new();

    public SmallDisk(int megabytes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A small disk can be mounted on Linux only.");
        var mounted = Mount("tmpfs", _folder.Path, "tmpfs", 0, $"size={megabytes}m");
        if (mounted != 0)
        {
            var error = new Win32Exception(Marshal.GetLastPInvokeError());
            _folder.Dispose();
            Assert.Skip($"A small disk cannot be mounted here: {error.Message}. It takes root.");
        }
    }

    public string Path => _folder.Path;

    public string File(string name) => _folder.File(name);

    public void Dispose()
    {
        _ = Unmount(_folder.Path, Detach);
        _folder.Dispose();
    }

    [DllImport("libc", EntryPoint = "mount", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Mount(string source, string target, string kind, nuint flags, string options);

    [DllImport("libc", EntryPoint = "umount2", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Unmount(string target, int flags);
}
