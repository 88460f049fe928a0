using System.Globalization;
using Virtool.Jobs.Processes;

namespace Virtool.Jobs.Limits;

/// <summary>
/// A control group: a folder in a hierarchy. The files and their words are the kernel's (Documentation/admin-guide/cgroup-v2.rst and cgroup-v1/).
/// </summary>
/// <param name="hierarchy">The hierarchy.</param>
/// <param name="path">The groups from the hierarchy's place down to it.</param>
internal sealed class ControlGroup(Hierarchy hierarchy, params IReadOnlyList<string> path)
{
    private const int Period = 100_000;

    // ENODEV, as .NET tells it.
    private const int NoSuchDevice = 19;

    private const double MicrosecondsPerSecond = 1_000_000;

    /// <summary>The controllers that jobs are limited by.</summary>
    public static IReadOnlyList<string> Enforced { get; } = ["memory", "cpu"];

    /// <summary>Where it is.</summary>
    public string Folder { get; } = Path.Combine([hierarchy.Folder, .. path]);

    /// <summary>The hierarchy that it is in.</summary>
    public Hierarchy Hierarchy => hierarchy;

    /// <summary>When it was made.</summary>
    public DateTimeOffset Made => Directory.GetLastWriteTimeUtc(Folder);

    /// <summary>A process that writes its id here is in the group from then on, with all that it starts.</summary>
    public string Joining => Path.Combine(Folder, "cgroup.procs");

    /// <summary>Where the kernel counts what it killed of the group for want of memory: a line <c>oom_kill</c> and a number.</summary>
    public string OutOfMemoryFile => Path.Combine(Folder, hierarchy.Version == 2 ? "memory.events" : "memory.oom_control");

    /// <summary>How many processes the kernel killed for want of memory since the group was made; 0 where there is no such group.</summary>
    public long OutOfMemory => Counted(OutOfMemoryFile, "oom_kill") ?? 0;

    /// <summary>Processor time in seconds of all that ever was in it; null in version 1.</summary>
    public double? CpuSeconds => Counted("cpu.stat", "usage_usec") / MicrosecondsPerSecond;

    /// <summary>A group in it.</summary>
    public ControlGroup Child(string name) => new(hierarchy, [.. path, name]);

    /// <summary>Makes it, and those above it where they are missing.</summary>
    /// <exception cref="IOException">The kernel does not let us; as <see cref="UnauthorizedAccessException"/>.</exception>
    public void Make()
    {
        Directory.CreateDirectory(Folder);
        var controllers = string.Join(' ', Enforced.Intersect(hierarchy.Controllers).Select(controller => $"+{controller}"));
        if (hierarchy.Version == 2 && controllers.Length > 0 && path.Count <= 2)
        {
            // From above to below; a group that passes controllers on may have no processes itself, so what is in a job's group does not.
            for (var depth = 0; depth < path.Count; depth++)
            {
                File.WriteAllText(Path.Combine([hierarchy.Folder, .. path.Take(depth), "cgroup.subtree_control"]), controllers);
            }
        }
    }

    /// <summary>Lets its processes take so many bytes together.</summary>
    public void LimitMemory(long bytes)
    {
        if (hierarchy.Version == 2)
        {
            Write("memory.max", bytes);
            WriteIfThere("memory.swap.max", 0);
            WriteIfThere("memory.oom.group", 1);
            return;
        }

        // Memory may never be above memory and swap: which of them is raised first depends on what they were.
        if (Number("memory.memsw.limit_in_bytes") < bytes)
        {
            Write("memory.memsw.limit_in_bytes", bytes);
        }

        Write("memory.limit_in_bytes", bytes);
        WriteIfThere("memory.memsw.limit_in_bytes", bytes);
    }

    /// <summary>Lets its processes keep so many cores busy together; null: as many as they like.</summary>
    public void LimitCpu(int? cores)
    {
        if (hierarchy.Version == 2)
        {
            Write("cpu.max", cores is null ? $"max {Period}" : $"{(long)cores * Period} {Period}");
            return;
        }

        Write("cpu.cfs_period_us", Period);
        Write("cpu.cfs_quota_us", cores is null ? -1 : (long)cores * Period);
    }

    /// <summary>The limit on cores, as the kernel has it: as <see cref="LimitCpu"/> gave it.</summary>
    public int? CpuLimit()
    {
        var word = hierarchy.Version == 2 ? Read("cpu.max")?.Split(' ')[0] : Read("cpu.cfs_quota_us");
        return long.TryParse(word, CultureInfo.InvariantCulture, out var quota) && quota > 0 ? (int)(quota / Period) : null;
    }

    /// <summary>Makes its processes give way to those of other groups: a sixteenth (v1) or a tenth (v2) of the usual weight.</summary>
    public void GiveWay()
    {
        if (hierarchy.Version == 2)
        {
            Write("cpu.weight", 10);
        }
        else
        {
            Write("cpu.shares", 64);
        }
    }

    /// <summary>Processes in it and in the groups in it.</summary>
    public IReadOnlyList<int> Processes() =>
        [.. Groups().SelectMany(folder => Lines(Path.Combine(folder, "cgroup.procs"))).Select(line => int.Parse(line, CultureInfo.InvariantCulture))];

    /// <summary>Kills whatever is in it, and leaves nothing time to fork: by <c>cgroup.kill</c>, or all at once in the freezer.</summary>
    public void Kill()
    {
        if (File.Exists(Path.Combine(Folder, "cgroup.kill")))
        {
            Write("cgroup.kill", 1);
            return;
        }

        WriteIfThere("freezer.state", "FROZEN");
        foreach (var process in Processes())
        {
            Signals.Send(process, Signals.Kill);
        }

        WriteIfThere("freezer.state", "THAWED");
    }

    /// <summary>The names of the groups in it.</summary>
    public IReadOnlyList<string> Names() =>
        Directory.Exists(Folder) ? [.. Directory.EnumerateDirectories(Folder).Select(folder => Path.GetFileName(folder))] : [];

    /// <summary>Removes it with the groups in it; false where processes are still in one.</summary>
    public bool TryRemove()
    {
        try
        {
            foreach (var folder in Groups().Reverse())
            {
                Directory.Delete(folder);
            }

            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return true;
        }
        catch (IOException)
        {
            // Processes that were just killed keep it busy for a moment.
            return false;
        }
    }

    /// <summary>The number that a file has; null where it has none, as <c>max</c> is.</summary>
    public long? Number(string file) => long.TryParse(Read(file), CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The number that a file has behind a name; null where it has none.</summary>
    public long? Counted(string file, string name) =>
        Lines(Path.Combine(Folder, file)).Select(line => line.Split(' ')).FirstOrDefault(words => words.Length == 2 && words[0] == name) is { } found
            ? long.Parse(found[1], CultureInfo.InvariantCulture)
            : null;

    private IEnumerable<string> Groups() =>
        Directory.Exists(Folder) ? Directory.EnumerateDirectories(Folder, "*", SearchOption.AllDirectories).Prepend(Folder) : [];

    private string? Read(string file) => Lines(Path.Combine(Folder, file)).FirstOrDefault();

    private void Write(string file, object value) =>
        File.WriteAllText(Path.Combine(Folder, file), Convert.ToString(value, CultureInfo.InvariantCulture));

    private void WriteIfThere(string file, object value)
    {
        if (File.Exists(Path.Combine(Folder, file)))
        {
            Write(file, value);
        }
    }

    private static string[] Lines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException || exception is IOException { HResult: NoSuchDevice })
        {
            // The group was removed, perhaps while it was read.
            return [];
        }
    }
}
