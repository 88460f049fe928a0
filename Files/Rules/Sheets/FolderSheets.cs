using Virtool.Domain.Files;
using Virtool.Domain.Links;
using Virtool.Domain.Subtractions;
using Virtool.Domain.Watching;

namespace Virtool.Files.Rules.Sheets;

/// <summary>
/// The sheets of a watched folder, looked at once. Of the sheets beside a file and in the folders above it, up to the watched one, the nearest
/// that names it decides; a sheet that cannot be read names all.
/// </summary>
/// <param name="folder">The watched folder.</param>
/// <param name="shelf">Reads the sheets.</param>
/// <param name="subtractions">All there are.</param>
/// <param name="now">The time.</param>
internal sealed class FolderSheets(WatchedFolder folder, SheetShelf shelf, IReadOnlyList<Subtraction> subtractions, DateTimeOffset now)
{
    private const int MostSaid = 3;

    private readonly Dictionary<string, IReadOnlyList<(SampleSheet Sheet, DateTimeOffset WrittenAt)>> _sheets = new(StringComparer.Ordinal);

    /// <summary>What is said of files.</summary>
    /// <param name="names">Of those that belong together, below the watched folder.</param>
    public SheetVerdict Of(IReadOnlyList<string> names)
    {
        foreach (var (below, sheet, writtenAt) in Above(names[0]))
        {
            // A sheet of the future is one of another clock.
            var until = writtenAt + TimeSpan.FromSeconds(folder.SettleSeconds);
            if (writtenAt <= now && until > now)
            {
                return new SheetVerdict.Unquiet(until);
            }

            var rows = sheet.RowsOf(names.Where(name => name.StartsWith(below, StringComparison.Ordinal)).Select(name => name[below.Length..]));
            if (rows.Count > 0 || sheet.IsUnreadable)
            {
                return Decide(sheet, rows);
            }
        }

        return new SheetVerdict.None();
    }

    /// <summary>Whether a sheet names each of these files, with its mate's number, as the one file of a sample.</summary>
    /// <param name="names">Below the watched folder.</param>
    public bool NameSingly(IReadOnlyList<string> names) => names.All(name => Above(name).Any(one =>
    {
        var file = NamedFile.Of(name[one.Below.Length..]);
        return one.Sheet.Rows.Any(row => row.Files.Count == 1 && SheetRow.Rank(row.Files[0], file) >= SheetRow.ByName);
    }));

    /// <summary>The files that sheets join whatever their names are, with those that they name and that are not there.</summary>
    public IEnumerable<SheetJoin> Joined(IReadOnlyList<Import> imports)
    {
        var seen = new HashSet<SampleSheet>(ReferenceEqualityComparer.Instance);
        foreach (var (below, sheet, _) in imports.Select(import => FolderOf(import.Name)).Distinct().SelectMany(Above))
        {
            if (!seen.Add(sheet))
            {
                continue;
            }

            foreach (var rows in sheet.Joined())
            {
                if (SheetJoin.Find(sheet.Name, rows, below, imports) is { } join)
                {
                    yield return join;
                }
            }
        }
    }

    private SheetVerdict Decide(SampleSheet sheet, IReadOnlyList<SheetRow> rows)
    {
        List<SheetMistake> mistakes = [.. sheet.Mistakes, .. sheet.Rows.SelectMany(MistakesIn)];
        if (mistakes.Count == 0 && rows.Select(row => row.Sample).Distinct(StringComparer.OrdinalIgnoreCase).Count() > 1)
        {
            mistakes.Add(new SheetMistake(rows[1].Line, "file", $"it names the same files as row {rows[0].Line}. Name them in one row."));
        }

        if (mistakes.Count > 0)
        {
            return new SheetVerdict.Wrong(RuleReasons.Sheet(sheet.Name, [.. mistakes.Take(MostSaid).Select(mistake => mistake.ToString())], mistakes.Count - MostSaid));
        }

        var warning = sheet.Unknown.Count == 0 ? null : RuleReasons.UnknownColumns(sheet.Name, sheet.Unknown);
        var links = rows[0].Subtractions.Select(name => Find(name)!).Select(one => new Link(one.Id, one.Name)).ToList();
        return new SheetVerdict.Named(new SheetEntry(sheet.Name, rows[0], links.Count == 0 ? null : links, warning));
    }

    private IEnumerable<SheetMistake> MistakesIn(SheetRow row)
    {
        foreach (var name in row.Subtractions.Where(name => Find(name) is null))
        {
            yield return new SheetMistake(row.Line, "subtraction", $"there is no subtraction {name}. Write its name as it is in the list of subtractions, or leave it empty for the folder's.");
        }

        if (row.Group.Length > 0 && !Same(row.Group, folder.Rule.Group?.Name) && !Same(row.Group, folder.Rule.Group?.Id))
        {
            yield return new SheetMistake(row.Line, "group", $"{row.Group} is not the group of the folder's rule{(folder.Rule.Group is { } group ? $", which is {group.Name}" : ", which has none")}. Leave it empty, or change the rule.");
        }
    }

    private Subtraction? Find(string name) => subtractions.FirstOrDefault(one => Same(one.Name, name)) ?? subtractions.FirstOrDefault(one => Same(one.Id, name) || Same(one.Nickname, name));

    private IEnumerable<(string Below, SampleSheet Sheet, DateTimeOffset WrittenAt)> Above(string name)
    {
        for (var below = FolderOf(name); ; below = FolderOf(below.TrimEnd('/')))
        {
            if (!_sheets.TryGetValue(below, out var sheets))
            {
                sheets = _sheets[below] = shelf.In(Path.Combine(folder.Path, below));
            }

            foreach (var (sheet, writtenAt) in sheets)
            {
                yield return (below, sheet, writtenAt);
            }

            if (below.Length == 0)
            {
                yield break;
            }
        }
    }

    private static string FolderOf(string name) => name[..(name.LastIndexOf('/') + 1)];

    private static bool Same(string one, string? other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
