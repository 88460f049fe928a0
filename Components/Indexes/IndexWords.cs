using Virtool.Components.Look;
using Virtool.Domain.Indexes;
using Virtool.Domain.Jobs;

namespace Virtool.Components.Indexes;

/// <summary>What people read of an index.</summary>
public static class IndexWords
{
    /// <summary>Its state, with that of the job that builds it; null: the job is not to be seen, or gone.</summary>
    public static (StateKind Kind, string Word) State(ReferenceIndex index, Job? job) => (index.Ready, job?.State) switch
    {
        (true, _) => (StateKind.Complete, "ready"),
        (_, JobState.Error) => (StateKind.Failed, "could not be built"),
        (_, JobState.Cancelled) => (StateKind.Cancelled, "cancelled"),
        (_, JobState.Waiting) => (StateKind.Waiting, "waits"),
        _ => (StateKind.Running, "being built"),
    };
}
