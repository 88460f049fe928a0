using Microsoft.AspNetCore.Components;
using Virtool.Components.Jobs;
using Virtool.Components.Live;
using Virtool.Components.Look;
using Virtool.Domain.Analyses;
using Virtool.Domain.Jobs;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;

namespace Virtool.Components.Analyses;

/// <summary>One analysis: what it found, with the evidence; or how far it is; or why it failed.</summary>
public sealed partial class AnalysisPage : ViewerPage
{
    private Viewer? _viewer;
    private Live<Analysis>? _analysis;
    private Live<AnalysisResult>? _result;
    private Live<Job>? _job;
    private Live<Sample>? _sample;
    private HitTable? _table;
    private VirusRow? _selected;
    private (AnalysisResult?, long?, int?, HitOrder) _tableOf;

    /// <summary>The analysis.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    /// <summary>The virus whose evidence is shown.</summary>
    [SupplyParameterFromQuery]
    public string? Hit { get; set; }

    /// <summary>"all" with the weak hits.</summary>
    [SupplyParameterFromQuery]
    public string? Show { get; set; }

    /// <summary>By what hits are sorted.</summary>
    [SupplyParameterFromQuery]
    public string? Sort { get; set; }

    /// <summary>"own": each chart has its own scale of depth.</summary>
    [SupplyParameterFromQuery]
    public string? Scale { get; set; }

    /// <summary>The analyses.</summary>
    [Inject]
    public required AnalysisService Service { get; init; }

    /// <summary>The jobs.</summary>
    [Inject]
    public required JobService Jobs { get; init; }

    /// <summary>The samples.</summary>
    [Inject]
    public required SampleService Samples { get; init; }

    /// <summary>The names of workflows.</summary>
    [Inject]
    public required WorkflowWords Workflows { get; init; }

    private Job? Job => _job?.Single;

    private bool ShowsAll => Show == "all";

    private HitOrder Order => Enum.TryParse<HitOrder>(Sort, ignoreCase: true, out var order) && Enum.IsDefined(order) ? order : HitOrder.Weight;

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        _viewer = await ViewerAsync();
        var analysis = await WatchAsync("analysis", Service.ById(_viewer, Id));
        if (analysis.Single is { } found)
        {
            await AskAsync(_viewer, found);
        }

        _analysis = analysis;
        Tabulate();
    }

    /// <inheritdoc />
    protected override async Task OnRenewedAsync()
    {
        // It has come into sight only now.
        if (_result is null && _viewer is not null && _analysis?.Single is { } found)
        {
            await AskAsync(_viewer, found);
        }

        Tabulate();
    }

    private async Task AskAsync(Viewer viewer, Analysis analysis)
    {
        _result = await WatchAsync("result", Service.ResultOf(analysis));
        _job = await WatchAsync("job", Jobs.ById(viewer, analysis.JobId));
        _sample = await WatchAsync("sample", Samples.ById(viewer, analysis.Sample.Id));
    }

    /// <summary>The table is computed once for each result, not with each rendering.</summary>
    private void Tabulate()
    {
        var of = (_result?.Single, _analysis?.Single?.ReadCount, _sample?.Single?.Library?.MaximumLength, Order);
        if (of != _tableOf || _table is null)
        {
            _tableOf = of;
            _table = of.Item1 is { } result && of.Item2 is { } reads ? HitTable.Of(result, reads, of.Item3, of.Order) : null;
        }

        _selected = _table?.Viruses.FirstOrDefault(virus => virus.Otu.Id == Hit)
            ?? _table?.Viruses.FirstOrDefault(virus => !virus.Hidden)
            ?? (_table is { Viruses: [var first, ..] } ? first : null);
    }
}
