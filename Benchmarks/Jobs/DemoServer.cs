using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Virtool.App.Demo;
using Virtool.App.Server;
using Virtool.Data.Changes;
using Virtool.Data.Collections;
using Virtool.Domain.Analyses;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Rights;

namespace Virtool.Benchmarks.Jobs;

/// <summary>The whole server in this process, on a folder on which the demo was run: it has an analysed sample of real reads.</summary>
internal sealed class DemoServer : IAsyncDisposable
{
    private readonly WebApplication _server;

    private DemoServer(WebApplication server, Analysis analysis)
    {
        _server = server;
        Analysis = analysis;
    }

    /// <summary>The demo's analysis, ready.</summary>
    public Analysis Analysis { get; }

    /// <summary>Where things lie.</summary>
    public DataFolder Data => Service<DataFolder>();

    /// <summary>Starts it and runs the demo.</summary>
    /// <exception cref="RefusedException">The demo's data is not there.</exception>
    public static async Task<DemoServer> StartAsync(string folder, string examples, CancellationToken cancellation)
    {
        var demo = new DemoExamples(examples);
        demo.Check();
        var server = ServerHost.Build([$"--Data:Folder={folder}", "--Urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning"]);
        try
        {
            await ServerHost.StartAsync(server, cancellation);
            var analysis = await new MainJob(server.Services, demo, Terminals.Of(Console.Error, redirected: true)).RunAsync(cancellation);
            return new DemoServer(server, analysis ?? throw new InvalidOperationException("The demo did not succeed; it said why."));
        }
        catch
        {
            await server.StopAsync(CancellationToken.None);
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>A service of the server.</summary>
    public T Service<T>()
        where T : notnull => _server.Services.GetRequiredService<T>();

    /// <summary>Wants the demo's sample analysed once more.</summary>
    public Task<Analysis> RequestAsync(CancellationToken cancellation) => RequestAsync(Service<AnalysisService>(), Analysis, cancellation);

    /// <summary>Wants the sample of an analysis analysed in the same way once more.</summary>
    public static Task<Analysis> RequestAsync(AnalysisService service, Analysis analysis, CancellationToken cancellation) => service.RequestAsync(
        Viewer.Server, analysis.Sample.Id, analysis.Workflow, analysis.Reference.Id, [.. analysis.Subtractions.Select(link => link.Id)], cancellation);

    /// <summary>Waits until a job is complete, as an open page does; what is seen on the way is looked at.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public async Task<Job> FollowAsync(string jobId, Action<Job> look, CancellationToken cancellation)
    {
        var jobs = Service<Collection<Job>>();
        using var changes = Service<IChangeFeed>().Subscribe([jobs.Name]);
        var job = await LookAsync(jobs, jobId, look, cancellation);
        await foreach (var _ in changes.ReadAsync(cancellation))
        {
            job = await LookAsync(jobs, jobId, look, cancellation);
            if (job.IsOver())
            {
                break;
            }
        }

        return job.State == JobState.Complete
            ? job
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Job {job.Id} is {job.State}: {job.Error?.Message}"));
    }

    private static async Task<Job> LookAsync(Collection<Job> jobs, string jobId, Action<Job> look, CancellationToken cancellation)
    {
        var job = await jobs.GetAsync(jobId, cancellation) ?? throw new InvalidOperationException("A job is gone.");
        look(job);
        return job;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(CancellationToken.None);
        await _server.DisposeAsync();
    }
}
