using Virtool.Data.Queries;
using Virtool.Domain.Rights;

namespace Virtool.Domain.References;

/// <summary>Rules of references that need no database.</summary>
public static class ReferenceRules
{
    /// <summary>The data types.</summary>
    public static IReadOnlyList<string> DataTypes { get; } = ["genome", "barcode"];

    /// <summary>What a new reference's isolates are offered.</summary>
    public static IReadOnlyList<string> UsualSourceTypes { get; } = ["isolate", "strain", "clone", "variant", "genotype", "serotype"];

    /// <summary>What a reference is found by.</summary>
    public static string SearchText(string name, string organism, string description) => Fold.Text($"{name} {organism} {description}");

    /// <summary>Refuses what needs a whole reference that nobody works on: a build, a copy, an export.</summary>
    /// <exception cref="RefusedException">It is not whole yet, or a task works on it.</exception>
    public static void DemandWhole(Reference reference)
    {
        if (!reference.Ready)
        {
            throw new RefusedException($"{reference.Name} is still being filled. Wait until it is whole.");
        }

        if (reference.TaskId is not null)
        {
            throw new RefusedException($"{reference.Name} is being worked on. Wait until that is done.");
        }
    }

    /// <summary>Refuses edits of a reference's viruses where they are not made here.</summary>
    /// <exception cref="RefusedException">It is not whole, worked on, archived, or kept in step with a remote one.</exception>
    public static void DemandEditable(Reference reference)
    {
        DemandWhole(reference);
        if (reference.Archived)
        {
            throw new RefusedException($"{reference.Name} is archived. Take it out of the archive to change it.");
        }

        if (reference.Remote is { } remote)
        {
            throw new RefusedException($"{reference.Name} follows the releases of {remote.Slug} and is not changed here. Clone it, and change the copy.");
        }
    }
}
