using Virtool.Domain.Jobs;
using Virtool.Jobs.Usage;

namespace Virtool.Components.Resources;

/// <summary>Who holds what of the machine now: the jobs that the viewer may see, and all others together, without a name.</summary>
/// <param name="Rows">The former, oldest first.</param>
/// <param name="Others">Cores and memory in GB that the latter hold, and what they use of both (in bytes); all 0 where there are none.</param>
public sealed record HeldJobs(IReadOnlyList<HeldJob> Rows, (int Proc, int Mem, double Cores, long Memory) Others)
{
    private const int Colours = 7;
    private const double Gigabyte = 1L << 30;

    /// <summary>Cores on a gauge.</summary>
    public IReadOnlyList<GaugePart> Cores => Parts(row => row.Job.Proc, row => row.Usage?.Cores, Others.Proc, Others.Cores);

    /// <summary>Memory on a gauge, in GB.</summary>
    public IReadOnlyList<GaugePart> Memory => Parts(row => row.Job.Mem, row => row.Usage?.Memory / Gigabyte, Others.Mem, Others.Memory / Gigabyte);

    /// <summary>Of the jobs that run, and what was measured last.</summary>
    public static HeldJobs Of(IEnumerable<Job> running, UsageSample? sample)
    {
        var usage = (sample?.Jobs ?? []).ToDictionary(one => one.JobId);
        var rows = running.Where(job => job.Proc > 0 || job.Mem > 0)
            .Select((job, place) => new HeldJob($"{place + 1}", $"job-{place % Colours}", job, usage.GetValueOrDefault(job.Id)))
            .ToList();
        var seen = rows.Select(row => row.Job.Id).ToHashSet();
        var hidden = usage.Values.Where(one => !seen.Contains(one.JobId)).ToList();
        return new HeldJobs(rows, (
            Math.Max(0, (sample?.Proc ?? 0) - rows.Sum(row => row.Job.Proc)),
            Math.Max(0, (sample?.Mem ?? 0) - rows.Sum(row => row.Job.Mem)),
            hidden.Sum(one => one.Cores),
            hidden.Sum(one => one.Memory)));
    }

    private List<GaugePart> Parts(Func<HeldJob, double> held, Func<HeldJob, double?> used, double others, double othersUse) =>
    [
        .. Rows.Select(row => new GaugePart(row.Mark, row.Class, held(row), used(row))),
        .. others > 0 ? new[] { new GaugePart("", "job-others", others, othersUse) } : [],
    ];
}
