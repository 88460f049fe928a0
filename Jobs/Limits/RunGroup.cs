namespace Virtool.Jobs.Limits;

/// <summary>What holds one run to the limits of its job.</summary>
/// <param name="Tracking">The group that knows its processes; null where none does.</param>
/// <param name="Memory">The group that limits the memory of its job; null where none does.</param>
/// <param name="Others">Groups that its processes join beside.</param>
internal sealed record RunGroup(ControlGroup? Tracking, ControlGroup? Memory, IReadOnlyList<string> Others)
{
    /// <summary>Nothing holds it.</summary>
    public static RunGroup None { get; } = new(null, null, []);

    /// <summary>Bytes that the processes of its job may hold together before the watchdog ends them; null: it does not look.</summary>
    public long? WatchedMemory { get; init; }

    /// <summary>
    /// Bytes of data (RLIMIT_DATA) that a single process of it may have, where the watchdog alone watches: so wide that none meets it by being
    /// large, and so narrow that none takes the machine between two looks.
    /// </summary>
    public long? DataGuard => (4 * WatchedMemory) + (1L << 30);

    /// <summary>The cores it may use, as <c>taskset</c> takes them; null: all.</summary>
    public string? Cores { get; init; }

    /// <summary>Files that the launcher writes its id to, before it starts anything.</summary>
    public IReadOnlyList<string> Joining => Tracking is null ? Others : [.. Others, Tracking.Joining];

    /// <summary>As <see cref="ControlGroup.OutOfMemoryFile"/>; null where nothing counts.</summary>
    public string? OutOfMemoryFile => Memory?.OutOfMemoryFile;

    /// <summary>As <see cref="ControlGroup.OutOfMemory"/>, of the whole job.</summary>
    public long OutOfMemory => Memory?.OutOfMemory ?? 0;

    /// <summary>Processor time in seconds of all its processes so far; null where it is not counted.</summary>
    public double? CpuSeconds => Tracking?.CpuSeconds;

    /// <summary>Its processes; null where they are not tracked.</summary>
    public IReadOnlyList<int>? Processes() => Tracking?.Processes();

    /// <summary>Makes the group that it joins.</summary>
    public void Make()
    {
        if (Tracking is not null)
        {
            Directory.CreateDirectory(Tracking.Folder);
        }
    }

    /// <summary>Kills its processes, where they are tracked.</summary>
    public void Kill()
    {
        if (Tracking?.Processes().Count > 0)
        {
            Tracking.Kill();
        }
    }

    /// <summary>Removes its group; the job's stays.</summary>
    public void Remove() => Tracking?.TryRemove();
}
