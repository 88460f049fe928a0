namespace Virtool.Jobs.References.Import;

/// <summary>Which ids of files can be ids here.</summary>
internal static class SourceIds
{
    private const int Longest = 40;

    /// <summary>The id, where it can be one here: it stands in addresses, in the names of files and of sequences in FASTA; null: it cannot.</summary>
    public static string? Kept(string? id) =>
        id is { Length: > 0 and <= Longest } && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-') ? id : null;
}
