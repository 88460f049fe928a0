namespace Virtool.Domain.Settings;

/// <summary>The limits in force. Cores as a number of processors, memory in GB (2^30 bytes).</summary>
/// <param name="Proc">Cores of all jobs together.</param>
/// <param name="Mem">Memory of all jobs together.</param>
/// <param name="LgProc">Cores of a large job.</param>
/// <param name="LgMem">Memory of a large job.</param>
/// <param name="SmProc">Cores of a small job.</param>
/// <param name="SmMem">Memory of a small job.</param>
public sealed record EffectiveLimits(int Proc, int Mem, int LgProc, int LgMem, int SmProc, int SmMem)
{
    /// <summary>
    /// What is set, else what appsettings.json gives, else what the machine has: all its cores, its memory less 1 GB; large jobs may take all
    /// of that, small ones half. A job's limit is never above the instance's.
    /// </summary>
    public static EffectiveLimits Of(JobLimits settings, JobLimits configured, Machine machine)
    {
        var proc = settings.Proc ?? configured.Proc ?? machine.Cores;
        var mem = settings.Mem ?? configured.Mem ?? Math.Max(1, machine.Memory - 1);
        return new EffectiveLimits(
            proc,
            mem,
            Math.Min(proc, settings.LgProc ?? configured.LgProc ?? proc),
            Math.Min(mem, settings.LgMem ?? configured.LgMem ?? mem),
            Math.Min(proc, settings.SmProc ?? configured.SmProc ?? Half(proc)),
            Math.Min(mem, settings.SmMem ?? configured.SmMem ?? Half(mem)));
    }

    private static int Half(int whole) => Math.Max(1, whole / 2);
}
