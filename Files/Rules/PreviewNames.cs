using Virtool.Files.Rules.Sheets;

namespace Virtool.Files.Rules;

/// <summary>The real names of a folder, read once for a preview at each key.</summary>
public sealed record PreviewNames
{
    /// <summary>None.</summary>
    public static readonly PreviewNames None = new([], null);

    internal PreviewNames(IReadOnlyList<string> names, FolderSheets? sheets)
    {
        Names = names;
        Sheets = sheets;
    }

    /// <summary>The names below the folder, newest first.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The sheets beside the files.</summary>
    internal FolderSheets? Sheets { get; }
}
