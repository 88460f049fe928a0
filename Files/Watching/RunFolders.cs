namespace Virtool.Files.Watching;

/// <summary>
/// Sequencers' run folders: one that holds <c>RunInfo.xml</c>, which Illumina's sequencers write first, is complete when they have put a marker
/// there. A sheet of samples alone makes no run folder: people put one beside files that are whole, and no marker would ever come.
/// What was found is kept until <see cref="Forget"/>.
/// </summary>
/// <param name="root">The watched folder; what lies above it is not looked at.</param>
internal sealed class RunFolders(string root)
{
    /// <summary>What makes a folder one of a run.</summary>
    public static readonly string[] Signs = ["RunInfo.xml"];

    /// <summary>What says that all of a run was written.</summary>
    public static readonly string[] Markers = ["CopyComplete.txt", "RTAComplete.txt", "RTAComplete.xml"];

    private readonly Dictionary<string, string?> _found = new(StringComparer.Ordinal);

    /// <summary>The name of the run folder that a file lies in and that is not complete; null: none.</summary>
    public string? UnfinishedOf(string path) => Find(Path.GetDirectoryName(path)!);

    /// <summary>Looks anew from now on.</summary>
    public void Forget() => _found.Clear();

    private string? Find(string folder)
    {
        if (_found.TryGetValue(folder, out var known))
        {
            return known;
        }

        return _found[folder] = Holds(folder, Signs)
            ? Holds(folder, Markers) ? null : Path.GetFileName(folder)
            : folder.Length > root.Length ? Find(Path.GetDirectoryName(folder)!) : null;
    }

    private static bool Holds(string folder, string[] names) => names.Any(name => File.Exists(Path.Combine(folder, name)));
}
