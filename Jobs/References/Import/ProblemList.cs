using Virtool.Domain.Tasks;

namespace Virtool.Jobs.References.Import;

/// <summary>What is wrong with a file: all of it is counted, the first of it listed.</summary>
public sealed class ProblemList
{
    /// <summary>How many are listed.</summary>
    public const int MostListed = 1_000;

    private readonly List<Problem> _listed = [];

    /// <summary>The first of them.</summary>
    public IReadOnlyList<Problem> Listed => _listed;

    /// <summary>All of them.</summary>
    public long Total { get; private set; }

    /// <summary>There is one.</summary>
    public bool Any => Total > 0;

    /// <summary>Takes one down.</summary>
    /// <param name="where">Where it is: of what, and in which field.</param>
    /// <param name="what">What is wrong: a sentence.</param>
    /// <param name="toDo">What to do: a sentence.</param>
    public void Add(string where, string what, string toDo)
    {
        Total++;
        if (_listed.Count < MostListed)
        {
            _listed.Add(new Problem(where, what, toDo));
        }
    }

    /// <summary>Those that are listed, and, where there are more, a last one that says how many.</summary>
    public IReadOnlyList<Problem> Told() => Total <= _listed.Count
        ? _listed
        : [.. _listed, new Problem("The file", FormattableString.Invariant($"{Total - _listed.Count:N0} more problems are not listed."), "Mend those above, and check the file again.")];
}
