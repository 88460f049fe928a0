using Microsoft.AspNetCore.Components;
using Virtool.Components.Live;
using Virtool.Components.Look;
using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Crosstalk;
using Virtool.Domain.Analyses.Verdicts;

namespace Virtool.Components.Analyses;

/// <summary>The hits of an analysis by Pathoscope that is ready, with the evidence of one of them.</summary>
public sealed partial class HitResult : ResultPage
{
    private readonly WholeResult<AnalysisResult> _read = new("hits");
    private Live<AnalysisResult>? _result;
    private Live<AnalysisViruses>? _viruses;
    private Live<AnalysisVerdicts>? _verdicts;
    private CrosstalkReport? _crosstalk;
    private AnalysisViruses? _crosstalkOf;
    private HitTable? _unsorted;
    private HitTable? _table;
    private VirusRow? _selected;
    private (AnalysisResult? Result, AnalysisViruses? Viruses, int? LongestRead) _unsortedOf;
    private (HitTable? Table, HitOrder Order, bool IsTurned) _tableOf;

    /// <summary>Bases of the sample's longest read; null where it is not known.</summary>
    [Parameter]
    public int? LongestRead { get; set; }

    /// <summary>The virus whose evidence is shown.</summary>
    [SupplyParameterFromQuery]
    public string? Hit { get; set; }

    /// <summary>"all" with the isolates of little weight.</summary>
    [SupplyParameterFromQuery]
    public string? Isolates { get; set; }

    /// <summary>The hits.</summary>
    [Inject]
    public required AnalysisService Service { get; init; }

    /// <summary>What the lab says of hits.</summary>
    [Inject]
    public required VerdictService Verdicts { get; init; }

    /// <summary>What other samples of the run or folder say.</summary>
    [Inject]
    public required CrosstalkService Beside { get; init; }

    private HitView View => HitView.Of(Sort, Turned, Show, Isolates, Depth, Scale);

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        _result = await WatchAsync("result", Service.ResultOf(Analysis));
        _viruses = await WatchAsync("viruses", Service.VirusesOf(Analysis));
        _verdicts = await WatchAsync("verdicts", Verdicts.Of(Analysis));
        await TabulateAsync();
    }

    /// <inheritdoc />
    protected override Task OnRenewedAsync() => TabulateAsync();

    /// <summary>The table is computed once for each result, and sorted once for each order, not with each rendering.</summary>
    private async Task TabulateAsync()
    {
        await _read.ReadAsync(_result?.Single, stored => Service.WholeAsync(Analysis, stored, Gone));
        await LookBesideAsync();
        (AnalysisResult? Result, AnalysisViruses? Viruses, int? LongestRead) of = (_read.Whole, _viruses?.Single, LongestRead);
        if (!ReferenceEquals(of.Result, _unsortedOf.Result) || !ReferenceEquals(of.Viruses, _unsortedOf.Viruses) || of.LongestRead != _unsortedOf.LongestRead)
        {
            _unsortedOf = of;
            _unsorted = of.Result is { } result ? HitTable.Of(result, of.Viruses, of.LongestRead) : null;
        }

        var view = View;
        if (!ReferenceEquals(_unsorted, _tableOf.Table) || (view.Order, view.IsTurned) != (_tableOf.Order, _tableOf.IsTurned))
        {
            _tableOf = (_unsorted, view.Order, view.IsTurned);
            _table = _unsorted?.By(view.Order, view.IsTurned);
        }

        var listed = _table?.Listed(view.ShowsWeak) ?? [];
        _selected = _table?.Viruses.FirstOrDefault(virus => virus.Otu.Id == Hit) ?? (listed is [var first, ..] ? first : _table is { Viruses: [var hidden, ..] } ? hidden : null);
    }

    /// <summary>Once for each result: other samples are looked at as they are when the page is opened.</summary>
    private async Task LookBesideAsync()
    {
        if (_viruses?.Single is not { } viruses || ReferenceEquals(_crosstalkOf, viruses))
        {
            return;
        }

        _crosstalkOf = viruses;
        _crosstalk = await Beside.OfAsync(await ViewerAsync(), Analysis, Gone);
    }
}
