using System.Globalization;

namespace Virtool.Jobs.Attempts;

/// <summary>
/// The lists of the files that the finished steps of an attempt left, one a step, with their lengths: a step that is tried again begins with
/// exactly those. They lie with the control folders of the runs, which are not listed, nor are temporary files.
/// </summary>
internal static class LeftFiles
{
    /// <summary>The folder, in an attempt's, of what is not the steps' own.</summary>
    public const string Control = "control";

    private const string Temporary = "tmp";
    private const string Prefix = "left.";
    private const char Separator = '\t';

    // A list without it was cut off, as by a power cut.
    private const string End = "end";

    /// <summary>Writes down what is there after so many steps.</summary>
    public static void Write(string folder, int steps)
    {
        var lines = Files(folder).Select(file => string.Create(CultureInfo.InvariantCulture, $"{file.Length}{Separator}{Path.GetRelativePath(folder, file.FullName)}"));
        var list = ListOf(folder, steps);
        var partial = $"{list}.partial";
        File.WriteAllLines(partial, [.. lines, End]);
        File.Move(partial, list, overwrite: true);
    }

    /// <summary>Whether all that was there after so many steps still is.</summary>
    public static bool AreThere(string folder, int steps) =>
        Read(folder, steps) is { } listed
        && listed.All(file => File.Exists(Path.Combine(folder, file.Key)) && new FileInfo(Path.Combine(folder, file.Key)).Length == file.Value);

    /// <summary>Removes all that was not there after so many steps; folders stay only where they hold something.</summary>
    public static void Restore(string folder, int steps)
    {
        var listed = Read(folder, steps) ?? [];
        foreach (var file in Files(folder).Where(file => !listed.ContainsKey(Path.GetRelativePath(folder, file.FullName))))
        {
            file.Delete();
        }

        foreach (var entry in new DirectoryInfo(Path.Combine(folder, Control)).EnumerateFileSystemInfos().Where(entry => StepOf(entry.Name) is not { } step || step > steps))
        {
            Remove(entry);
        }

        foreach (var own in new DirectoryInfo(folder).EnumerateDirectories().Where(own => own.Name == Temporary || (own.Name != Control && !HoldsFiles(own))))
        {
            own.Delete(recursive: true);
        }
    }

    private static Dictionary<string, long>? Read(string folder, int steps)
    {
        var list = ListOf(folder, steps);
        if (!File.Exists(list) || File.ReadAllLines(list) is not [.. var lines, End])
        {
            return null;
        }

        return lines.Select(line => line.Split(Separator, 2)).ToDictionary(parts => parts[1], parts => long.Parse(parts[0], CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }

    private static List<FileInfo> Files(string folder) =>
    [
        .. new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(file => Path.GetRelativePath(folder, file.FullName).Split(Path.DirectorySeparatorChar)[0] is var top && top != Control && top != Temporary),
    ];

    private static bool HoldsFiles(DirectoryInfo folder) => folder.EnumerateFiles("*", SearchOption.AllDirectories).Any();

    private static int? StepOf(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) && int.TryParse(name[Prefix.Length..], CultureInfo.InvariantCulture, out var step) ? step : null;

    private static void Remove(FileSystemInfo entry)
    {
        if (entry is DirectoryInfo folder)
        {
            folder.Delete(recursive: true);
        }
        else
        {
            entry.Delete();
        }
    }

    private static string ListOf(string folder, int steps) => Path.Combine(folder, Control, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{steps}"));
}
