using Microsoft.AspNetCore.Components;
using Virtool.Components.Analyses.Starting;
using Virtool.Components.Analyses.Verdicts;
using Virtool.Components.Live;
using Virtool.Components.Look;
using Virtool.Data.Queries;
using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Comparing;
using Virtool.Domain.Analyses.Verdicts;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;

namespace Virtool.Components.Analyses.Comparing;

/// <summary>The viruses of a reference against samples that were chosen.</summary>
public sealed partial class MatrixPage : ViewerPage
{
    private Live<Analysis>? _analyses;
    private IReadOnlyList<Link> _references = [];
    private MatrixView? _view;
    private string? _obstacle;
    private bool _isNothing;

    /// <summary>Ids with commas between them.</summary>
    [SupplyParameterFromQuery]
    public string? Samples { get; set; }

    /// <summary>The reference; that of the newest analysis where none is named.</summary>
    [SupplyParameterFromQuery]
    public string? Reference { get; set; }

    /// <summary>What the cells tell.</summary>
    [SupplyParameterFromQuery]
    public string? Show { get; set; }

    /// <summary>"show" with viruses that are weak in every sample.</summary>
    [SupplyParameterFromQuery]
    public string? Weak { get; set; }

    /// <summary>Makes the matrix.</summary>
    [Inject]
    public required MatrixService Service { get; init; }

    /// <summary>The analyses.</summary>
    [Inject]
    public required AnalysisService Analyses { get; init; }

    /// <summary>Where this is.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        var viewer = await ViewerAsync();
        var ids = SampleIds.Of(Samples);
        _analyses = await WatchAsync(
            "analyses",
            Analyses.Search(viewer, new AnalysisFilter { States = [AnalysisState.Ready] }).Where(Where<Analysis>.IsIn(analysis => analysis.Sample.Id, ids) & Where<Analysis>.Is(analysis => analysis.Workflow, AnalysisService.Pathoscope)));
        await TabulateAsync(viewer, ids);
    }

    /// <inheritdoc />
    protected override async Task OnRenewedAsync() => await TabulateAsync(await ViewerAsync(), SampleIds.Of(Samples));

    private async Task TabulateAsync(Viewer viewer, string[] ids)
    {
        _references = [.. _analyses!.Items.Select(analysis => analysis.Reference).DistinctBy(reference => reference.Id)];
        var reference = Reference ?? (_references is [var newest, ..] ? newest.Id : null);
        _isNothing = ids.Length == 0 || reference is null;
        var matrix = default(AnalysisMatrix);
        _obstacle = _isNothing ? null : await Deed.TryAsync(async () => matrix = await Service.OfAsync(viewer, reference!, ids, Gone));
        _view = matrix is null ? null : new MatrixView(matrix, Measure, Weak == "show");
    }

    private MatrixMeasure Measure => Enum.TryParse<MatrixMeasure>(Show, ignoreCase: true, out var measure) && Enum.IsDefined(measure) ? measure : MatrixMeasure.Coverage;

    private string With(string name, string? value) => Navigation.GetUriWithQueryParameter(name, value);

    private static string Under(MatrixColumn column) => column switch
    {
        { Sample.Control.Kind: ControlKind.Negative } => "negative control",
        { Sample.Control.Kind: ControlKind.Positive } => "positive control",
        { Analysis: null } => "not analysed",
        { Analysis: { } analysis } => $"v{analysis.Index.Version}",
    };

    private static string Title(MatrixCell cell) => string.Join(
        " ",
        [
            $"{cell.Virus.Trust.Word()}: {cell.Virus.Reason}",
            $"Weight {Weights.Text(cell.Virus.Weight)}, {Words.Number(Math.Round(cell.Virus.Reads), 0)} reads, {Words.Percent(cell.Virus.Coverage)} covered, {Words.Number(cell.ReadsPerMillion, 1)} reads per million.",
            .. cell.Flags.Select(flag => flag.Reason),
        ]);

    private static string VerdictSign(VerdictValue value) => value switch
    {
        VerdictValue.Confirmed => "✓",
        VerdictValue.Rejected => "✕",
        VerdictValue.Inconclusive => "?",
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };
}
