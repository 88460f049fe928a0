using Microsoft.AspNetCore.Components;
using Virtool.Components.Live;
using Virtool.Components.Look;
using Virtool.Components.Rights;
using Virtool.Domain.Analyses;
using Virtool.Domain.Jobs;
using Virtool.Domain.Labels;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;

namespace Virtool.Components.Samples;

/// <summary>One sample: what it is, how good its reads are, what was found in it, and what can be done with it.</summary>
public sealed partial class SamplePage : ViewerPage
{
    private const int MostLabels = 500;

    private Viewer? _viewer;
    private Live<Sample>? _sample;
    private Live<Analysis>? _analyses;
    private Live<Label>? _labels;
    private Live<Job>? _job;
    private string? _deed;
    private string? _obstacle;

    /// <summary>The sample.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    /// <summary>Which tab.</summary>
    [SupplyParameterFromQuery]
    public string? Tab { get; set; }

    /// <summary>Of which mate the quality is shown.</summary>
    [SupplyParameterFromQuery]
    public int? Mate { get; set; }

    /// <summary>The sample that the quality is compared with.</summary>
    [SupplyParameterFromQuery]
    public string? With { get; set; }

    /// <summary>The trimmed reads whose quality is shown.</summary>
    [SupplyParameterFromQuery]
    public string? Trimmed { get; set; }

    /// <summary>Reads samples.</summary>
    [Inject]
    public required SampleService Samples { get; init; }

    /// <summary>Archives them.</summary>
    [Inject]
    public required SampleEdits Edits { get; init; }

    /// <summary>Forgets what could not be replaced.</summary>
    [Inject]
    public required SampleReplacements Replacements { get; init; }

    /// <summary>Reads their labels.</summary>
    [Inject]
    public required LabelService Labels { get; init; }

    /// <summary>Reads their analyses.</summary>
    [Inject]
    public required AnalysisService Service { get; init; }

    /// <summary>Reads their jobs.</summary>
    [Inject]
    public required JobService Jobs { get; init; }

    /// <summary>Changes who may do what with them.</summary>
    [Inject]
    public required SampleAccess Access { get; init; }

    /// <summary>Leads to another tab, or away from what is gone.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    private string Shown => Tab is "quality" or "analyses" or "files" or "rights" or "history" ? Tab : "";

    private IEnumerable<(string Key, string Text, string Address)> Tabs =>
    [
        ("", "Overview", $"/samples/{Id}"),
        ("quality", "Quality", $"/samples/{Id}?tab=quality"),
        ("analyses", $"Analyses ({Words.Number(_analyses?.Total)})", $"/samples/{Id}?tab=analyses"),
        ("files", "Files", $"/samples/{Id}?tab=files"),
        ("rights", "Rights", $"/samples/{Id}?tab=rights"),
        ("history", "History", $"/samples/{Id}?tab=history"),
    ];

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        _viewer = await ViewerAsync();
        var sample = await WatchAsync("sample", Samples.ById(_viewer, Id));
        _analyses = await WatchAsync("analyses", Service.Search(_viewer, Id).Window(0, 100));
        _labels = await WatchAsync("labels", Labels.Search(_viewer).Window(0, MostLabels));
        if (sample.Single is { } found)
        {
            await AskAsync(_viewer, found);
        }

        _sample = sample;
    }

    /// <inheritdoc />
    protected override async Task OnRenewedAsync()
    {
        // It has come into sight only now.
        if (_job is null && _viewer is not null && _sample?.Single is { } found)
        {
            await AskAsync(_viewer, found);
        }
    }

    private async Task AskAsync(Viewer viewer, Sample sample)
    {
        if (sample.JobId is not null)
        {
            _job = await WatchAsync("job", Jobs.ById(viewer, sample.JobId));
        }
    }

    private bool MayChange(Sample sample) => _viewer?.Decide(sample, Right.Write) == true;

    private IEnumerable<Label> LabelsOf(Sample sample) => _labels?.Items.Where(label => sample.Labels.Contains(label.Id)) ?? [];

    private static string Came(ReadsReplacement replacement) => string.Join(" and ", replacement.Files.SelectMany(file => file.Sources()).Select(source => source.Name));

    private Task SaveRightsAsync(IReadOnlyList<Virtool.Domain.Rights.Access> before, IReadOnlyList<Virtool.Domain.Rights.Access> after) => Access.SetAsync(_viewer!, Id, before, after, Gone);

    private Task GiveAsync(Link owner) => Access.GiveAsync(_viewer!, Id, owner, Gone);

    private void Open(string deed) => (_deed, _obstacle) = (_deed == deed ? null : deed, null);

    private void Close() => _deed = null;

    private async Task ArchiveAsync()
    {
        Close();
        var isArchived = _sample?.Single?.Archived == true;
        _obstacle = await Deed.TryAsync(() => Edits.ArchiveAsync(_viewer!, Id, !isArchived, Gone));
    }

    private async Task ForgetAsync() => _obstacle = await Deed.TryAsync(() => Replacements.ForgetAsync(_viewer!, Id, Gone));

    private void Removed(SelectionOutcome outcome)
    {
        Close();
        if (outcome.Left.Count == 0)
        {
            Navigation.NavigateTo("/samples");
            return;
        }

        _obstacle = outcome.Text;
    }

    private void Started()
    {
        Close();
        Navigation.NavigateTo($"/samples/{Id}?tab=analyses");
    }
}
