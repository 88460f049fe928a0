using Microsoft.AspNetCore.Components;
using Virtool.Components.Live;
using Virtool.Components.Look;
using Virtool.Data.Queries;
using Virtool.Domain.Labels;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;

namespace Virtool.Components.Samples;

/// <summary>The samples, a page at a time: what is asked for stands in the address, what is chosen stays chosen from page to page.</summary>
public sealed partial class SampleList : ListPage<Sample>
{
    private const int MostLabels = 500;

    private static readonly (SampleSort? By, string Text, string? Css)[] Columns =
    [
        (SampleSort.Name, "Sample", null), (SampleSort.State, "State", null), (SampleSort.Host, "Host", null), (SampleSort.Reads, "Reads", "number"), (null, "Length, bases", "number"),
        (SampleSort.Quality, "Q30", "number"), (null, "Pathoscope", null), (null, "NuVs", null), (SampleSort.Created, "Created", null), (SampleSort.User, "By", null),
    ];

    private readonly SampleSelection _selection = new();
    private Viewer? _viewer;
    private Live<Label>? _labels;
    private string? _deed;
    private string? _outcome;

    /// <summary>Reads samples.</summary>
    [Inject]
    public required SampleService Service { get; init; }

    /// <summary>Reads their labels.</summary>
    [Inject]
    public required LabelService Labels { get; init; }

    /// <summary>Keeps what is asked for in the address.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>The ids of labels.</summary>
    [SupplyParameterFromQuery(Name = "label")]
    public string[]? LabelIds { get; set; }

    /// <summary>States.</summary>
    [SupplyParameterFromQuery(Name = "state")]
    public string[]? StateWords { get; set; }

    /// <summary>What they have of Pathoscope.</summary>
    [SupplyParameterFromQuery(Name = "pathoscope")]
    public string[]? PathoscopeWords { get; set; }

    /// <summary>What they have of NuVs.</summary>
    [SupplyParameterFromQuery(Name = "nuvs")]
    public string[]? NuvsWords { get; set; }

    /// <summary>The id of an owner.</summary>
    [SupplyParameterFromQuery(Name = "user")]
    public string? UserId { get; set; }

    /// <summary>The first day.</summary>
    [SupplyParameterFromQuery(Name = "from")]
    public string? From { get; set; }

    /// <summary>The last day.</summary>
    [SupplyParameterFromQuery(Name = "to")]
    public string? To { get; set; }

    /// <summary>A run of a sequencer.</summary>
    [SupplyParameterFromQuery(Name = "run")]
    public string? Run { get; set; }

    /// <summary>"only" or "too"; else those in use.</summary>
    [SupplyParameterFromQuery(Name = "archived")]
    public string? ArchivedWord { get; set; }

    /// <summary>What they are sorted by, with "-" from large to small.</summary>
    [SupplyParameterFromQuery(Name = "sort")]
    public string? Sort { get; set; }

    private SampleListView View => new()
    {
        Text = Find,
        Labels = LabelIds ?? [],
        States = SampleListView.WordsOf<SampleState>(StateWords),
        Pathoscope = SampleListView.WordsOf<AnalysisTag>(PathoscopeWords),
        Nuvs = SampleListView.WordsOf<AnalysisTag>(NuvsWords),
        User = string.IsNullOrEmpty(UserId) ? null : UserId,
        From = SampleListView.DayOf(From),
        To = SampleListView.DayOf(To),
        Run = string.IsNullOrEmpty(Run) ? null : Run,
        Archived = SampleListView.ArchivedOf(ArchivedWord),
        Order = SampleListView.OrderOf(Sort),
    };

    private IReadOnlyList<string> Shown => [.. Rows?.Items.Select(sample => sample.Id) ?? []];

    /// <summary>Who can be chosen: oneself, the owners of the rows, and who is chosen.</summary>
    private IEnumerable<Link> Users => (_viewer is null ? [] : new[] { new Link(_viewer.UserId, _viewer.Handle) })
        .Concat(Rows?.Items.Select(sample => sample.User) ?? [])
        .Concat(View.User is { } user ? [new Link(user, "somebody else")] : [])
        .DistinctBy(user => user.Id, StringComparer.Ordinal)
        .OrderBy(user => user.Name, StringComparer.Ordinal);

    private IReadOnlyList<(string Text, SampleListView Without)> Chips
    {
        get
        {
            var view = View;
            var chips = new List<(string, SampleListView)>();
            chips.AddRange(view.Labels.Select(id => ($"label {NameOf(id)}", view with { Labels = SampleListView.Toggled(view.Labels, id) })));
            chips.AddRange(view.States.Select(state => ($"state {SampleNumbers.State(state)}", view with { States = SampleListView.Toggled(view.States, state) })));
            chips.AddRange(view.Pathoscope.Select(tag => ($"Pathoscope {SampleNumbers.Tag(tag)}", view with { Pathoscope = SampleListView.Toggled(view.Pathoscope, tag) })));
            chips.AddRange(view.Nuvs.Select(tag => ($"NuVs {SampleNumbers.Tag(tag)}", view with { Nuvs = SampleListView.Toggled(view.Nuvs, tag) })));
            Add(view.User is not null, $"by {Users.FirstOrDefault(user => user.Id == view.User)?.Name}", view with { User = null });
            Add(view.From is not null, $"from {From}", view with { From = null });
            Add(view.To is not null, $"to {To}", view with { To = null });
            Add(view.Run is not null, $"run {view.Run}", view with { Run = null });
            Add(view.Archived != false, view.Archived == true ? "archived" : "archived too", view with { Archived = false });
            return chips;

            void Add(bool isSet, string text, SampleListView without)
            {
                if (isSet)
                {
                    chips.Add((text, without));
                }
            }
        }
    }

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        _viewer = await ViewerAsync();
        _labels = await WatchAsync("labels", Labels.Search(_viewer).Window(0, MostLabels));
        await base.OnParametersSetAsync();
    }

    /// <inheritdoc />
    protected override Query<Sample> Search(Viewer viewer, string? find) => Service.Search(viewer, find);

    /// <inheritdoc />
    protected override Query<Sample> Narrow(Query<Sample> query) => Service.Search(_viewer!, View.Filter, View.Order);

    private string? NameOf(string labelId) => _labels?.Items.FirstOrDefault(label => label.Id == labelId)?.Name ?? labelId;

    private IEnumerable<Label> LabelsOf(Sample sample) => _labels?.Items.Where(label => sample.Labels.Contains(label.Id)) ?? [];

    private string? Sorted(SampleSort? by) => by == View.Order.By ? (View.Order.Descending ? "descending" : "ascending") : null;

    private string At(SampleListView view) => Navigation.GetUriWithQueryParameters(Navigation.ToAbsoluteUri("/samples").ToString(), view.Query);

    private void Go(SampleListView view) => Navigation.NavigateTo(At(view));

    private async Task AllAsync() => _selection.Add(await Service.IdsAsync(_viewer!, View.Filter, Gone));

    private void Finish(SelectionOutcome outcome)
    {
        _deed = null;
        _selection.Keep(outcome.Left);
        _outcome = outcome.Text;
    }

    private static string? Text(ChangeEventArgs change) => change.Value as string is { Length: > 0 } text ? text : null;
}
