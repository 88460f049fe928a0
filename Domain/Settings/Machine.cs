namespace Virtool.Domain.Settings;

/// <summary>What this machine has.</summary>
/// <param name="Cores">Processors that this process may use.</param>
/// <param name="Memory">Memory that this process may use, in GB (2^30 bytes), rounded down, at least 1.</param>
public sealed record Machine(int Cores, int Memory)
{
    private const long Gigabyte = 1L << 30;

    /// <summary>Read off the system; the limits of a container count.</summary>
    public static Machine Read() =>
        new(Environment.ProcessorCount, (int)Math.Max(1, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Gigabyte));
}
