namespace Virtool.Files.Rules.Sheets;

/// <summary>A sheet that names samples of files beside it.</summary>
/// <param name="Name">Of the sheet's file.</param>
/// <param name="Rows">Its rows, as far as they can be read.</param>
/// <param name="Mistakes">What is wrong with it; as long as something is, nothing is made of the files that it names.</param>
/// <param name="Unknown">Columns that are not known.</param>
internal sealed record SampleSheet(string Name, IReadOnlyList<SheetRow> Rows, IReadOnlyList<SheetMistake> Mistakes, IReadOnlyList<string> Unknown)
{
    /// <summary>It cannot be read at all: then nobody knows what it names.</summary>
    public bool IsUnreadable => Rows.Count == 0 && Mistakes.Count > 0;

    /// <summary>The rows that name one of some files most exactly.</summary>
    /// <param name="names">Of files that belong together, below the folder of the sheet.</param>
    public IReadOnlyList<SheetRow> RowsOf(IEnumerable<string> names)
    {
        var files = names.Select(NamedFile.Of).ToList();
        var ranked = Rows.Select(row => (Row: row, Rank: files.Max(row.RankOf))).Where(one => one.Rank > 0).ToList();
        var best = ranked.Select(one => one.Rank).DefaultIfEmpty().Max();
        return [.. ranked.Where(one => one.Rank == best).Select(one => one.Row)];
    }

    /// <summary>
    /// The rows whose files do not belong together by their names, by sample: mates of any name, and several rows of one sample, whose files
    /// are joined in the order of the rows.
    /// </summary>
    public IEnumerable<IReadOnlyList<SheetRow>> Joined() => Rows
        .Where(row => row.NamesMates)
        .GroupBy(row => row.Sample ?? row.Files[0], StringComparer.OrdinalIgnoreCase)
        .Where(rows => rows.SelectMany(row => row.Files).Select(file => MateName.Parse(file).Pair).Distinct(StringComparer.OrdinalIgnoreCase).Count() > 1)
        .Select(IReadOnlyList<SheetRow> (rows) => [.. rows]);
}
