using Virtool.Domain.Files;
using Virtool.Domain.Groups;
using Virtool.Domain.Samples;
using Virtool.Domain.Subtractions;
using Virtool.Files.Rules.Sheets;

namespace Virtool.Files.Bulk;

/// <summary>What rows of a sheet name, as samples are made of it.</summary>
/// <param name="subtractions">All there are.</param>
/// <param name="groups">All there are.</param>
internal sealed class SheetChoices(IReadOnlyList<Subtraction> subtractions, IReadOnlyList<Group> groups)
{
    /// <summary>The sample of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="mates">Its files.</param>
    /// <param name="unknown">What it names and is not there: sentences.</param>
    public SampleInput InputOf(SheetRow row, IReadOnlyList<IReadOnlyList<StoredFile>> mates, out IReadOnlyList<string> unknown)
    {
        var missing = new List<string>();
        var name = row.Sample ?? (mates.Count == 0 ? row.Files[0] : Rules.MateName.Parse(mates[0][0].Name).Sample);
        var chosen = row.Subtractions.Select(wanted => (wanted, found: Find(wanted))).ToList();
        missing.AddRange(chosen.Where(one => one.found is null).Select(one => new SheetMistake(row.Line, "subtraction", $"there is no subtraction {one.wanted}. Write its name as it is in the list of subtractions.").ToString()));
        var group = row.Group.Length == 0 ? null : groups.FirstOrDefault(one => Same(one.Name, row.Group) || Same(one.Id, row.Group));
        if (row.Group.Length > 0 && group is null)
        {
            missing.Add(new SheetMistake(row.Line, "group", $"there is no group {row.Group}.").ToString());
        }

        unknown = missing;
        return SamplePlanner.InputOf(name, mates) with
        {
            Host = row.Host,
            Isolate = row.Isolate,
            Locale = row.Locale,
            LibraryType = row.LibraryType ?? LibraryType.Normal,
            LabelNames = row.Labels,
            Subtractions = [.. chosen.Select(one => one.found?.Id).OfType<string>()],
            Group = group?.Id,
            CollectedOn = row.CollectedOn,
            Notes = row.Notes,
            Control = row.Control,
            Run = row.Run.Length == 0 ? null : new RunPlace(row.Run, row.Lane.Length == 0 ? null : row.Lane, row.Barcode.Length == 0 ? null : row.Barcode),
            Sets = row.Sets.Count == 0 ? null : row.Sets,
        };
    }

    private Subtraction? Find(string name) => subtractions.FirstOrDefault(one => Same(one.Name, name)) ?? subtractions.FirstOrDefault(one => Same(one.Id, name) || Same(one.Nickname, name));

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
