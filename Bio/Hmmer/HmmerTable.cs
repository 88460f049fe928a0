using System.Globalization;

namespace Virtool.Bio.Hmmer;

/// <summary>
/// Reads the table that <c>hmmscan --tblout</c> writes (HMMER User's Guide 3.3, "Tabular output formats"): columns with spaces between them, of which the last,
/// a description, may have spaces; lines that begin with <c>#</c> are comments, and the last of them says <c># [ok]</c>.
/// </summary>
public static class HmmerTable
{
    private const string End = "# [ok]";
    private const int Columns = 10;

    /// <summary>The hits of a table, in its order.</summary>
    /// <exception cref="InputException">It is no such table, or it was cut off.</exception>
    public static IReadOnlyList<HmmerHit> Read(TextReader table)
    {
        var (hits, number, whole) = (new List<HmmerHit>(), 0, false);
        while (table.ReadLine() is { } line)
        {
            number++;
            whole = line.StartsWith(End, StringComparison.Ordinal);
            if (line.Length > 0 && line[0] != '#')
            {
                hits.Add(Parse(line, number));
            }
        }

        return whole ? hits : throw new InputException("The table of hits was cut off: it has no end.");
    }

    // Profile, its accession, protein, its accession, E-value, score and bias of the whole, then those of the best domain.
    private static HmmerHit Parse(string line, int number)
    {
        var cells = line.Split(' ', Columns, StringSplitOptions.RemoveEmptyEntries);
        return cells.Length < Columns
            ? throw Malformed(number)
            : new HmmerHit(cells[0], cells[2], Number(4), Number(5), Number(6), Number(7), Number(8), Number(9));

        double Number(int at)
        {
            var cell = at == Columns - 1 ? cells[at].Split(' ', 2)[0] : cells[at];
            return double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : throw Malformed(number);
        }
    }

    private static InputException Malformed(int number) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Line {number} of the table of hits is malformed."));
}
