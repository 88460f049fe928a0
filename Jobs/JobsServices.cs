using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Virtool.Data.Ownership;
using Virtool.Domain.Files;
using Virtool.Jobs.Attempts;
using Virtool.Jobs.Limits;
using Virtool.Jobs.Logs;
using Virtool.Jobs.Outgoing;
using Virtool.Jobs.Processes;
using Virtool.Jobs.Releases;
using Virtool.Jobs.Scheduling;
using Virtool.Jobs.Tasks;
using Virtool.Jobs.Usage;
using Virtool.Jobs.Workflows;

namespace Virtool.Jobs;

/// <summary>Registers the room.</summary>
public static class JobsServices
{
    /// <summary>The scheduler, which runs with the host while it owns the data, and what it takes. Store, collections, <c>SettingsService</c> and <c>DataFolder</c> are others' to register.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ToolOptions>().Bind(configuration.GetSection(ToolOptions.Section))
            .Validate(tools => string.IsNullOrEmpty(tools.Virtool) || File.Exists(tools.Virtool), "Tools:Virtool names a program that does not exist.")
            .Validate(tools => tools.EndGrace >= TimeSpan.Zero && tools.EndGrace <= TimeSpan.FromMinutes(5), "Tools:EndGrace is a time from 00:00:00 to 00:05:00.")
            .ValidateOnStart();
        services.AddOptions<JobOptions>().Bind(configuration.GetSection(JobOptions.Section))
            .Validate(jobs => jobs.Rescan >= TimeSpan.FromSeconds(1), "Jobs:Rescan is a time of at least 00:00:01.")
            .Validate(jobs => jobs.RetryDelay > TimeSpan.Zero, "Jobs:RetryDelay is a time above 00:00:00.")
            .Validate(jobs => jobs.KeepFailed >= TimeSpan.Zero, "Jobs:KeepFailed is a time, as 7.00:00:00 for 7 days.")
            .Validate(jobs => jobs.MaxAttempts >= 1, "Jobs:MaxAttempts is a number of at least 1.")
            .ValidateOnStart();
        services.AddOptions<LogOptions>().Bind(configuration.GetSection(LogOptions.Section))
            .Validate(logs => logs.LargestFile is >= 1 and <= 100_000, "Logs:LargestFile is a number of megabytes from 1 to 100000.")
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ImportLoad>();
        services.AddDiskRoom();
        services.TryAddSingleton<IProcessRunner, LocalProcessRunner>();
        services.AddOutgoing(configuration);
        return services
            .AddSingleton<Toolbox>()
            .AddSingleton<SoftwareReleases>()
            .AddSingleton<ToolVersions>()
            .AddSingleton<HostLimits>()
            .AddSingleton<LiveRuns>()
            .AddSingleton<MachineMeter>()
            .AddSingleton<CoreMeter>()
            .AddSingleton<UsageHistory>()
            .AddSingleton<JobLog>()
            .AddSingleton<WorkflowCatalog>()
            .AddSingleton<SchedulerEvents>()
            .AddSingleton<ServerStop>()
            .AddSingleton<Drain>()
            .AddSingleton<AttemptFolders>()
            .AddSingleton<LimitsInForce>()
            .AddScoped<OwnedJobs>()
            .AddScoped<JobEnding>()
            .AddScoped<JobRun>()
            .AddScoped<Recovery>()
            .AddScoped<Strays>()
            .AddScoped<RunningJobs>()
            .AddScoped<ReasonWriter>()
            .AddScoped<Planner>()
            .AddHostedService<ToolCheck>()
            .AddHostedService<LimitsCheck>()
            .AddHostedService(services => services.GetRequiredService<UsageHistory>())
            .AddOwned<KeptWork>()
            .AddTaskRunner()
            .AddOwned<GroupSweep>()
            .AddOwned<LogKeeper>()
            .AddOwned<SoftwareRefresher>()
            .AddOwned<Scheduler>();
    }

    /// <summary>What does the tasks of the server, in the process that owns the data; the kinds of tasks that it knows are registered with <see cref="AddTaskKind{T}"/>.</summary>
    public static IServiceCollection AddTaskRunner(this IServiceCollection services) => services.AddOwned<TaskRunner>();

    /// <summary>Registers how tasks of one type are done.</summary>
    public static IServiceCollection AddTaskKind<T>(this IServiceCollection services)
        where T : class, ITaskKind => services.AddSingleton<ITaskKind, T>();

    /// <summary>Registers a workflow; jobs name it by its <see cref="IWorkflow.Name"/>.</summary>
    public static IServiceCollection AddWorkflow<T>(this IServiceCollection services)
        where T : class, IWorkflow => services.AddSingleton<IWorkflow, T>();
}
