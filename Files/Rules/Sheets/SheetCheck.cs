namespace Virtool.Files.Rules.Sheets;

/// <summary>Finds what is wrong with the rows of a sheet together.</summary>
internal static class SheetCheck
{
    /// <summary>Rows that name nothing, a file that two rows name, and a sample that two rows name without mates that could be joined.</summary>
    public static IEnumerable<SheetMistake> MistakesIn(IReadOnlyList<SheetRow> rows, bool isIllumina)
    {
        foreach (var row in rows.Where(row => row.Sample is null && row.Files.Count == 0))
        {
            yield return new SheetMistake(row.Line, null, "it names neither a file nor a sample. Fill it in, or remove it.");
        }

        foreach (var file in rows.SelectMany(row => row.Files, (row, file) => (row, file)).GroupBy(one => one.file, StringComparer.OrdinalIgnoreCase).Where(file => file.Count() > 1))
        {
            yield return new SheetMistake(file.ElementAt(1).row.Line, "file", $"{file.Key} stands in row {file.First().row.Line} too. Name each file once.");
        }

        // A run on several lanes has a row for each lane of a sample.
        foreach (var sample in isIllumina ? [] : rows.Where(row => row.Sample is not null).GroupBy(row => row.Sample!, StringComparer.OrdinalIgnoreCase).Where(IsAmbiguous))
        {
            yield return new SheetMistake(
                sample.ElementAt(1).Line, "sample", $"{sample.Key} stands in row {sample.First().Line} too. Give each sample a name of its own, or give both mates of each row, to have them joined.");
        }
    }

    private static bool IsAmbiguous(IEnumerable<SheetRow> rows)
    {
        var all = rows.ToList();
        return all.Count > 1
            && !all.TrueForAll(row => row.NamesMates)
            && (all.Exists(row => row.Files.Count == 0) || all.SelectMany(row => row.Files).Select(file => MateName.Parse(file).Pair).Distinct(StringComparer.OrdinalIgnoreCase).Count() > 1);
    }
}
