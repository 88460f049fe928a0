namespace Virtool.Domain.Files;

/// <summary>Folders with secrets.</summary>
public static class PrivateFolder
{
    /// <summary>Makes a folder that only the program's user can look into, where it is missing.</summary>
    public static DirectoryInfo Make(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
