using Microsoft.AspNetCore.Components;
using Virtool.Components.Jobs;
using Virtool.Components.Live;
using Virtool.Components.Look;
using Virtool.Data.Ownership;
using Virtool.Data.Queries;
using Virtool.Domain.Jobs;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;
using Virtool.Jobs.Usage;

namespace Virtool.Components.Resources;

/// <summary>What jobs hold and use of this machine: now, waiting, and over the last hour. Renewed with each sample.</summary>
public sealed partial class ResourcesPage : ViewerPage
{
    private const int Most = 200;
    private const double Gigabyte = 1L << 30;

    private Viewer? _viewer;
    private Live<Job>? _jobs;
    private Live<ServerSettings>? _settings;
    private EffectiveLimits _limits = null!;
    private IReadOnlyList<UsageSample> _hour = [];

    /// <summary>Finds the jobs.</summary>
    [Inject]
    public required JobService Service { get; init; }

    /// <summary>Knows machine and limits.</summary>
    [Inject]
    public required SettingsService Settings { get; init; }

    /// <summary>Measures.</summary>
    [Inject]
    public required UsageHistory History { get; init; }

    /// <summary>Knows who owns the data.</summary>
    [Inject]
    public required IOwnership Ownership { get; init; }

    /// <summary>Names workflows.</summary>
    [Inject]
    public required WorkflowWords Workflows { get; init; }

    /// <summary>The clock.</summary>
    [Inject]
    public required Ticker Ticker { get; init; }

    private IEnumerable<Job> Seen => _jobs!.Items.Where(job => _viewer!.MayRead(job));

    private List<StrangersJob> Strangers => [.. _jobs!.Items.Where(job => !_viewer!.MayRead(job)).Select(StrangersJob.Of)];

    private List<Job> Running => [.. Seen.Where(job => job.State == JobState.Running)];

    private List<Job> Waiting => [.. Seen.Where(job => job.State == JobState.Waiting).OrderBy(job => job.ExpectedAt ?? DateTimeOffset.MaxValue).ThenBy(job => job.CreatedAt)];

    private HeldJobs Held => HeldJobs.Of(Running, History.Last);

    private string CoreWords => Sentence(
        Words.Number(History.Last?.JobCores ?? 0, 1), Words.Number(History.Last?.Proc ?? Held.Rows.Sum(row => row.Job.Proc)), $"{Words.Number(_limits.Proc)} that jobs may take", $"{Words.Number(Settings.Machine.Cores)} in the machine");

    private string MemoryWords => Sentence(
        Words.Memory(History.Last?.JobMemory ?? 0), $"{Words.Number(History.Last?.Mem ?? Held.Rows.Sum(row => row.Job.Mem))} GB", $"{Words.Number(_limits.Mem)} GB that jobs may take", $"{Words.Number(Settings.Machine.Memory)} GB in the machine");

    /// <inheritdoc />
    public override ValueTask DisposeAsync()
    {
        History.Sampled -= Renew;
        return base.DisposeAsync();
    }

    /// <inheritdoc />
    protected override async Task OnViewerAsync(Viewer viewer)
    {
        _settings = await WatchAsync("settings", Query<ServerSettings>.ById(ServerSettings.OnlyId));
        Read();
        _jobs = await WatchAsync("open", Service.OpenOfAll.Window(0, Most));
        _viewer = viewer;
    }

    /// <inheritdoc />
    protected override Task OnRenewedAsync()
    {
        Read();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            History.Sampled += Renew;
        }
    }

    private static string Sentence(string used, string held, string limit, string machine) => $"{used} used, {held} held, of {limit}; {machine}";

    private void Renew(UsageSample sample) => _ = InvokeAsync(() =>
    {
        Read();
        StateHasChanged();
    });

    private void Read()
    {
        _limits = Settings.Effective(_settings?.Single ?? new ServerSettings { Id = ServerSettings.OnlyId });
        _hour = History.Hour;
    }
}
