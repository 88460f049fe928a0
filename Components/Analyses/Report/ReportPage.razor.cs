using Microsoft.AspNetCore.Components;
using Virtool.Components.Analyses.Starting;
using Virtool.Components.Live;
using Virtool.Components.Look;
using Virtool.Data.Queries;
using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Contigs;
using Virtool.Domain.Analyses.Crosstalk;
using Virtool.Domain.Analyses.Judging;
using Virtool.Domain.Analyses.Verdicts;
using Virtool.Domain.Blasts;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;

namespace Virtool.Components.Analyses.Report;

/// <summary>A sample's report, made to be printed: a static page, of what is known at this moment.</summary>
public sealed partial class ReportPage : ViewerPage
{
    private Live<Sample>? _sample;
    private IReadOnlyList<ReportedAnalysis> _reported = [];
    private IReadOnlyList<ReportedAssembly> _assembled = [];
    private string _viewer = "";

    /// <summary>The sample.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    /// <summary>Which analyses, ids with commas between them; without, the newest complete one of each workflow with each reference.</summary>
    [SupplyParameterFromQuery]
    public string? Analyses { get; set; }

    /// <summary>The samples.</summary>
    [Inject]
    public required SampleService Samples { get; init; }

    /// <summary>The analyses.</summary>
    [Inject]
    public required AnalysisService Service { get; init; }

    /// <summary>The contigs.</summary>
    [Inject]
    public required ContigService Contigs { get; init; }

    /// <summary>The searches for sequences like them.</summary>
    [Inject]
    public required BlastService Blasts { get; init; }

    /// <summary>What the lab says.</summary>
    [Inject]
    public required VerdictService Verdicts { get; init; }

    /// <summary>What other samples say.</summary>
    [Inject]
    public required CrosstalkService Beside { get; init; }

    /// <summary>The rules of trust.</summary>
    [Inject]
    public required TrustRuleService Rules { get; init; }

    /// <summary>The clock.</summary>
    [Inject]
    public required TimeProvider Time { get; init; }

    private bool TellsKnown => _reported.Count > 0 || !TellsUnknown;

    private bool TellsUnknown => _assembled.Count > 0;

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        var viewer = await ViewerAsync();
        _viewer = viewer.Handle;
        var sample = await WatchAsync("sample", Samples.ById(viewer, Id));
        if (sample.Single is not null)
        {
            var ready = await WatchAsync("analyses", Service.Search(viewer, new AnalysisFilter { SampleId = Id, States = [AnalysisState.Ready] }));
            _reported = await TellAsync(viewer, Chosen(ready.Items, AnalysisService.Pathoscope));
            _assembled = await TellContigsAsync(Chosen(ready.Items, AnalysisService.Nuvs));
        }

        _sample = sample;
    }

    private Analysis[] Chosen(IEnumerable<Analysis> ready, string workflow)
    {
        var those = ready.Where(analysis => analysis.Workflow == workflow);
        return SampleIds.Of(Analyses) is { Length: > 0 } ids ? [.. those.Where(analysis => ids.Contains(analysis.Id))] : [.. those.DistinctBy(analysis => analysis.Reference.Id)];
    }

    private async Task<IReadOnlyList<ReportedAnalysis>> TellAsync(Viewer viewer, Analysis[] analyses)
    {
        var crosstalk = await Beside.OfAsync(viewer, analyses, Gone);
        var told = new List<ReportedAnalysis>();
        foreach (var analysis in analyses)
        {
            var viruses = await Service.VirusesAsync(analysis, Gone);
            var rule = viruses is null ? TrustRule.First : await Rules.GetAsync(viruses.RuleVersion, Gone);
            told.Add(ReportedAnalysis.Of(analysis, viruses, await Verdicts.GetAsync(analysis, Gone), crosstalk[analysis.Id], rule));
        }

        return told;
    }

    private async Task<IReadOnlyList<ReportedAssembly>> TellContigsAsync(Analysis[] analyses)
    {
        var told = new List<ReportedAssembly>();
        foreach (var analysis in analyses)
        {
            var stored = await WatchAsync($"contigs of {analysis.Id}", Contigs.ResultOf(analysis));
            var read = new WholeResult<NuvsResult>("contigs");
            await read.ReadAsync(stored.Single, one => Contigs.WholeAsync(analysis, one, Gone));
            var profiles = read.Whole is { } whole ? await Contigs.ProfilesAsync(whole, Gone) : new Dictionary<string, ContigProfile>();
            var blasts = await WatchAsync($"searches of {analysis.Id}", Blasts.Of(analysis));
            told.Add(ReportedAssembly.Of(analysis, read.Whole, profiles, blasts.Items));
        }

        return told;
    }
}
