using CsvHelper;
using Virtool.Domain.Samples;
using Virtool.Domain.Watching;

namespace Virtool.Files.Rules.Sheets;

/// <summary>
/// Reads sheets of samples: a line of columns in any order and case, then a row for each sample, with commas, semicolons or tabs between; and the
/// samples in the sheets of Illumina's sequencers (<c>[Data]</c>, <c>[BCLConvert_Data]</c>).
/// </summary>
internal static class SheetReader
{
    private const string Usual = "samples.csv";
    private const string OfIllumina = "SampleSheet.csv";
    private static readonly char[] Separators = [',', ';', '\t'];
    private static readonly char[] Within = [';', '|', ','];

    private static readonly Dictionary<string, string> Columns = new(StringComparer.Ordinal)
    {
        ["file"] = "file", ["files"] = "file", ["fastq"] = "file", ["stem"] = "file", ["filename"] = "file",
        ["file1"] = "file_1", ["fastq1"] = "file_1", ["r1"] = "file_1", ["reads1"] = "file_1",
        ["file2"] = "file_2", ["fastq2"] = "file_2", ["r2"] = "file_2", ["reads2"] = "file_2",
        ["sample"] = "sample", ["name"] = "sample", ["samplename"] = "sample", ["sampleid"] = "sample_id",
        ["host"] = "host", ["isolate"] = "isolate",
        ["locale"] = "locale", ["location"] = "locale", ["place"] = "locale",
        ["librarytype"] = "library_type", ["library"] = "library_type",
        ["subtraction"] = "subtraction", ["subtractions"] = "subtraction",
        ["labels"] = "labels", ["label"] = "labels", ["group"] = "group",
        ["collected"] = "collected", ["collectedon"] = "collected", ["collectiondate"] = "collected", ["date"] = "collected",
        ["notes"] = "notes", ["note"] = "notes", ["control"] = "control", ["virus"] = "virus", ["expectedvirus"] = "virus",
        ["run"] = "run", ["runid"] = "run", ["lane"] = "lane", ["barcode"] = "barcode", ["index"] = "index", ["index2"] = "index2",
        ["sets"] = "sets", ["set"] = "sets",
    };

    // Tables of results have these too: none of them makes a sheet of samples.
    private static readonly string[] Beside = ["collected", "notes", "control", "virus", "run", "lane", "barcode", "index", "index2", "sets"];

    private static readonly string[] OfFiles = ["file", "file_1", "file_2"];
    private static readonly string[] OfNames = ["sample", "sample_id"];

    private static readonly Dictionary<string, LibraryType> Libraries = new(StringComparer.Ordinal)
    {
        ["normal"] = LibraryType.Normal, ["srna"] = LibraryType.Srna, ["smallrna"] = LibraryType.Srna, ["amplicon"] = LibraryType.Amplicon, ["amplicons"] = LibraryType.Amplicon,
    };

    /// <summary>The sheet; null where the file is another kind of CSV: by its name it may be anything, and no column tells that it is about samples.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="text">Its text.</param>
    public static SampleSheet? Read(string name, string text)
    {
        var lines = text.Split('\n');
        var start = Array.FindIndex(lines, line => IsSection(line, "[data]", "[bclconvert_data]")) + 1;
        var isIllumina = start > 0;
        var body = string.Join('\n', lines.Skip(start).TakeWhile(line => !isIllumina || !line.TrimStart().StartsWith('[')));
        try
        {
            return Read(name, body, start, isIllumina, isIllumina ? RunIn(lines.Take(start)) : "");
        }
        catch (CsvFormatException)
        {
            return Unreadable(name, "its quotes do not come in pairs");
        }
    }

    /// <summary>What stands for a sheet that cannot be read; null where its name does not say that it is one.</summary>
    public static SampleSheet? Unreadable(string name, string why) =>
        IsNamed(name) ? new SampleSheet(name, [], [new SheetMistake(null, null, $"it cannot be read: {why}.")], []) : null;

    private static SampleSheet? Read(string name, string body, int start, bool isIllumina, string run)
    {
        using var reader = CsvReader.FromText(body, new CsvReaderOptions
        {
            Separator = SeparatorOf(body),
            HasHeader = false,
            TrimWhitespace = true,
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Throw,
        });
        var header = reader.Read() ? Cells(reader) : [];
        var columns = header.Select(column => Columns.GetValueOrDefault(Plain(column))).ToList();
        if (!columns.Exists(column => OfFiles.Contains(column)) && !(columns.Exists(column => OfNames.Contains(column)) && (isIllumina || IsNamed(name) || columns.Count(column => column is not null && !Beside.Contains(column)) > 1)))
        {
            return Unreadable(name, "its first line has neither a column file nor a column sample");
        }

        var rows = new List<SheetRow>();
        var mistakes = new List<SheetMistake>();
        while (reader.Read())
        {
            var cells = columns.Zip(Cells(reader)).Where(cell => cell.First is not null && cell.Second.Length > 0).DistinctBy(cell => cell.First).ToDictionary(cell => cell.First!, cell => cell.Second);
            if (cells.Count > 0)
            {
                cells.TryAdd("run", run);
                rows.Add(Row(cells, start + (int)reader.LineNumber, isIllumina, mistakes));
            }
        }

        mistakes.AddRange(SheetCheck.MistakesIn(rows, isIllumina));
        string[] unknown = isIllumina ? [] : [.. header.Where((column, at) => columns[at] is null && column.Length > 0)];
        return new SampleSheet(name, rows, mistakes, unknown);
    }

