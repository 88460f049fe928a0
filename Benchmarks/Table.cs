namespace Virtool.Benchmarks;

/// <summary>A table of plain text: columns as wide as their widest cell, the first to the left, all others to the right.</summary>
/// <param name="columns">The heads of the columns.</param>
internal sealed class Table(params string[] columns)
{
    private const string Gap = "  ";

    private readonly List<string[]> _rows = [columns];

    /// <summary>Adds a row: a cell for each column.</summary>
    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>The table, without a line end after its last row.</summary>
    public override string ToString()
    {
        var widths = Enumerable.Range(0, columns.Length).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        var rule = string.Join(Gap, widths.Select(width => new string('-', width)));
        var lines = _rows.Select(row => Line(row, widths)).ToList();
        lines.Insert(1, rule);
        return string.Join(Environment.NewLine, lines);
    }

    private static string Line(string[] row, int[] widths) =>
        string.Join(Gap, row.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])));
}
