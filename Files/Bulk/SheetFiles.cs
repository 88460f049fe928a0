using Virtool.Domain.Files;
using Virtool.Files.Rules;
using Virtool.Files.Rules.Sheets;

namespace Virtool.Files.Bulk;

/// <summary>Finds the stored files that rows of a sheet name.</summary>
internal static class SheetFiles
{
    /// <summary>The files of a sample, by mate; or what keeps them from being found: a sentence.</summary>
    /// <param name="rows">Of one sample: several name both mates of a lane each.</param>
    /// <param name="free">Where they are looked for.</param>
    public static (IReadOnlyList<IReadOnlyList<StoredFile>> Mates, string? Obstacle) Of(IReadOnlyList<SheetRow> rows, FreeReads free) =>
        rows[0].NamesMates ? Named(rows, free) : ByName(rows[0], free);

    private static (IReadOnlyList<IReadOnlyList<StoredFile>>, string?) Named(IReadOnlyList<SheetRow> rows, FreeReads free)
    {
        var (first, second) = (new List<StoredFile>(), new List<StoredFile>());
        foreach (var row in rows)
        {
            foreach (var (text, mate) in row.Files.Zip([first, second]))
            {
                switch (Best(free, file => SheetRow.Rank(text, file) is >= SheetRow.ByName and var rank ? rank : 0))
                {
                    case []:
                        return ([], Missing(row, text));
                    case [var one]:
                        mate.Add(free.FileOf(one));
                        break;
                    default:
                        return ([], Several(row, text));
                }
            }
        }

        return ([first, second], null);
    }

    private static (IReadOnlyList<IReadOnlyList<StoredFile>>, string?) ByName(SheetRow row, FreeReads free)
    {
        var text = row.Files.Count > 0 ? row.Files[0] : row.Sample ?? "";
        var found = Best(free, row.RankOf);
        if (found.Count == 0)
        {
            return ([], Missing(row, text));
        }

        // A row that names one of two mates by its file means that one alone.
        if (found.Count == 1)
        {
            return ([[free.FileOf(found[0])]], null);
        }

        var groups = FreeReads.Group(found).SelectMany(free.Proposals).ToList();
        return groups switch
        {
            [var (mates, problem)] when problem is null => (mates, null),
            [var (_, problem)] => ([], new SheetMistake(row.Line, "file", problem!).ToString()),
            _ => ([], Several(row, text)),
        };
    }

    private static List<Import> Best(FreeReads free, Func<NamedFile, int> rank)
    {
        var ranked = free.All.Select(import => (Import: import, Rank: rank(NamedFile.Of(import.Name)))).Where(one => one.Rank > 0).ToList();
        var best = ranked.Select(one => one.Rank).DefaultIfEmpty().Max();
        return [.. ranked.Where(one => one.Rank == best).Select(one => one.Import)];
    }

    private static string Missing(SheetRow row, string text) =>
        new SheetMistake(row.Line, "file", $"no stored file is named {text}, or a sample has taken it. Upload it, or write the name as it is in the list of files.").ToString();

    private static string Several(SheetRow row, string text) =>
        new SheetMistake(row.Line, "file", $"several stored files could be {text}. Write the whole name of the file, or of both mates (file_1, file_2).").ToString();
}
