using Microsoft.AspNetCore.Components;
using Virtool.Components.Live;
using Virtool.Components.Look;
using Virtool.Data.Queries;
using Virtool.Domain.Files;
using Virtool.Domain.Hmms;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;
using Virtool.Jobs.Hmms;

namespace Virtool.Components.Hmms;

/// <summary>Installs profiles.</summary>
public sealed partial class HmmInstaller : ViewerPage
{
    private const int Most = 12;

    private Live<StoredFile>? _stored;
    private Live<ServerSettings>? _settings;
    private IReadOnlyList<HmmArchive> _archives = [];
    private Choice? _chosen;
    private string _slug = "";
    private string? _slugObstacle;
    private string? _releaseObstacle;
    private bool _isChoosing;
    private bool _isAsking;

    /// <summary>Which set is installed, kept current by the page.</summary>
    [Parameter, EditorRequired]
    public HmmStatus Status { get; set; } = default!;

    /// <summary>Whether who looks may say which repository is asked.</summary>
    [Parameter]
    public bool Administrator { get; set; }

    /// <summary>Nothing is to be installed.</summary>
    [Parameter]
    public EventCallback Closed { get; set; }

    /// <summary>Reads stored files.</summary>
    [Inject]
    public required FileService StoredFiles { get; init; }

    /// <summary>What lies on the server.</summary>
    [Inject]
    public required HmmFolder Folder { get; init; }

    /// <summary>Installs.</summary>
    [Inject]
    public required HmmTasks Tasks { get; init; }

    /// <summary>Looks for releases.</summary>
    [Inject]
    public required HmmReleases Releases { get; init; }

    /// <summary>Removes.</summary>
    [Inject]
    public required HmmRemoval Removal { get; init; }

    /// <summary>Says which repository is asked.</summary>
    [Inject]
    public required SettingsService Settings { get; init; }

    private string Slug => _settings?.Single?.HmmSlug ?? ServerSettings.UsualHmmSlug;

    /// <summary>What is known of the repository that is set now.</summary>
    private HmmStatus Known => Status.Slug == Slug ? Status : Status with { Newest = null, CheckedAt = null, Error = null };

    private string Yes => Status.Installed ? $"Replace {Words.Count(Status.Count, "profile")}" : "Install them";

    private IReadOnlyList<Choice> Files =>
    [
        .. (_stored?.Items ?? []).Select(file => new Choice(file.Id, file.Name, file.Size, "sent", file.UploadedAt, IsStored: true)),
        .. _archives.Select(archive => new Choice($"folder/{archive.Name}", archive.Name, archive.Size, "on the server, written", archive.ChangedAt, IsStored: false)),
    ];

    /// <inheritdoc />
    protected override async Task OnViewerAsync(Viewer viewer)
    {
        _stored = await WatchAsync("files", StoredFiles.Free(viewer, FileType.Hmm).Window(0, Most));
        _settings = await WatchAsync("settings", Query<ServerSettings>.ById(ServerSettings.OnlyId));
        LookInFolder();
    }

    private void LookInFolder() => _archives = Folder.Found();

    private void Choose() => (_isChoosing, _slug, _slugObstacle) = (true, Slug, null);

    private async Task SaveSlugAsync()
    {
        var viewer = await ViewerAsync();
        _slugObstacle = await Deed.TryAsync(() => Settings.ChangeAsync(viewer, new SettingsChange { HmmSlug = _slug }, Gone));
        if (_slugObstacle is null)
        {
            _isChoosing = false;
            await AskAsync();
        }
    }

    private async Task AskAsync()
    {
        (_isAsking, _releaseObstacle) = (true, null);
        StateHasChanged();
        var viewer = await ViewerAsync();
        _releaseObstacle = await Deed.TryAsync(() => Releases.CheckAsync(viewer, Gone));
        _isAsking = false;
    }

    private async Task InstallNewestAsync()
    {
        _isAsking = true;
        StateHasChanged();
        _releaseObstacle = await Deed.TryAsync(InstallReleaseAsync);
        _isAsking = false;
    }

    private async Task InstallReleaseAsync()
    {
        await Releases.InstallAsync(await ViewerAsync(), Gone);
        await Closed.InvokeAsync();
    }

    private async Task InstallChosenAsync()
    {
        var viewer = await ViewerAsync();
        var chosen = _chosen ?? throw new BadRequestException("Choose a file first.");
        _ = chosen.IsStored ? await Tasks.InstallFileAsync(viewer, chosen.Key, Gone) : await Tasks.InstallFromFolderAsync(viewer, chosen.Name, Gone);
        await Closed.InvokeAsync();
    }

    private async Task PurgeAsync()
    {
        await Removal.PurgeAsync(await ViewerAsync(), CancellationToken.None);
        await Closed.InvokeAsync();
    }

    private sealed record Choice(string Key, string Name, long Size, string Where, DateTimeOffset At, bool IsStored);
}
