using Virtool.Domain.Samples;
using Virtool.Files.Watching;

namespace Virtool.Files.Rules.Sheets;

/// <summary>What one row of a sheet says of a sample.</summary>
/// <param name="Line">Its line in the sheet, from 1.</param>
/// <param name="Sample">The sample's name; null where the row gives none.</param>
/// <param name="Files">What it calls the sample's files: two where both mates have a column, one, or none.</param>
internal sealed record SheetRow(int Line, string? Sample, IReadOnlyList<string> Files)
{
    /// <summary>The least rank of a text that can mean only one file.</summary>
    public const int ByName = 3;

    /// <summary>The host; empty where it says nothing, as all that follow.</summary>
    public string Host { get; init; } = "";

    public string Isolate { get; init; } = "";

    public string Locale { get; init; } = "";

    public LibraryType? LibraryType { get; init; }

    public IReadOnlyList<string> Subtractions { get; init; } = [];

    public IReadOnlyList<string> Labels { get; init; } = [];

    public string Group { get; init; } = "";

    public DateOnly? CollectedOn { get; init; }

    public string Notes { get; init; } = "";

    public SampleControl? Control { get; init; }

    public string Run { get; init; } = "";

    public string Lane { get; init; } = "";

    public string Barcode { get; init; } = "";

    public IReadOnlyList<string> Sets { get; init; } = [];

    /// <summary>It has a column for each mate.</summary>
    public bool NamesMates => Files.Count == 2;

    /// <summary>How exactly it names a file: 4 by its name, 3 without its ending, 2 without mate and lane, 1 by the sample's name alone; 0: not at all.</summary>
    /// <param name="file">The file's name, below the folder of the sheet.</param>
    public int RankOf(NamedFile file) => Files.Count == 0 ? IsSample(file, Sample) ? 1 : 0 : Files.Max(text => Rank(text, file));

    /// <summary>How exactly one of its texts names a file.</summary>
    public static int Rank(string text, NamedFile file)
    {
        if (Same(text, file.Name) || Same(text, file.Last))
        {
            return 4;
        }

        if (Same(text, file.WithoutEnding) || Same(text, ReadsName.Last(file.WithoutEnding)))
        {
            return 3;
        }

        return IsSample(file, text) ? 2 : 0;
    }

    // Illumina's programs put a hyphen in place of whatever they do not allow in the names of files.
    private static bool IsSample(NamedFile file, string? sample) => sample is not null
        && (Same(sample, file.Stem) || Same(sample, file.Sample) || Same(sample.Replace('_', '-').Replace(' ', '-'), file.Sample));

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
