using System.Text.RegularExpressions;
using Virtool.Domain.Samples;
using Virtool.Files.Rules.Sheets;

namespace Virtool.Files.Rules;

/// <summary>Where the reads of a sample were sequenced, as a sheet or the folder of a run tells it.</summary>
internal static partial class RunName
{
    /// <summary>The run that a sheet names, else the one that a folder above the file is of; null where neither tells one.</summary>
    /// <param name="name">A file's name below the watched folder.</param>
    /// <param name="entry">What a sheet says; null where none does.</param>
    public static RunPlace? Of(string name, SheetEntry? entry)
    {
        var row = entry?.Row;
        var run = row is { Run.Length: > 0 } ? row.Run : Folder(name);
        return run is null ? null : new RunPlace(run, Given(row?.Lane) ?? Lane(name), Given(row?.Barcode));
    }

    /// <summary>The name of the run folder that a file lies in; null where none of those above it, up to the watched folder, is named as one.</summary>
    /// <param name="name">A file's name below the watched folder.</param>
    public static string? Folder(string name) => name.Split('/')[..^1].LastOrDefault(folder => Illumina().IsMatch(folder));

    private static string? Lane(string name) => MateName.Parse(name).Lane?.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    // Date, instrument, number of the run, flow cell, as Illumina names its run folders: 240131_M01234_0042_000000000-ABCDE.
    [GeneratedRegex("^([0-9]{6}|[0-9]{8})_[A-Za-z0-9-]+_[0-9]+_[A-Za-z0-9-]+$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Illumina();
}
