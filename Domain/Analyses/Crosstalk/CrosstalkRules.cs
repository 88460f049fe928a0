using System.Globalization;
using Virtool.Domain.Samples;

namespace Virtool.Domain.Analyses.Crosstalk;

/// <summary>Which hits may have come from another sample of the same run or folder.</summary>
public static class CrosstalkRules
{
    /// <summary>What the others say of one. The reference's internal control is in all of them, and is left out.</summary>
    /// <param name="group">The run or folder.</param>
    /// <param name="one">The sample that is looked at.</param>
    /// <param name="others">The other samples of the group, with the same reference.</param>
    /// <param name="share">Below this share of another's reads per million, 0 to 1, a hit looks like spill-over.</param>
    public static CrosstalkReport Of(CrosstalkGroup group, CrosstalkMember one, IReadOnlyList<CrosstalkMember> others, double share)
    {
        var found = one.Viruses.Viruses.Where(IsSeen).ToArray();
        return new CrosstalkReport(
            group,
            others.Count,
            [
                .. found.Select(virus => InControl(group, one, others, virus)).OfType<CrosstalkFlag>(),
                .. found.Select(virus => SpilledOver(group, one, others, virus, share)).OfType<CrosstalkFlag>(),
            ],
            [.. others.Append(one).Select(member => Failed(group, member)).OfType<FailedControl>()]);
    }

    private static bool IsSeen(FoundVirus virus) => !virus.IsInternalControl && virus.Reads >= 1 && virus.Trust != Trust.Reassigned;

    private static CrosstalkFlag? InControl(CrosstalkGroup group, CrosstalkMember one, IReadOnlyList<CrosstalkMember> others, FoundVirus virus)
    {
        if (Highest(others.Where(member => member.Sample.Control?.Kind == ControlKind.Negative), virus) is not (var control, var there))
        {
            return null;
        }

        var name = control.MaySee ? $" {control.Sample.Name}" : "";
        return new CrosstalkFlag(
            virus.OtuId,
            CrosstalkKind.NegativeControl,
            $"The negative control{name} of the {group.Word} has it too, with {Text(there.Reads)} {(Math.Round(there.Reads) == 1 ? "read" : "reads")}: it may come from the laboratory.",
            one.PerMillion(virus),
            control.PerMillion(there),
            control.Link);
    }

    private static CrosstalkFlag? SpilledOver(CrosstalkGroup group, CrosstalkMember one, IReadOnlyList<CrosstalkMember> others, FoundVirus virus, double share)
    {
        if (Highest(others, virus) is not (var other, var most))
        {
            return null;
        }

        var (here, there) = (one.PerMillion(virus), other.PerMillion(most));
        if (one.LibraryReads == 0 || here >= share * there)
        {
            return null;
        }

        var name = other.MaySee ? other.Sample.Name : "Another sample";
        return new CrosstalkFlag(
            virus.OtuId,
            CrosstalkKind.SpillOver,
            $"{name} of the same {group.Word} has {Text(there)} reads of it per million, this one {Text(here)}: less than {Percent(share)} of that, as reads that spill over have.",
            here,
            there,
            other.Link);
    }

    private static (CrosstalkMember Member, FoundVirus Virus)? Highest(IEnumerable<CrosstalkMember> members, FoundVirus virus) => members
        .Select(member => (Member: member, Virus: member.Viruses.Of(virus.OtuId)))
        .Where(pair => pair.Virus is not null && IsSeen(pair.Virus))
        .OrderByDescending(pair => pair.Member.PerMillion(pair.Virus!))
        .Select(pair => ((CrosstalkMember, FoundVirus)?)(pair.Member, pair.Virus!))
        .FirstOrDefault();

    private static FailedControl? Failed(CrosstalkGroup group, CrosstalkMember member)
    {
        var expected = member.Sample.Control is { Kind: ControlKind.Positive } control ? control.Virus.Trim() : "";
        if (expected.Length == 0)
        {
            return null;
        }

        var isThere = member.Viruses.Viruses.Any(virus =>
            virus.Trust is Trust.Strong or Trust.Doubtful
            && (expected.Equals(virus.Name, StringComparison.OrdinalIgnoreCase) || expected.Equals(virus.Abbreviation, StringComparison.OrdinalIgnoreCase)));
        var name = member.MaySee ? $" {member.Sample.Name}" : "";
        return isThere
            ? null
            : new FailedControl(expected, $"{expected} was not found in the positive control{name} of the {group.Word}: what the others do not show may have been missed.", member.Link);
    }

    private static string Text(double number) => number switch
    {
        > 0 and < 0.01 => "less than 0.01",
        < 10 => number.ToString("0.##", CultureInfo.InvariantCulture),
        _ => number.ToString("N0", CultureInfo.InvariantCulture),
    };

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.###} %");
}
