using Microsoft.AspNetCore.Components;
using Virtool.Components.Live;
using Virtool.Components.Look;
using Virtool.Data.Queries;
using Virtool.Domain.Analyses;
using Virtool.Domain.References;
using Virtool.Domain.Rights;

namespace Virtool.Components.Analyses;

/// <summary>The analyses of all samples, with filters, an order and a selection; the filters and the order stay in the address.</summary>
public sealed partial class AnalysisList : ListPage<Analysis>
{
    private readonly Dictionary<string, Analysis> _marked = new(StringComparer.Ordinal);
    private Viewer? _viewer;
    private Live<Reference>? _references;
    private string? _said;

    /// <summary>Where they stand.</summary>
    [SupplyParameterFromQuery]
    public string? State { get; set; }

    /// <summary>By its name.</summary>
    [SupplyParameterFromQuery]
    public string? Workflow { get; set; }

    /// <summary>Its id.</summary>
    [SupplyParameterFromQuery]
    public string? Reference { get; set; }

    /// <summary>The handle of who asked for them.</summary>
    [SupplyParameterFromQuery(Name = "user")]
    public string? By { get; set; }

    /// <summary>By what they are sorted.</summary>
    [SupplyParameterFromQuery]
    public string? Sort { get; set; }

    /// <summary>"yes" in the opposite direction.</summary>
    [SupplyParameterFromQuery]
    public string? Turned { get; set; }

    /// <summary>The analyses.</summary>
    [Inject]
    public required AnalysisService Service { get; init; }

    /// <summary>Makes them again.</summary>
    [Inject]
    public required AnalysisStarter Starter { get; init; }

    /// <summary>Removes them.</summary>
    [Inject]
    public required AnalysisRemoval Removal { get; init; }

    /// <summary>The references that can be chosen.</summary>
    [Inject]
    public required ReferenceService References { get; init; }

    private AnalysisState? Wanted => AnalysisWords.StateOf(State);

    private AnalysisOrder Order => AnalysisOrder.Of(Sort, Turned);

    /// <summary>Who can be chosen: oneself, those of the rows, and who is chosen.</summary>
    private IEnumerable<string> Users => new[] { _viewer?.Handle, By }.Concat(Rows!.Items.Select(analysis => analysis.User.Name)).OfType<string>().Distinct().Order(StringComparer.Ordinal);

    /// <summary>Two of one sample, which can be compared; null where others are chosen.</summary>
    private (Analysis Older, Analysis Newer)? Pair => _marked.Values.OrderBy(one => one.CreatedAt).ToArray() is [var older, var newer]
        && older.Workflow == AnalysisService.Pathoscope && newer.Workflow == AnalysisService.Pathoscope && older.Sample.Id == newer.Sample.Id && older.State == AnalysisState.Ready && newer.State == AnalysisState.Ready
            ? (older, newer)
            : null;

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        _viewer = await ViewerAsync();
        _references = await WatchAsync("references", References.Search(_viewer));
        await base.OnParametersSetAsync();
    }

    /// <inheritdoc />
    protected override Query<Analysis> Search(Viewer viewer, string? find) => Order.ApplyTo(Service.Search(viewer, new AnalysisFilter { Text = find }));

    /// <inheritdoc />
    protected override Query<Analysis> Narrow(Query<Analysis> query)
    {
        query = Wanted is { } state ? query.Where(Where<Analysis>.Is(analysis => analysis.State, state)) : query;
        query = string.IsNullOrEmpty(Workflow) ? query : query.Where(Where<Analysis>.Is(analysis => analysis.Workflow, Workflow));
        query = string.IsNullOrEmpty(Reference) ? query : query.Where(Where<Analysis>.Is(analysis => analysis.Reference.Id, Reference));
        return string.IsNullOrEmpty(By) ? query : query.Where(Where<Analysis>.Is(analysis => analysis.User.Name, By));
    }

    private string With(string field, string? value) => Navigation.GetUriWithQueryParameters(
        new Dictionary<string, object?> { [field] = string.IsNullOrEmpty(value) ? null : value, ["page"] = null });

    private void Go(string field, ChangeEventArgs change) => Navigation.NavigateTo(With(field, change.Value as string));

    private void Mark(Analysis analysis, bool isChosen)
    {
        _said = null;
        _marked.Remove(analysis.Id);
        if (isChosen)
        {
            _marked.Add(analysis.Id, analysis);
        }
    }

    private void MarkAll(bool isChosen)
    {
        foreach (var analysis in Rows!.Items)
        {
            Mark(analysis, isChosen);
        }
    }

    private Task AgainAsync() => EachAsync((viewer, analysis) => Starter.AgainAsync(viewer, analysis.Id, Gone), "started again");

    private Task RemoveAsync() => EachAsync((viewer, analysis) => Removal.RemoveAsync(viewer, analysis.Id, Gone), "in the trash now");

    /// <summary>What stands against one does not keep the others back; it stays chosen, and the first reason is told.</summary>
    private async Task EachAsync(Func<Viewer, Analysis, Task> deed, string done)
    {
        var viewer = await ViewerAsync();
        string? obstacle = null;
        var count = 0;
        foreach (var analysis in _marked.Values.ToArray())
        {
            if (await Deed.TryAsync(() => deed(viewer, analysis)) is { } reason)
            {
                obstacle ??= $"{analysis.Sample.Name}: {reason}";
                continue;
            }

            _marked.Remove(analysis.Id);
            count++;
        }

        _said = $"{Words.Count(count, "analysis", "analyses")} {done}.{(obstacle is null ? "" : $" {Words.Count(_marked.Count, "analysis", "analyses")} not. {obstacle}")}";
    }
}
