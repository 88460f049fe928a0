using Virtool.Domain.Files;
using Virtool.Files.Importing;
using Virtool.Files.Watching;

namespace Virtool.Files.Rules;

/// <summary>Finds which stored files of those with one <see cref="MateName.Pair"/> belong together.</summary>
internal static class Pairing
{
    /// <summary>What becomes of files without lanes: single files, mates that match, and what is left of those named as mates.</summary>
    /// <param name="imports">Oldest first.</param>
    public static IEnumerable<Group> Find(IEnumerable<Import> imports)
    {
        var byMate = imports.ToLookup(import => MateName.Parse(import.Name).Mate);
        foreach (var single in byMate[0])
        {
            yield return Whole(single);
        }

        var second = byMate[2].ToList();
        var left = new List<Import>();
        foreach (var import in byMate[1])
        {
            var match = second.FindIndex(other => BelongTogether(import, other));
            if (match < 0)
            {
                left.Add(import);
                continue;
            }

            yield return Whole(import, second[match]);
            second.RemoveAt(match);
        }

        foreach (var import in left)
        {
            yield return Left(import, second.FirstOrDefault());
        }

        foreach (var import in second)
        {
            yield return Left(import, left.FirstOrDefault());
        }
    }

    /// <summary>What becomes of the lanes of a sample when no more come: all of them joined in their order, or none.</summary>
    /// <param name="imports">Oldest first; of two for the same lane the later one that fits is taken.</param>
    public static IEnumerable<Group> Join(IReadOnlyList<Import> imports)
    {
        var lanes = imports.GroupBy(Lane).OrderBy(lane => lane.Key).Select(lane => LaneOf([.. lane.Reverse()])).ToList();
        foreach (var replaced in imports.Except(lanes.SelectMany(lane => lane.Files)))
        {
            yield return new Group.Out(replaced, Problems.Replaced, RuleReasons.Replaced(Name(replaced)));
        }

        var left = lanes.SelectMany(lane => lane.Files).ToList();
        if (lanes.TrueForAll(lane => lane.Single is null && lane.Second is null) || lanes.TrueForAll(lane => lane.Single is null && lane.First is null))
        {
            yield return new Group.Alone(left);
        }
        else if (lanes.Find(lane => lane.Single is null && (lane.First is null || lane.Second is null)) is { } half)
        {
            var file = half.Files.First();
            yield return new Group.Held(left, Problems.MateMissing, RuleReasons.LaneMissing(Lane(file), Name(file), OtherName(file)));
        }
        else if (lanes.Find(lane => lane is { First: { } one, Second: { } other } && !BelongTogether(one, other)) is { } wrong)
        {
            yield return new Group.Held(left, Problems.MatesDiffer, RuleReasons.LanesDiffer(Lane(wrong.First!), Name(wrong.First!), Name(wrong.Second!)));
        }
        else
        {
            yield return new Group.Whole([.. new[] { lanes.Select(lane => lane.Single ?? lane.First), lanes.Select(lane => lane.Second) }
                .Select(mate => mate.OfType<Import>().ToList()).Where(mate => mate.Count > 0)]);
        }
    }

    /// <summary>The lane in an import's name; 0 where there is none.</summary>
    public static int Lane(Import import) => MateName.Parse(import.Name).Lane ?? 0;

    /// <summary>Whether the reads of two files are those of mates: as many, of the same names in the same order.</summary>
    public static bool BelongTogether(Import one, Import other) => one.ReadCount == other.ReadCount && one.ReadNames == other.ReadNames;

    /// <summary>The name without folders.</summary>
    public static string Name(Import import) => ReadsName.Last(import.Name);

    /// <summary>The name of an import's mate, without folders.</summary>
    public static string OtherName(Import import) =>
        MateName.Parse(import.Name).Other + Name(import)[ReadsName.WithoutEnding(Name(import)).Length..];

    private static Group.Whole Whole(params IEnumerable<Import> mates) => new([.. mates.Select(import => (IReadOnlyList<Import>)[import])]);

    private static Group Left(Import import, Import? wrong) => wrong is null
        ? new Group.Alone([import])
        : new Group.Held([import], Problems.MatesDiffer, RuleReasons.MatesDiffer(Name(import), Name(wrong)));

    private static LaneFiles LaneOf(IReadOnlyList<Import> newest)
    {
        var byMate = newest.ToLookup(import => MateName.Parse(import.Name).Mate);
        var (first, second) = byMate[1].SelectMany(_ => byMate[2], (one, other) => (one, other)).FirstOrDefault(pair => BelongTogether(pair.one, pair.other));
        return new LaneFiles(byMate[0].FirstOrDefault(), first ?? byMate[1].FirstOrDefault(), second ?? byMate[2].FirstOrDefault());
    }

    private sealed record LaneFiles(Import? Single, Import? First, Import? Second)
    {
        public IEnumerable<Import> Files => new[] { Single, First, Second }.OfType<Import>();
    }

    /// <summary>What belongs together, or why it does not.</summary>
    internal abstract record Group
    {
        /// <summary>All of a sample: its files by mate, each in the order of its lanes.</summary>
        public sealed record Whole(IReadOnlyList<IReadOnlyList<Import>> Mates) : Group;

        /// <summary>A mate without the other, in the order of its lanes.</summary>
        public sealed record Alone(IReadOnlyList<Import> Imports) : Group;

        /// <summary>Files of which no sample is made as long as they are what they are.</summary>
        public sealed record Held(IReadOnlyList<Import> Imports, string Problem, string Reason) : Group;

        /// <summary>A file of which none will be made.</summary>
        public sealed record Out(Import Import, string Problem, string Reason) : Group;
    }
}
