namespace Virtool.Files.Watching;

/// <summary>Whether the way from a folder to a path leads through folders only.</summary>
internal static class PlainPath
{
    /// <summary>No folder between the two is a link. What lies at the end is not looked at.</summary>
    public static bool Is(string folder, string path)
    {
        for (var between = Path.GetDirectoryName(path); between is not null && between.Length > folder.Length; between = Path.GetDirectoryName(between))
        {
            if (new DirectoryInfo(between).LinkTarget is not null)
            {
                return false;
            }
        }

        return true;
    }
}
