namespace Virtool.Domain.Files;

/// <summary>Folders with secrets.</summary>
public static class PrivateFolder
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes a folder that only the program's user can look into; one that is there is closed to others.</summary>
    public static DirectoryInfo Make(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return Directory.CreateDirectory(path);
        }

        var folder = Directory.CreateDirectory(path, Own);
        if (folder.UnixFileMode != Own)
        {
            folder.UnixFileMode = Own;
        }

        return folder;
    }
}
