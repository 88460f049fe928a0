using System.Globalization;

namespace Virtool.Files.Rules;

/// <summary>What people read of stored files of which no sample is made yet, and of samples that were made of them: what happened, why, what to do.</summary>
internal static class RuleReasons
{
    public static string MateMissing(string name, string mate) =>
        $"{name} waits for its mate {mate}, which has not come. Copy the mate into the same folder: the sample is made when it is there. Where there is only this one, name it in a sheet beside it (samples.csv, with the columns file and sample).";

    public static string MatesDiffer(string name, string mate) =>
        $"{name} and {mate} are named as mates, but their reads do not belong together: their numbers or their names differ. No sample was made. Copy the right mates into the folder.";

    public static string LanesOpen(string name, TimeSpan wait) => string.Create(
        CultureInfo.InvariantCulture,
        $"{name} waits for further lanes of its sample: until the sequencer's marker is there (CopyComplete.txt), or {Words(wait)} after the last lane came.");

    public static string LaneMissing(int lane, string name, string mate) =>
        $"Lane {lane} has {name}, but not its mate {mate}, so the lanes were not joined. Copy the mate into the same folder: the sample is made when it is there.";

    public static string LanesDiffer(int lane, string name, string mate) =>
        $"Lane {lane} does not fit: the reads of {name} and {mate} do not belong together, as their numbers or their names differ. The lanes were not joined. Copy the right files of that lane into the folder.";

    public static string LaneRefused(int lane, string name) =>
        $"Lane {lane} is missing: {name} was refused, and lies in the quarantine. Copy it again, or discard it there: then the sample is made of the other lanes.";

    public static string Replaced(string name) =>
        $"Another file {name} came later and was taken for the sample instead. Both are stored; make a sample of this one yourself where it is wanted.";

    public static string IndexReads(string name) =>
        $"{name} holds the index reads of a run, by its name. It is stored, but no sample is made of it.";

    /// <param name="lanes">Those that came late.</param>
    /// <param name="sample">The sample of the others.</param>
    public static string LateLanes(IEnumerable<int> lanes, string sample) =>
        $"Lane {string.Join(", ", lanes)} came when the others had become the sample {sample}: both are of one library.";

    /// <param name="sheet">The sheet's name.</param>
    /// <param name="mistakes">The first of its mistakes.</param>
    /// <param name="more">How many more there are, where there are more.</param>
    public static string Sheet(string sheet, IEnumerable<string> mistakes, int more) =>
        $"{sheet} has mistakes, so no samples are made of the files that it names: {string.Join(' ', mistakes)}{(more > 0 ? $" And {more} more." : "")} Mend the sheet, or remove it: then they are made.";

    public static string NamedBySheet(string sheet, int line) => $"As row {line} of {sheet} says.";

    public static string SheetMateMissing(string name, string missing, string sheet, int line) =>
        $"{name} waits for {missing}, which row {line} of {sheet} names and which has not come. Copy it into the folder, or mend the sheet.";

    public static string SheetMatesDiffer(string name, string mate, string sheet) =>
        $"{sheet} names {name} and {mate} as mates, but their reads do not belong together: their numbers or their names differ. No sample was made. Mend the sheet, or copy the right files.";

    public static string UnknownColumns(string sheet, IEnumerable<string> columns) =>
        $"{sheet} has columns that are not known, and were left out: {string.Join(", ", columns)}.";

    private static string Words(TimeSpan wait) => wait.TotalMinutes >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{wait.TotalMinutes:0.#} minutes")
        : string.Create(CultureInfo.InvariantCulture, $"{wait.TotalSeconds:0.#} seconds");
}