    private static SheetRow Row(Dictionary<string, string> cells, int line, bool isIllumina, List<SheetMistake> mistakes)
    {
        string Cell(string column) => cells.GetValueOrDefault(column, "");
        var sample = new[] { Cell("sample"), Cell("sample_id") }.FirstOrDefault(cell => cell.Length > 0);
        var named = new[] { Cell("file"), Cell("file_1"), Cell("file_2") }.Where(cell => cell.Length > 0).Select(Clean).ToList();

        // Illumina's files are named after the sample's name or its id; its sheets have no column for files.
        List<string> files = isIllumina && named.Count == 0 ? [] : named;
        if (Cell("file_2").Length > 0 && Cell("file_1").Length == 0)
        {
            mistakes.Add(new SheetMistake(line, "file_1", "it is empty, though there is a file_2. Give the first mate too."));
        }

        if (Cell("file").Length > 0 && Cell("file_1").Length > 0)
        {
            mistakes.Add(new SheetMistake(line, "file", "there is a file_1 too. Give either the one file, or both mates."));
        }

        return new SheetRow(line, sample, files)
        {
            Host = Cell("host"),
            Isolate = Cell("isolate"),
            Locale = Cell("locale"),
            LibraryType = Library(Cell("library_type"), line, mistakes),
            Subtractions = Several(Cell("subtraction")),
            Labels = Labels(Cell("labels"), line, mistakes),
            Group = Cell("group"),
            CollectedOn = SheetCells.Date(Cell("collected"), line, mistakes),
            Notes = SheetCells.Notes(Cell("notes"), line, mistakes),
            Control = SheetCells.Control(Cell("control"), Cell("virus"), line, mistakes),
            Run = Cell("run"),
            Lane = Cell("lane"),
            Barcode = Cell("barcode") is { Length: > 0 } barcode ? barcode : string.Join('+', new[] { Cell("index"), Cell("index2") }.Where(part => part.Length > 0)),
            Sets = Several(Cell("sets")),
        };
    }

    /// <summary>What the head of a sequencer's sheet calls the run: <c>RunName</c> in sheets of version 2, <c>Experiment Name</c> in those of version 1.</summary>
    private static string RunIn(IEnumerable<string> head) => head
        .Select(line => line.Split(Separators, 3))
        .Where(cells => cells.Length > 1 && Plain(cells[0]) is "runname" or "experimentname")
        .Select(cells => cells[1].Trim().Trim('"'))
        .FirstOrDefault(name => name.Length > 0, "");

    private static LibraryType? Library(string cell, int line, List<SheetMistake> mistakes)
    {
        if (cell.Length == 0 || Libraries.TryGetValue(Plain(cell), out var type))
        {
            return cell.Length == 0 ? null : Libraries[Plain(cell)];
        }

        mistakes.Add(new SheetMistake(line, "library_type", $"\"{cell}\" is not known. Write normal, srna or amplicon."));
        return null;
    }

    private static IReadOnlyList<string> Labels(string cell, int line, List<SheetMistake> mistakes)
    {
        var labels = Several(cell);
        if (labels.Any(label => label.Length > ImportRuleValidator.LongestLabel))
        {
            mistakes.Add(new SheetMistake(line, "labels", $"one is longer than {ImportRuleValidator.LongestLabel} characters. Shorten it; put ; between several."));
        }

        return labels;
    }

    private static IReadOnlyList<string> Cells(CsvReader reader) => [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)];

    private static string[] Several(string cell) => cell.Split(Within, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Clean(string file) => file.Replace('\\', '/') is var path && path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;

    private static char SeparatorOf(string body) => Separators.MaxBy(separator => body.TakeWhile(character => character != '\n').Count(character => character == separator));

    private static bool IsNamed(string name) => name.Equals(Usual, StringComparison.OrdinalIgnoreCase) || name.Equals(OfIllumina, StringComparison.OrdinalIgnoreCase);

    private static bool IsSection(string line, params string[] names) => names.Any(name => line.TrimStart().StartsWith(name, StringComparison.OrdinalIgnoreCase));

    private static string Plain(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
