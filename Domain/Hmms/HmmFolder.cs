using Virtool.Domain.Files;

namespace Virtool.Domain.Hmms;

/// <summary>The folder of the data folder where administrators put profiles: for archives that are too large for a browser, and for servers without the internet.</summary>
/// <param name="data">The data folder.</param>
public sealed class HmmFolder(DataFolder data)
{
    /// <summary>The name of the file of profiles.</summary>
    public const string Profiles = "profiles.hmm";

    /// <summary>The name of the file of annotations.</summary>
    public const string Annotations = "annotations.json";

    private static readonly string[] Endings = [".tar.gz", ".tgz", ".tar"];

    /// <summary>Where it is.</summary>
    public string Path => data.ArrivingProfiles;

    /// <summary>What lies there and can be installed, newest first.</summary>
    public IReadOnlyList<HmmArchive> Found()
    {
        if (!Directory.Exists(Path))
        {
            return [];
        }

        var files = new DirectoryInfo(Path).EnumerateFiles().Where(file => file.Name[0] != '.').ToList();
        return
        [
            .. files
                .Where(file => Endings.Any(ending => file.Name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                    || (file.Name == Profiles && files.Any(other => other.Name == Annotations)))
                .Select(file => new HmmArchive(file.Name, file.Length, file.LastWriteTimeUtc))
                .OrderByDescending(archive => archive.ChangedAt),
        ];
    }
}
