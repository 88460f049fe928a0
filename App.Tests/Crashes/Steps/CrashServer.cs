using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Virtool.App.Server;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Jobs.Workflows;

namespace Virtool.App.Tests.Crashes.Steps;

/// <summary>A real server in a process of its own, which is killed in a step of a workflow.</summary>
internal static class CrashServer
{
    public const string Verb = "serve-until-killed";

    private const int KilledStatus = 137;

    /// <summary>Is that process.</summary>
    public static async Task<int> BeAsync(string marks, CrashPoint point, string[] settings)
    {
        await using var server = ServerHost.Build(settings, services => Wrap(services, point, new StepMarks(marks)));
        await ServerHost.StartAsync(server, CancellationToken.None);
        if (point.Moment == CrashMoment.Written)
        {
            await CompletedAsync(server, point);
            CrashingWorkflow.Kill();
        }

        if (point.Moment == CrashMoment.Removed)
        {
            await RemovedAsync(server, point);
            CrashingWorkflow.Kill();
        }

        await server.WaitForShutdownAsync();
        return 0;
    }

    /// <summary>Starts one, and returns when it was killed.</summary>
    public static async Task RunAsync(string marks, CrashPoint point, IEnumerable<string> settings, CancellationToken cancellation)
    {
        var call = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])[Verb, marks, point.ToString(), .. settings, "--Urls=http://127.0.0.1:0"])
        {
            call.ArgumentList.Add(argument);
        }

        using var process = Process.Start(call)!;
        try
        {
            var said = await Task.WhenAll(process.StandardError.ReadToEndAsync(cancellation), process.StandardOutput.ReadToEndAsync(cancellation));
            await process.WaitForExitAsync(cancellation);
            if (process.ExitCode != KilledStatus)
            {
                throw new InvalidOperationException($"The server was not killed in {point}, but ended with {process.ExitCode}: {string.Concat(said)}");
            }
        }
        finally
        {
            process.Kill();
        }
    }

    private static void Wrap(IServiceCollection services, CrashPoint point, StepMarks marks)
    {
        foreach (var workflow in services.Where(service => service.ServiceType == typeof(IWorkflow)).ToList())
        {
            services.Remove(workflow);
            services.AddSingleton<IWorkflow>(provider =>
                new CrashingWorkflow((IWorkflow)ActivatorUtilities.CreateInstance(provider, workflow.ImplementationType!), point, marks));
        }
    }

    private static async Task CompletedAsync(WebApplication server, CrashPoint point)
    {
        var done = Where<Job>.Is(job => job.Task, point.Workflow) & Where<Job>.Is(job => job.State, JobState.Complete);
        while (await server.Services.GetRequiredService<Collection<Job>>().CountAsync(done) == 0)
        {
            await Task.Delay(1);
        }
    }

    private static async Task RemovedAsync(WebApplication server, CrashPoint point)
    {
        var all = server.Services.GetRequiredService<Collection<Job>>();
        var job = await all.FirstAsync(Where<Job>.Is(job => job.Task, point.Workflow)) ?? throw new InvalidOperationException($"There is no job of {point.Workflow}.");
        var folder = Path.Combine(server.Services.GetRequiredService<DataFolder>().Work, job.Id);
        while (!Directory.Exists(folder))
        {
            await Task.Delay(1);
        }

        // What may be written right after that must not be: nothing is waited for in between.
        while (Directory.Exists(folder))
        {
            Thread.Yield();
        }
    }
}
