using Virtool.Domain.Files;

namespace Virtool.Files.Rules.Sheets;

/// <summary>Files that rows of a sheet join to one sample.</summary>
/// <param name="Sheet">The sheet's name.</param>
/// <param name="Rows">The rows; each has both mates.</param>
/// <param name="Files">For each row both mates; null what is not there.</param>
internal sealed record SheetJoin(string Sheet, IReadOnlyList<SheetRow> Rows, IReadOnlyList<(Import? First, Import? Second)> Files)
{
    /// <summary>All that are there.</summary>
    public IReadOnlyList<Import> There { get; } = [.. Files.SelectMany(file => new[] { file.First, file.Second }).OfType<Import>()];

    /// <summary>The files of rows; null where none of them is there.</summary>
    /// <param name="sheet">The sheet's name.</param>
    /// <param name="rows">Of one sample.</param>
    /// <param name="below">The sheet's folder below the watched one, with its slash; empty for that itself.</param>
    /// <param name="imports">What there is, oldest first.</param>
    public static SheetJoin? Find(string sheet, IReadOnlyList<SheetRow> rows, string below, IReadOnlyList<Import> imports)
    {
        var named = imports.Where(import => import.Name.StartsWith(below, StringComparison.Ordinal))
            .Select(import => (Import: import, File: NamedFile.Of(import.Name[below.Length..]))).ToList();
        Import? Of(string text) => named.LastOrDefault(one => SheetRow.Rank(text, one.File) >= SheetRow.ByName).Import;
        var join = new SheetJoin(sheet, rows, [.. rows.Select(row => (Of(row.Files[0]), Of(row.Files[1])))]);
        return join.There.Count > 0 ? join : null;
    }

    /// <summary>Whether they are one sample; null: one of them is not there.</summary>
    public Pairing.Group? Group()
    {
        if (Files.Any(file => file.First is null || file.Second is null))
        {
            return null;
        }

        var wrong = Files.FirstOrDefault(file => !Pairing.BelongTogether(file.First!, file.Second!));
        return wrong.First is null
            ? new Pairing.Group.Whole([[.. Files.Select(file => file.First!)], [.. Files.Select(file => file.Second!)]])
            : new Pairing.Group.Held(There, Importing.Problems.MatesDiffer, RuleReasons.SheetMatesDiffer(Pairing.Name(wrong.First), Pairing.Name(wrong.Second!), Sheet));
    }

    /// <summary>What is to be said of those that are there when the others do not come.</summary>
    public string Missing()
    {
        var row = Files.ToList().FindIndex(file => file.First is null || file.Second is null);
        return RuleReasons.SheetMateMissing(Pairing.Name(There[0]), Rows[row].Files[Files[row].First is null ? 0 : 1], Sheet, Rows[row].Line);
    }
}
