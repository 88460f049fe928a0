using Virtool.Domain.Files;

namespace Virtool.Files.Rules;

/// <summary>Finds which stored files of one folder belong together.</summary>
internal static class Pairing
{
    /// <summary>The groups, oldest first: single files, mates that match, and what is left of those named as mates.</summary>
    public static IReadOnlyList<Group> Find(IEnumerable<Import> imports) =>
        [.. imports.OrderBy(import => import.DiscoveredAt).ThenBy(import => import.Name, StringComparer.Ordinal)
            .GroupBy(import => MateName.Parse(import.Name).Pair)
            .SelectMany(FindOne)];

    private static IEnumerable<Group> FindOne(IEnumerable<Import> imports)
    {
        var byMate = imports.ToLookup(import => MateName.Parse(import.Name).Mate);
        foreach (var single in byMate[0])
        {
            yield return new Group.Single(single);
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

            yield return new Group.Mates(import, second[match]);
            second.RemoveAt(match);
        }

        foreach (var import in left)
        {
            yield return new Group.Left(import, second.FirstOrDefault());
        }

        foreach (var import in second)
        {
            yield return new Group.Left(import, left.FirstOrDefault());
        }
    }

    private static bool BelongTogether(Import one, Import other) => one.ReadCount == other.ReadCount && one.ReadNames == other.ReadNames;

    /// <summary>What belongs together.</summary>
    internal abstract record Group
    {
        /// <summary>A file that is named as no mate.</summary>
        public sealed record Single(Import Import) : Group;

        /// <summary>Two mates with the same reads.</summary>
        public sealed record Mates(Import First, Import Second) : Group;

        /// <summary>A mate, and one that is named as its mate but has other reads; null: there is none.</summary>
        public sealed record Left(Import Import, Import? Wrong) : Group;
    }
}
