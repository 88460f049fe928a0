using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Virtool.App.Tests.Data;
using Virtool.Data.Documents;
using Virtool.Domain.Files;
using Virtool.Jobs.Limits;
using Virtool.Jobs.Processes;
using Virtool.Jobs.Usage;
using Xunit;

namespace Virtool.App.Tests.Jobs.Processes;

/// <summary>A run of the fake tool in a folder of its own, and runners for it: each is another server's.</summary>
internal sealed class RunLab : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Id { get; } = $"test{Ids.New()}.1.1.1";

    public string Folder => _folder.Path;

    public string Log => File("step.log");

    public ControlFolder Control => new(File("control"));

    public static ToolCommand Fake(params string[] arguments) => new("fake-tool", arguments);

    /// <summary>A runner of a server on this folder. Its limits are what its means make them.</summary>
    public LocalProcessRunner Runner(LimitsMode mode = LimitsMode.Auto, double graceSeconds = 0.3, LiveRuns? runs = null)
    {
        var options = Options.Create(new ToolOptions { Path = AppContext.BaseDirectory, EndGrace = TimeSpan.FromSeconds(graceSeconds), Limits = mode });
        return new LocalProcessRunner(
            new Toolbox(options), Limits(mode), runs ?? new LiveRuns(TimeProvider.System), options, TimeProvider.System, NullLogger<LocalProcessRunner>.Instance);
    }

    public HostLimits Limits(LimitsMode mode)
    {
        var options = Options.Create(new ToolOptions { Limits = mode });
        return new HostLimits(new DataFolder(_folder.Path), options, new Toolbox(options), TimeProvider.System, NullLogger<HostLimits>.Instance);
    }

    public string File(string name) => _folder.File(name);

    public ProcessRun Run(ToolCommand command, long? memory = null, int proc = 1) => new(Id, command, _folder.Path, File("control"), Log, Log)
    {
        Limits = memory is { } bytes ? new ProcessLimits(Id.Split('.')[0], proc, bytes) : null,
    };

    public Task StartedAsync() => Waiting.UntilAsync(() => Count("started") > 0);

    public int Count(string line) => System.IO.File.Exists(Log) ? System.IO.File.ReadLines(Log).Count(seen => seen == line) : 0;

    public Task<string> ReadAsync(string name) => System.IO.File.ReadAllTextAsync(File(name), TestContext.Current.CancellationToken);

    public Task WriteAsync(string name, string text) => System.IO.File.WriteAllTextAsync(File(name), text, TestContext.Current.CancellationToken);

    public IReadOnlyList<int> Marked() => [.. ProcessEntry.All().Where(process => process.RunId() == Id).Select(process => process.Id)];

    public void Dispose()
    {
        foreach (var process in Marked())
        {
            Signals.Send(process, Signals.Kill);
        }

        _folder.Dispose();
    }
}
