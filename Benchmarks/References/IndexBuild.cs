using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Virtool.Data.Collections;
using Virtool.Domain.Files;
using Virtool.Domain.Indexes;
using Virtool.Domain.Jobs;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Jobs.Processes;
using Virtool.Jobs.Workflows;
using Virtool.Jobs.Workflows.Indexes;

namespace Virtool.Benchmarks.References;

/// <summary>The job that builds an index of a whole reference, with bowtie2-build itself, step after step in this process.</summary>
/// <param name="services">Collections, the domain, and the workflow.</param>
internal sealed class IndexBuild(IServiceProvider services)
{
    /// <summary>Builds one.</summary>
    /// <returns>How long all of it took, and how long bowtie2-build did, in seconds.</returns>
    public async Task<(double Whole, double Tool)> RunAsync(Reference reference, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var tool = TimeSpan.Zero;
        var index = await services.GetRequiredService<IndexService>().BuildAsync(Viewer.Server, reference.Id, cancellation);
        var job = (await services.GetRequiredService<Collection<Job>>().GetAsync(index.JobId, cancellation))! with { Attempts = 1, Proc = Environment.ProcessorCount };
        var data = services.GetRequiredService<DataFolder>();
        Directory.CreateDirectory(data.Attempt(job.Id, 1));
        var context = new StepContext(job, data.Attempt(job.Id, 1), data, async (command, token) =>
        {
            var begun = Stopwatch.GetTimestamp();
            await BuildAsync(command, token);
            tool += Stopwatch.GetElapsedTime(begun);
            return new ToolResult(0, []);
        });
        foreach (var step in services.GetRequiredService<BuildIndexWorkflow>().Steps)
        {
            await step.Run(context, cancellation);
        }

        return (watch.Elapsed.TotalSeconds, tool.TotalSeconds);
    }

    private static async Task BuildAsync(ToolCommand command, CancellationToken cancellation)
    {
        using var process = Process.Start(new ProcessStartInfo(command.Tool, command.Arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        await Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation), process.WaitForExitAsync(cancellation));
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{command.Tool} ended with {process.ExitCode}.");
        }
    }
}
