namespace Virtool.Jobs.Limits;

/// <summary>What holds jobs to their limits on this machine; each null where no control group does it.</summary>
/// <param name="Memory">Limits memory.</param>
/// <param name="Cpu">Limits cores.</param>
/// <param name="Tracking">Knows the processes of a run, whatever they do, and kills them.</param>
internal sealed record Means(Hierarchy? Memory, Hierarchy? Cpu, Hierarchy? Tracking)
{
    /// <summary>No control group at all.</summary>
    public static Means None { get; } = new(null, null, null);

    /// <summary>A watchdog holds jobs to their memory, where no control group does.</summary>
    public bool Watchdog { get; init; }

    /// <summary>Jobs are given cores of their own, where no control group counts what they use.</summary>
    public bool CoreSets { get; init; }

    /// <summary>Each hierarchy that is used, once.</summary>
    public IEnumerable<Hierarchy> Hierarchies => new[] { Memory, Cpu, Tracking }.OfType<Hierarchy>().Distinct();
}
