using Virtool.Domain.References;

namespace Virtool.Jobs.References.Remote;

/// <summary>What a release changes in a reference.</summary>
/// <param name="Changes">Virus by virus: first those that go, then those that change, then those that come, each by name.</param>
/// <param name="Keys">What those are known by that change or come.</param>
/// <param name="Unchanged">How many stay as they are.</param>
internal sealed record ComparedRelease(IReadOnlyList<RemoteChange> Changes, IReadOnlySet<string> Keys, int Unchanged)
{
    /// <summary>How many there are of a kind.</summary>
    public int Count(RemoteChangeKind kind) => Changes.Count(change => change.Kind == kind);
}
