using Microsoft.AspNetCore.Components;
using Virtool.Components.Live;
using Virtool.Components.Look;
using Virtool.Data.Queries;
using Virtool.Domain.Analyses;
using Virtool.Domain.Indexes;
using Virtool.Domain.Jobs;
using Virtool.Domain.References;
using Virtool.Domain.Rights;

namespace Virtool.Components.Indexes;

/// <summary>The indexes of one reference, newest first, with their builds as they go on.</summary>
public sealed partial class IndexList : LiveComponent
{
    private Live<ReferenceIndex>? _rows;
    private Live<Job>? _jobs;
    private Live<Analysis>? _old;
    private (string, Viewer, string?, int)? _asked;
    private string _building = "";
    private bool _isAsking;

    /// <summary>Whose indexes they are.</summary>
    [Parameter, EditorRequired]
    public Reference Reference { get; set; } = default!;

    /// <summary>Who looks.</summary>
    [Parameter, EditorRequired]
    public Viewer Viewer { get; set; } = default!;

    /// <summary>Who looks may build one, now.</summary>
    [Parameter]
    public bool MayBuild { get; set; }

    /// <summary>How many changes no index has.</summary>
    [Parameter]
    public long Unbuilt { get; set; }

    /// <summary>Whether to build is asked from the beginning.</summary>
    [Parameter]
    public bool Asks { get; set; }

    /// <summary>From 1.</summary>
    [Parameter]
    public int Page { get; set; } = 1;

    /// <summary>Reads jobs.</summary>
    [Inject]
    public required JobService Jobs { get; init; }

    /// <summary>Knows the files.</summary>
    [Inject]
    public required IndexService Indexes { get; init; }

    /// <summary>Keeps the question out of the address once it is answered.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    private int Next => _rows!.Items.Count == 0 ? 0 : _rows.Items.Max(index => index.Version) + 1;

    private bool Building => _rows!.Items.Any(index => IndexWords.State(index, _jobs!.Items.FirstOrDefault(job => job.Id == index.JobId)).Kind is StateKind.Running or StateKind.Waiting);

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        var asked = (Reference.Id, Viewer, Reference.LatestIndex?.Id, Page);
        if (_asked == asked)
        {
            return;
        }

        _isAsking |= Asks && _asked is null;
        _asked = asked;
        _rows = await WatchAsync("indexes", IndexService.OfReference(Reference).Window((Page - 1) * Pager.Size, Pager.Size));
        _old = await WatchAsync("old", IndexService.OlderUses(Viewer, Reference).Window(0, 1));
        await FollowAsync();
    }

    /// <inheritdoc />
    protected override Task OnRenewedAsync() => _rows is null ? Task.CompletedTask : FollowAsync();

    /// <summary>The jobs of those that are not built yet.</summary>
    private async Task FollowAsync()
    {
        string[] jobs = [.. _rows!.Items.Where(index => !index.Ready).Select(index => index.JobId)];
        var building = string.Join(' ', jobs);
        if (_jobs is null || _building != building)
        {
            _building = building;
            _jobs = await WatchAsync("jobs", Jobs.Search(Viewer).Where(Where<Job>.IsIn(job => job.Id, jobs)));
        }
    }

    private void Close()
    {
        _isAsking = false;
        if (Asks)
        {
            Navigation.NavigateTo($"/references/{Reference.Id}?tab=indexes", replace: true);
        }
    }

    private IEnumerable<(string Name, string Address, long? Size)> Downloads(ReferenceIndex index) =>
    [
        ("manifest.json", $"/download/indexes/{index.Id}/manifest.json", null),
        .. Indexes.FilesOf(index).Select(file => (file.Name, $"/download/indexes/{index.Id}/{file.Name}", (long?)file.Size)),
    ];
}
