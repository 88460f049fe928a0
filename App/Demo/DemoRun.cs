using System.Text.Json;
using Spectre.Console;
using Virtool.App.Analyse;
using Virtool.App.Commands;
using Virtool.App.Server;
using Virtool.Components.Shell;
using Virtool.Data.Documents;
using Virtool.Domain.Analyses;

namespace Virtool.App.Demo;

/// <summary>Runs the server on a data folder of its own, and the main job on it.</summary>
/// <param name="examples">The data.</param>
/// <param name="folder">The data folder; null: a new one, which is removed at the end of <c>--once</c>.</param>
/// <param name="port">The port of 127.0.0.1; 0: a free one.</param>
/// <param name="once">End after the table.</param>
/// <param name="json">Print the hits as JSON on standard output.</param>
internal sealed class DemoRun(DemoExamples examples, string? folder, int port, bool once, bool json)
{
    private readonly IAnsiConsole _terminal = Terminals.Of(Console.Error, Console.IsErrorRedirected);

    /// <summary>Runs it; Ctrl-C stops it and its jobs.</summary>
    /// <returns>0 where the hits were found.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        examples.Check();
        var own = folder is null;
        var data = folder ?? Directory.CreateTempSubdirectory("virtool-demo-").FullName;
        try
        {
            return await RunAsync(data, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            _terminal.WriteLine("Stopped.");
            return ExitCodes.Failed;
        }
        finally
        {
            if (own && once)
            {
                Directory.Delete(data, recursive: true);
            }
        }
    }

    private async Task<int> RunAsync(string data, CancellationToken cancellation)
    {
        await using var server = ServerHost.Build(
        [
            $"--{StartSettings.FolderKey}={data}",
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"--Urls=http://127.0.0.1:{port}"),
            "--Logging:LogLevel:Default=Warning",
        ]);
        await ServerHost.StartAsync(server, cancellation);
        var address = ServerHost.Addresses(server).First();
        try
        {
            _terminal.WriteLine($"Virtool {Product.Version} runs at {address}, with its data in {data}.");
            var job = new MainJob(server.Services, examples, _terminal);
            var analysis = await job.RunAsync(cancellation);
            if (analysis is null)
            {
                return ExitCodes.Failed;
            }

            var result = await server.Services.GetRequiredService<Data.Collections.Collection<AnalysisResult>>().GetAsync(analysis.Id, cancellation)
                ?? throw new InvalidOperationException("A ready analysis has no result.");
            Report(analysis, result);
            if (once)
            {
                return ExitCodes.Done;
            }

            _terminal.WriteLine($"See it at {address}/analyses/{analysis.Id} (Ctrl-C stops the server; the data folder stays until you remove it).");
            await Task.Delay(Timeout.Infinite, cancellation);
            return ExitCodes.Done;
        }
        finally
        {
            await server.StopAsync(CancellationToken.None);
        }
    }

    private void Report(Analysis analysis, AnalysisResult result)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(HitsView.Of(analysis, result), Json.Served));
            return;
        }

        var output = Terminals.Of(Console.Out, Console.IsOutputRedirected);
        output.WriteLine($"{analysis.ReadCount:N0} of {analysis.LibraryReads:N0} reads match a virus; {analysis.SubtractedCount:N0} more match the host better.");
        output.Write(HitsTable.Of(analysis, result));
    }
}
