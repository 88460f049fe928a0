namespace Virtool.Jobs.Workflows.Publishing;

/// <summary>Folders that are worked on in an attempt's folder and appear whole in their place.</summary>
internal static class PublishedFolder
{
    /// <summary>Puts a folder's files to disk, and renames it into place. Where it is gone and its place is taken, that was done before.</summary>
    /// <exception cref="DirectoryNotFoundException">Neither of the two is there.</exception>
    public static void Publish(string source, string target)
    {
        if (!Directory.Exists(source))
        {
            if (Directory.Exists(target))
            {
                return;
            }

            throw new DirectoryNotFoundException($"{source} is not there, nor is {target}.");
        }

        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            stream.Flush(flushToDisk: true);
        }

        Remove(target);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        Directory.Move(source, target);
    }

    /// <summary>No such folder any more.</summary>
    public static void Remove(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
