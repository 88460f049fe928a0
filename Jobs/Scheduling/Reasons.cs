using System.Globalization;
using Virtool.Domain.Files;

namespace Virtool.Jobs.Scheduling;

/// <summary>Why a job waits, in sentences. They tell no time, which would be another each moment.</summary>
public static class Reasons
{
    /// <summary>For those that fit into the whole, but not into what is free.</summary>
    /// <param name="wanted">What it wants.</param>
    /// <param name="free">What is free; negative where limits were lowered under running jobs.</param>
    /// <param name="importMem">GB of memory that files being imported hold of what jobs leave.</param>
    public static string Lacking(Resources wanted, Resources free, int importMem)
    {
        var (proc, mem) = (Math.Max(0, free.Proc), Math.Max(0, free.Mem));
        var cores = $"{Cores(wanted.Proc)}; {proc} {(proc == 1 ? "is" : "are")} free";
        var memory = $"{wanted.Mem} GB of memory; {mem} GB is free";
        var imports = importMem > 0 && wanted.Mem > free.Mem ? $", beside {importMem} GB for files that are being imported" : "";
        return (wanted.Proc > free.Proc, wanted.Mem > free.Mem) switch
        {
            (true, true) => $"Waits for {cores}, and for {memory}{imports}.",
            (true, false) => $"Waits for {cores}.",
            _ => $"Waits for {memory}{imports}.",
        };
    }

    /// <summary>For those behind one that reserved its place.</summary>
    /// <param name="ahead">How many jobs wait before it, as <see cref="Rounded"/>.</param>
    public static string Behind(int ahead) => ahead switch
    {
        1 => "Waits its turn: 1 job is before it.",
        < 10 => $"Waits its turn: {ahead} jobs are before it.",
        _ => string.Create(CultureInfo.InvariantCulture, $"Waits its turn: {ahead:#,0} jobs or more are before it."),
    };

    /// <summary>A place in line as people are told: from ten on rounded down to its first digit, so that a long line is not rewritten whenever it moves.</summary>
    public static int Rounded(int ahead)
    {
        var step = 1;
        for (; ahead >= 10 * step; step *= 10)
        {
            // To the power of ten that is in it.
        }

        return ahead / step * step;
    }

    /// <summary>For those that write while the disk runs full.</summary>
    /// <param name="room">What is free and what is kept.</param>
    public static string DiskShort(RoomState room) => $"Waits for free disk space: {room.Words}.";

    /// <summary>For those that take files while the files directory is not there.</summary>
    public static string FilesAway(DirectoryState state) => $"Waits: {state.Words}";

    /// <summary>For those that want more than all jobs together may have.</summary>
    public static string TooLarge(Resources wanted, Resources total) =>
        $"Waits for {Cores(wanted.Proc)} and {wanted.Mem} GB of memory; all jobs together may have {Cores(total.Proc)} and {total.Mem} GB. "
        + "It starts when an administrator raises the limits in Settings.";

    private static string Cores(int count) => count == 1 ? "1 core" : $"{count} cores";
}
