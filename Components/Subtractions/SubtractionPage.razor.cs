using Microsoft.AspNetCore.Components;
using Virtool.Components.Live;
using Virtool.Components.Look;
using Virtool.Domain.Analyses;
using Virtool.Domain.Jobs;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Subtractions;

namespace Virtool.Components.Subtractions;

/// <summary>One subtraction: what it is made of, its job, and what uses it.</summary>
public sealed partial class SubtractionPage : ViewerPage
{
    private const int Most = 25;
    private const string WorkflowTitle = "Create subtraction";

    private Viewer? _viewer;
    private Live<Subtraction>? _subtraction;
    private Live<Sample>? _samples;
    private Live<Analysis>? _analyses;
    private Live<Job>? _job;
    private (Viewer, string)? _asked;
    private bool _isEditing;
    private string _name = "";
    private string _nickname = "";
    private string? _obstacle;

    /// <summary>The subtraction.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    /// <summary>Reads and changes subtractions.</summary>
    [Inject]
    public required SubtractionService Service { get; init; }

    /// <summary>Removes them.</summary>
    [Inject]
    public required SubtractionRemoval Removal { get; init; }

    /// <summary>Reads the jobs that build them.</summary>
    [Inject]
    public required JobService Jobs { get; init; }

    /// <summary>Leaves the page of what is gone.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    private bool MayChange => _viewer?.May(Permission.ModifySubtraction) == true;

    private Job? Job => _job?.Single;

    private string Building => Job switch
    {
        { State: JobState.Waiting, Reason: { } reason } => $"Its index is not built yet. {reason}",
        { State: JobState.Running, Stage: { } stage } job => $"Its index is being built: {job.Steps.FirstOrDefault(step => step.Name == stage)?.Title ?? Words.Title(stage)}.",
        _ => "Its index is being built.",
    };

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        _viewer = await ViewerAsync();
        var subtraction = await WatchAsync("subtraction", Service.ById(_viewer, Id));
        if (subtraction.Single is { } found)
        {
            await AskAsync(_viewer, found);
        }

        _subtraction = subtraction;
    }

    /// <inheritdoc />
    protected override async Task OnRenewedAsync()
    {
        if (_viewer is not null && _subtraction?.Single is { } found)
        {
            await AskAsync(_viewer, found);
        }
    }

    private async Task AskAsync(Viewer viewer, Subtraction subtraction)
    {
        if (_asked == (viewer, subtraction.Id))
        {
            return;
        }

        _samples = await WatchAsync("samples", Service.SamplesWith(viewer, subtraction.Id).Window(0, Most));
        _analyses = await WatchAsync("analyses", Service.AnalysesWith(viewer, subtraction.Id).Window(0, Most));
        _job = await WatchAsync("job", Jobs.ById(viewer, subtraction.JobId));
        _asked = (viewer, subtraction.Id);
    }

    private void Edit(Subtraction subtraction)
    {
        _isEditing = !_isEditing;
        (_name, _nickname, _obstacle) = (subtraction.Name, subtraction.Nickname, null);
    }

    private async Task SaveAsync()
    {
        var viewer = await ViewerAsync();
        _obstacle = await Deed.TryAsync(() => Service.EditAsync(viewer, Id, new SubtractionEdit { Name = _name, Nickname = _nickname }, Gone));
        _isEditing = _obstacle is not null;
    }

    private async Task RemoveAsync()
    {
        await Removal.RemoveAsync(await ViewerAsync(), Id, CancellationToken.None);
        Navigation.NavigateTo("/subtractions");
    }
}
