using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;
using Virtool.App.Demo;
using Virtool.Data.Collections;
using Virtool.Domain.Analyses;
using Virtool.Domain.Jobs;

namespace Virtool.App.Tests.Browser;

/// <summary>A server on which the main job has run, and a browser; started by the first test that asks, so that it can be skipped.</summary>
public sealed class LabAfterTheMainJob : IAsyncDisposable
{
    private readonly Lazy<Task> _started;

    private RunningServer? _server;
    private Chromium? _chromium;

    public LabAfterTheMainJob() => _started = new Lazy<Task>(StartAsync);

    internal RunningServer Server => _server!;

    internal Chromium Chromium => _chromium!;

    internal Analysis Analysis { get; private set; } = null!;

    internal Job Job { get; private set; } = null!;

    internal PeopleForPictures People { get; private set; } = null!;

    /// <summary>Skips the test where something of the machine is missing; else waits until the lab is there.</summary>
    public Task ReadyAsync()
    {
        RealTools.Need("bowtie2", "bowtie2-build");
        RealTools.Examples();
        Chromium.Need();
        return _started.Value;
    }

    public async ValueTask DisposeAsync()
    {
        // The browser first, so that no circuit is open when the server goes.
        await (_chromium?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private async Task StartAsync()
    {
        _chromium = await Chromium.StartAsync();
        _server = await RunningServer.StartAsync(CancellationToken.None);
        await _server.AddAdministratorAsync(CancellationToken.None);
        using var quiet = new StringWriter();
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(quiet) });
        Analysis = (await new MainJob(_server.Services, RealTools.Examples(), terminal).RunAsync(CancellationToken.None))
            ?? throw new InvalidOperationException(quiet.ToString());
        Job = (await _server.Services.GetRequiredService<Collection<Job>>().GetAsync(Analysis.JobId))!;
        People = await PeopleForPictures.MakeAsync(_server.Services, CancellationToken.None);
    }
}
