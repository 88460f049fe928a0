using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Virtool.Components.Live;
using Virtool.Components.Look;
using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Contigs;
using Virtool.Domain.Blasts;
using Virtool.Domain.Rights;

namespace Virtool.Components.Analyses.Contigs;

/// <summary>The contigs of an analysis by NuVs that is ready: what they match, where, and what is known that is like them.</summary>
public sealed partial class ContigResult : ResultPage
{
    private readonly HashSet<int> _chosen = [];
    private readonly WholeResult<NuvsResult> _read = new("contigs");
    private Live<NuvsResult>? _result;
    private Live<Blast>? _blasts;
    private IReadOnlyDictionary<int, Blast> _blastsOf = new Dictionary<int, Blast>();
    private ContigFasta? _fasta;
    private ContigTable? _unsorted;
    private ContigTable? _table;
    private ContigsFound? _found;
    private ContigRow? _selected;
    private IReadOnlyList<int>? _depths;
    private (string Id, int Index)? _depthsOf;
    private (ContigTable? Table, ContigOrder Order, bool IsTurned) _tableOf;
    private string? _obstacle;
    private bool _isBusy;
    private ElementReference _searches;

    /// <summary>The contig whose evidence is shown.</summary>
    [SupplyParameterFromQuery]
    public int? Hit { get; set; }

    /// <summary>The reading frame that is told whole.</summary>
    [SupplyParameterFromQuery]
    public int? Orf { get; set; }

    /// <summary>"all" with reading frames that match nothing.</summary>
    [SupplyParameterFromQuery]
    public string? Orfs { get; set; }

    /// <summary>What is searched for.</summary>
    [SupplyParameterFromQuery]
    public string? Find { get; set; }

    /// <summary>How many contigs are listed at the most.</summary>
    [SupplyParameterFromQuery]
    public int? Rows { get; set; }

    /// <summary>The contigs.</summary>
    [Inject]
    public required ContigService Contigs { get; init; }

    /// <summary>The searches for sequences like them.</summary>
    [Inject]
    public required BlastService Blasts { get; init; }

    /// <summary>The depth along them.</summary>
    [Inject]
    public required AnalysisDepths AllDepths { get; init; }

    private ContigView View => ContigView.Of(Sort, Turned, Show, Orfs, Find, Rows, Depth, Scale);

    // That searches are over is told only to who saw them go on.
    private bool _wasSearching;

    private int Waiting => _blastsOf.Values.Count(blast => blast.State == BlastState.Waiting);

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        _result = await WatchAsync("result", Contigs.ResultOf(Analysis));
        _blasts = await WatchAsync("blasts", Blasts.Of(Analysis));
        await TabulateAsync();
    }

    /// <inheritdoc />
    protected override Task OnRenewedAsync() => TabulateAsync();

    /// <summary>The table is computed once for each result, and sorted once for each order, not with each rendering.</summary>
    private async Task TabulateAsync()
    {
        await _read.ReadAsync(_result?.Single, ReadAsync);
        _unsorted = _read.Whole is null ? null : _unsorted;
        _blastsOf = (_blasts?.Items ?? []).ToDictionary(blast => blast.ContigIndex);
        _wasSearching |= Waiting > 0;
        var view = View;
        if (!ReferenceEquals(_unsorted, _tableOf.Table) || (view.Order, view.IsTurned) != (_tableOf.Order, _tableOf.IsTurned))
        {
            _tableOf = (_unsorted, view.Order, view.IsTurned);
            _table = _unsorted?.By(view.Order, view.IsTurned);
        }

        _found = _table?.Find(view, Alike());
        _selected = _table?.Contigs.FirstOrDefault(row => row.Contig.Index == Hit) ?? (_found is { Rows: [var first, ..] } ? first : _table is { Contigs: [var hidden, ..] } ? hidden : null);
        await ReadDepthsAsync();
    }

    private ILookup<int, string> Alike() => _blastsOf.Values
        .SelectMany(blast => blast.Hits.SelectMany(hit => new[] { hit.Name, hit.Title, hit.Accession }).Select(text => (blast.ContigIndex, Text: text)))
        .ToLookup(pair => pair.ContigIndex, pair => pair.Text);

    private async Task<NuvsResult> ReadAsync(NuvsResult stored)
    {
        var whole = await Contigs.WholeAsync(Analysis, stored, Gone);
        var profiles = await Contigs.ProfilesAsync(whole, Gone);
        (_unsorted, _fasta) = (ContigTable.Of(whole, profiles), new ContigFasta(Analysis, profiles));
        return whole;
    }

    private async Task ReadDepthsAsync()
    {
        if (_selected is not { } row || _depthsOf == (Analysis.Id, row.Contig.Index))
        {
            return;
        }

        _depthsOf = (Analysis.Id, row.Contig.Index);
        try
        {
            var found = await AllDepths.OfAsync(Analysis, new HashSet<string>(StringComparer.Ordinal) { row.Contig.Name }, Gone);
            _depths = found.TryGetValue(row.Contig.Name, out var depth) ? depth.Depths(row.Length) : new int[row.Length];
        }
        catch (Exception exception) when (exception is NotFoundException or IOException or JsonException)
        {
            _depths = null;
        }
    }

    private void Choose((IReadOnlyList<int> Contigs, bool IsChosen) choice)
    {
        _obstacle = null;
        if (choice.IsChosen)
        {
            _chosen.UnionWith(choice.Contigs);
        }
        else
        {
            _chosen.ExceptWith(choice.Contigs);
        }
    }

    private Task BlastAsync(bool local) => DoAsync(async viewer =>
    {
        await Blasts.StartAsync(viewer, Analysis.Id, _chosen, local, Gone);
        _chosen.Clear();
    });

    /// <summary>What is over in between is left as it is.</summary>
    private Task CancelAllAsync() => DoAsync(async viewer =>
    {
        foreach (var blast in _blastsOf.Values.Where(blast => blast.State == BlastState.Waiting).ToArray())
        {
            _ = await Deed.TryAsync(() => Blasts.CancelAsync(viewer, Analysis.Id, blast.ContigIndex, Gone));
        }
    });

    private async Task DoAsync(Func<Viewer, Task> deed)
    {
        _isBusy = true;
        var viewer = await ViewerAsync();
        _obstacle = await Deed.TryAsync(() => deed(viewer));
        _isBusy = false;
        if (_obstacle is null && !Gone.IsCancellationRequested)
        {
            // The button that was pressed goes: whoever came to it with the keyboard goes on from here.
            await _searches.FocusAsync(preventScroll: true);
        }
    }

    private string Fasta(string what) => ContigLinks.Fasta(Analysis.Id, what, _chosen);

    private string Fasta(string what, int contig) => ContigLinks.Fasta(Analysis.Id, what, [contig]);
}
