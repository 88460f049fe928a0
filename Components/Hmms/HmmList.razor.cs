using Microsoft.AspNetCore.Components;
using Virtool.Components.Live;
using Virtool.Components.Look;
using Virtool.Domain.Hmms;
using Virtool.Domain.Rights;
using Virtool.Domain.Tasks;

namespace Virtool.Components.Hmms;

/// <summary>The profiles that are installed, and installing others.</summary>
public sealed partial class HmmList : ViewerPage
{
    private const int MostTasks = 3;

    private Viewer? _viewer;
    private Live<HmmStatus>? _status;
    private Live<ServerTask>? _tasks;
    private Live<Hmm>? _all;
    private Live<Hmm>? _rows;
    private string? _set;

    /// <summary>What is searched for.</summary>
    [SupplyParameterFromQuery(Name = "find")]
    public string? Find { get; set; }

    /// <summary>Which page, from 1.</summary>
    [SupplyParameterFromQuery(Name = "page")]
    public int? Number { get; set; }

    /// <summary>"yes": others are to be installed.</summary>
    [SupplyParameterFromQuery]
    public string? Install { get; set; }

    /// <summary>Reads profiles.</summary>
    [Inject]
    public required HmmService Service { get; init; }

    /// <summary>Reads what installs them.</summary>
    [Inject]
    public required TaskService Tasks { get; init; }

    /// <summary>Leaves the installer.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    private HmmStatus Status => HmmService.StatusOf(_status?.Single);

    private int Page => Math.Max(1, Number ?? 1);

    private bool MayChange => _viewer?.May(Permission.ModifyHmm) == true;

    private string Counted => _all is null || _rows is null || _rows.Total == _all.Total
        ? Words.Count(_rows?.Total ?? 0, "profile")
        : $"{Words.Number(_rows.Total)} of {Words.Count(_all.Total, "profile")}";

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        _viewer = await ViewerAsync();
        _tasks = await WatchAsync("tasks", Tasks.ToShow(_viewer, HmmStatus.Collection).Window(0, MostTasks));
        _status = await WatchAsync("status", HmmService.StatusWatched);
        await AskAsync(_viewer);
    }

    /// <inheritdoc />
    protected override async Task OnRenewedAsync()
    {
        // Another set is other documents: the question changes with it.
        if (_viewer is not null && _set != Status.Set)
        {
            await AskAsync(_viewer);
        }
    }

    private async Task AskAsync(Viewer viewer)
    {
        _set = Status.Set;
        _all = await WatchAsync("all", Service.Search(viewer, Status).Window(0, 1));
        _rows = await WatchAsync("rows", Service.Search(viewer, Status, Find).Window((Page - 1) * Pager.Size, Pager.Size));
    }

    private void Close() => Navigation.NavigateTo("/hmms");
}
