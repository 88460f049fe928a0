using Virtool.Domain.Files;
using Virtool.Domain.Links;
using Virtool.Domain.Samples;
using Virtool.Domain.Watching;

namespace Virtool.Components.Files.Folders;

/// <summary>What stands in the form of a watched folder.</summary>
public sealed class FolderDraft
{
    /// <summary>Its path on the server.</summary>
    public string Path { get; set; } = "";

    /// <summary>Files are taken from it.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Reads are taken.</summary>
    public bool TakesReads { get; set; } = true;

    /// <summary>Genomes of hosts are taken.</summary>
    public bool TakesGenomes { get; set; }

    /// <summary>Folders below it count too.</summary>
    public bool Subfolders { get; set; } = true;

    /// <summary>It is looked through as a network share.</summary>
    public bool Polled { get; set; }

    /// <summary>Seconds of quiet, as typed.</summary>
    public double SettleSeconds { get; set; } = new WatchedFolder { Id = "", Path = "" }.SettleSeconds;

    /// <summary>What becomes of originals.</summary>
    public OriginalFate Original { get; set; }

    /// <summary>Samples are made.</summary>
    public bool MakesSamples { get; set; }

    /// <summary>How the sample's name is found; empty for the usual way.</summary>
    public string NamePattern { get; set; } = "";

    /// <summary>How the libraries were made.</summary>
    public LibraryType LibraryType { get; set; }

    /// <summary>The id of the group of the samples; empty for none of their own.</summary>
    public string Group { get; set; } = "";

    /// <summary>Labels, with commas between.</summary>
    public string Labels { get; set; } = "";

    /// <summary>The ids of the references that samples are analysed with.</summary>
    public HashSet<string> References { get; } = new(StringComparer.Ordinal);

    /// <summary>The ids of the subtractions of the samples.</summary>
    public HashSet<string> Subtractions { get; } = new(StringComparer.Ordinal);

    /// <summary>Of a folder as it is set.</summary>
    public static FolderDraft Of(WatchedFolder folder)
    {
        var draft = new FolderDraft
        {
            Path = folder.Path,
            Enabled = folder.Enabled,
            TakesReads = folder.Takes.Contains(FileType.Reads),
            TakesGenomes = folder.Takes.Contains(FileType.Subtraction),
            Subfolders = folder.Subfolders,
            Polled = folder.Polled,
            SettleSeconds = folder.SettleSeconds,
            Original = folder.Original,
            MakesSamples = folder.Rule.MakeSamples,
            NamePattern = folder.Rule.NamePattern ?? "",
            LibraryType = folder.Rule.LibraryType,
            Group = folder.Rule.Group?.Id ?? "",
            Labels = string.Join(", ", folder.Rule.Labels),
        };
        draft.References.UnionWith(folder.Rule.References.Select(link => link.Id));
        draft.Subtractions.UnionWith(folder.Rule.Subtractions.Select(link => link.Id));
        return draft;
    }

    /// <summary>The folder as the form says.</summary>
    /// <param name="folder">As it was; a new one has an id that the service replaces.</param>
    /// <param name="references">Those that can be chosen.</param>
    /// <param name="subtractions">Those that can be chosen.</param>
    /// <param name="groups">Those that can be chosen.</param>
    public WatchedFolder ApplyTo(WatchedFolder folder, IEnumerable<Link> references, IEnumerable<Link> subtractions, IEnumerable<Link> groups) => folder with
    {
        Path = Path.Trim(),
        Enabled = Enabled,
        Takes = [.. TakesReads ? [FileType.Reads] : Array.Empty<FileType>(), .. TakesGenomes ? [FileType.Subtraction] : Array.Empty<FileType>()],
        Subfolders = Subfolders,
        Polled = Polled,
        SettleSeconds = SettleSeconds,
        Original = Original,
        Rule = RuleOver(folder.Rule, references, subtractions, groups),
    };

    /// <summary>The rule as the form says.</summary>
    public ImportRule RuleOver(ImportRule rule, IEnumerable<Link> references, IEnumerable<Link> subtractions, IEnumerable<Link> groups) => rule with
    {
        MakeSamples = MakesSamples,
        NamePattern = string.IsNullOrWhiteSpace(NamePattern) ? null : NamePattern.Trim(),
        LibraryType = LibraryType,

        // One that is gone stays, until somebody chooses another: it is said to be gone when the folder is saved.
        Group = Group.Length == 0 ? null : groups.FirstOrDefault(link => link.Id == Group) ?? (rule.Group?.Id == Group ? rule.Group : null),
        Labels = [.. Labels.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)],
        References = [.. references.Where(link => References.Contains(link.Id))],
        Subtractions = [.. subtractions.Where(link => Subtractions.Contains(link.Id))],
    };
}
