using System.Security.Claims;
using Virtool.Data.Documents;
using Virtool.Data.Ownership;
using Virtool.Domain.Jobs;
using Virtool.Domain.Settings;
using Virtool.Jobs.Limits;
using Virtool.Jobs.Usage;

namespace Virtool.App.Api;

/// <summary><c>/api/resources</c>: what the machine has, what jobs may take, hold and use of it, and how they are held to it.</summary>
internal static class ResourcesApi
{
    /// <summary>Maps the route.</summary>
    public static void MapResources(this RouteGroupBuilder api) => api.MapGet("/resources", GetAsync);

    private static async Task<IResult> GetAsync(
        ClaimsPrincipal user,
        JobService service,
        SettingsService settings,
        UsageHistory history,
        CoreMeter cores,
        HostLimits limits,
        IOwnership ownership,
        CancellationToken cancellation)
    {
        var running = await service.RunningAsync(user.Viewer(), cancellation);
        var inForce = await settings.EffectiveLimitsAsync(cancellation);
        var total = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var last = history.Last;
        return Results.Json(
            new
            {
                Proc = cores.Percent(),
                Mem = new { Total = total, Available = Math.Max(0, total - (last?.Memory ?? 0)) },
                Machine = new { Proc = settings.Machine.Cores, Mem = settings.Machine.Memory },
                Limits = new { inForce.Proc, inForce.Mem },
                Held = new { Proc = last?.Proc ?? 0, Mem = last?.Mem ?? 0 },
                Used = new { Cores = last?.JobCores ?? 0, Memory = last?.JobMemory ?? 0 },
                Others = await service.StrangersAsync(user.Viewer(), cancellation),
                Jobs = running.Select(job => Of(job, last?.Jobs.FirstOrDefault(usage => usage.JobId == job.Id))),
                Abilities = await limits.AbilitiesAsync(cancellation),
                SampledAt = last?.At,
                Elsewhere = ownership.Other,
            },
            Json.Served);
    }

    private static object Of(Job job, JobUsage? usage) => new
    {
        job.Id,
        job.Task,
        job.Proc,
        job.Mem,
        usage?.Cores,
        usage?.Memory,
        usage?.PeakMemory,
        job.TimeLimit,
        job.StartedAt,
    };
}
