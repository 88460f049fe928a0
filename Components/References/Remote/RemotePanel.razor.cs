using Microsoft.AspNetCore.Components;
using Virtool.Components.Live;
using Virtool.Components.Look;
using Virtool.Data.Queries;
using Virtool.Domain.References;
using Virtool.Domain.Releases;
using Virtool.Domain.Rights;
using Virtool.Domain.Tasks;
using Virtool.Jobs.References.Remote;

namespace Virtool.Components.References.Remote;

/// <summary>What a reference follows.</summary>
public partial class RemotePanel
{
    private const int MostUpdates = 20;

    private Viewer? _viewer;
    private Live<RemoteUpdate>? _updates;
    private Live<ServerTask>? _task;
    private IReadOnlyList<RemoteChange> _changes = [];
    private (string Id, long Revision)? _read;
    private string? _obstacle;
    private string? _step;
    private bool _isAsking;

    /// <summary>A remote reference, kept current by the page.</summary>
    [Parameter, EditorRequired]
    public Reference Reference { get; set; } = default!;

    /// <summary>What is done with remote references.</summary>
    [Inject]
    public required RemoteReferences Service { get; init; }

    /// <summary>What was compared and installed.</summary>
    [Inject]
    public required RemoteTasks Tasks { get; init; }

    /// <summary>What was done.</summary>
    [Inject]
    public required TaskService ServerTasks { get; init; }

    /// <summary>The clock.</summary>
    [Inject]
    public required TimeProvider Time { get; init; }

    private bool IsNewer => Reference.Remote is { Newest: { } newest } remote && ReleaseRules.IsNewer(newest, remote.Installed);

    private bool MayModify => _viewer?.Decide(Reference, Right.Modify) == true && !Reference.Archived && Reference.TaskId is null;

    private DateTimeOffset? Next => Reference.Remote?.NextCheckAt is { } next && next > Time.GetUtcNow() && !Reference.Archived ? next : null;

    /// <summary>The newest release where it is known what it changes, and it is not installed.</summary>
    private RemoteUpdate? Compared => _updates?.Items.FirstOrDefault(update => update.State == RemoteUpdateState.Compared && update.Release.Id == Reference.Remote?.Newest?.Id);

    /// <summary>What is listed: what will change, else what the last one has changed.</summary>
    private RemoteUpdate? Shown => _updates?.Items.FirstOrDefault(update => update is { State: RemoteUpdateState.Compared or RemoteUpdateState.Installing, Before: not null })
        ?? _updates?.Items.FirstOrDefault(update => update is { State: RemoteUpdateState.Installed, Before: not null });

    private string Yes => Compared is { } known ? $"Install it: {UpdateChanges.Counted(known)}" : "Install it without looking first";

    private (StateKind Kind, string Word) State => Reference switch
    {
        { TaskId: not null } => (StateKind.Running, "being worked on"),
        { Remote.Error: not null } => (StateKind.Doubtful, "could not be looked for"),
        { Remote.Newest: null } => (StateKind.Waiting, "not looked for yet"),
        _ when IsNewer => (StateKind.Waiting, "newer release"),
        _ => (StateKind.Complete, "up to date"),
    };

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        _viewer = await ViewerAsync();
        _updates = await WatchAsync("updates", Tasks.Search(Reference).Window(0, MostUpdates));
        _task = await WatchAsync("task", ServerTasks.Search(_viewer).Where(Where<ServerTask>.Is(task => task.Id, Reference.TaskId ?? "")).Window(0, 1));
        await OnRenewedAsync();
    }

    /// <inheritdoc />
    protected override async Task OnRenewedAsync()
    {
        _step = Reference.TaskId is null ? null : _task?.Single is { Step.Length: > 0 } task ? task.Step : "Waits for its turn";
        if (Shown is not { } shown)
        {
            (_changes, _read) = ([], null);
        }
        else if (_read != (shown.Id, shown.Revision))
        {
            _read = (shown.Id, shown.Revision);
            _changes = await Tasks.ListAsync(await ViewerAsync(), Reference.Id, shown.Id, Gone);
        }
    }

    private async Task AskAsync()
    {
        _isAsking = true;
        StateHasChanged();
        var viewer = await ViewerAsync();
        _obstacle = await Deed.TryAsync(() => Service.CheckAsync(viewer, Reference.Id, Gone));
        _isAsking = false;
    }

    private async Task CompareAsync()
    {
        var viewer = await ViewerAsync();
        _obstacle = await Deed.TryAsync(() => Service.CompareAsync(viewer, Reference.Id, Gone));
    }

    private async Task InstallAsync() => await Service.InstallAsync(await ViewerAsync(), Reference.Id, Gone);
}
