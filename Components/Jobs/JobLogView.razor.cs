using Microsoft.AspNetCore.Components;
using Virtool.Components.Look;
using Virtool.Domain.Jobs;
using Virtool.Jobs.Logs;

namespace Virtool.Components.Jobs;

/// <summary>
/// What the tools of a job said, as they say it: the last 500 lines first, earlier ones by a button, of all steps or of one, or those that
/// contain a text. While it is paused new lines are kept aside.
/// </summary>
public sealed partial class JobLogView : ComponentBase, IAsyncDisposable
{
    /// <summary>Where a page shows more lines than this, it goes back to the last ones.</summary>
    private const int Most = 5_000;

    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TypingPause = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _gone = new();
    private readonly List<LogLine> _held = [];
    private List<LogChunk> _chunks = [];
    private IReadOnlyList<string> _steps = [];
    private LogPlace? _earlier;
    private CancellationTokenSource? _opened;
    private string? _step;
    private string _find = "";
    private long _found;
    private int _shown;
    private int _missed;
    private int _typed;
    private bool _isPaused;

    /// <summary>Whose log it is.</summary>
    [Parameter, EditorRequired]
    public Job Job { get; set; } = default!;

    /// <summary>Reads it.</summary>
    [Inject]
    public required JobLog Log { get; init; }

    /// <summary>The clock.</summary>
    [Inject]
    public required TimeProvider Time { get; init; }

    /// <summary>Names the steps.</summary>
    [Inject]
    public required WorkflowWords Workflows { get; init; }

    private bool IsLive => _opened is { IsCancellationRequested: false };

    private string Nothing => Job switch
    {
        { StartedAt: null, State: JobState.Waiting or JobState.Running } => "It has not started yet.",
        { StartedAt: null } => "It never started: there is no log.",
        { State: JobState.Running } => "No tool has written anything yet.",
        _ => "No tool wrote anything.",
    };

    /// <summary>Each chunk, with the step's title where that begins.</summary>
    private IEnumerable<(LogChunk Chunk, string? Title)> Titled =>
        _chunks.Select((chunk, place) => (chunk, place == 0 || _chunks[place - 1].Step != chunk.Step ? Workflows.StepTitle(Job.Task, chunk.Step) : null));

    private string Download => $"/api/jobs/{Job.Id}/log" + (_step is null ? "" : $"?step={Uri.EscapeDataString(_step)}");

    private string Matches => _found switch
    {
        0 => $"No line contains “{_find}”.",
        > JobLog.TailLength => $"The last {Words.Number(Math.Min(_shown, _found))} of {Words.Number(_found)} lines that contain “{_find}”.",
        _ => $"{Words.Count(_found, "line contains", "lines contain")} “{_find}”.",
    };

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        _gone.Dispose();
        _opened?.Dispose();
    }

    /// <inheritdoc />
    protected override void OnInitialized() => Show(Log.Tail(Job.Id));

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        _steps = Log.Steps(Job.Id);
        // One that is started again, after it was over, is followed again.
        if (RendererInfo.IsInteractive && !Job.IsOver() && !IsLive)
        {
            _ = OpenAsync();
        }
    }

    private async Task OpenAsync()
    {
        Close();
        _isPaused = false;
        _held.Clear();
        _missed = 0;
        var opened = _opened = CancellationTokenSource.CreateLinkedTokenSource(_gone.Token);
        try
        {
            var window = _find.Length > 0
                ? await Log.FindAsync(Job.Id, _find, _step, cancellation: opened.Token)
                : Log.Tail(Job.Id, _step, whole: !Job.IsOver());
            if (opened.IsCancellationRequested)
            {
                return;
            }

            Show(window);
            StateHasChanged();
            await FollowAsync(window, opened);
        }
        catch (OperationCanceledException) when (opened.IsCancellationRequested)
        {
            // Another opening took its place, or the page is gone.
        }
    }

    private async Task FollowAsync(LogWindow window, CancellationTokenSource opened)
    {
        var over = (long?)null;
        await using var watch = Time.CreateTimer(_ => _ = InvokeAsync(EndSoon), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(500));
        await foreach (var added in Log.FollowAsync(Job.Id, window, _step, opened.Token))
        {
            if (opened.IsCancellationRequested)
            {
                return;
            }

            Take([.. added.Where(line => _find.Length == 0 || line.Text.Contains(_find, StringComparison.OrdinalIgnoreCase))]);
            _steps = _steps.Count == 0 ? Log.Steps(Job.Id) : _steps;
            StateHasChanged();
            if (_shown > Most && !_isPaused)
            {
                _ = OpenAsync();
                return;
            }
        }

        // What is written at the very end is still shown.
        void EndSoon()
        {
            if (opened.IsCancellationRequested || !Job.IsOver())
            {
                return;
            }

            over ??= Time.GetTimestamp();
            if (Time.GetElapsedTime(over.Value) >= Linger)
            {
                Resume();
                opened.Cancel();
                StateHasChanged();
            }
        }
    }

    private void Close()
    {
        _opened?.Cancel();
        _opened?.Dispose();
        _opened = null;
    }

    private void Show(LogWindow window)
    {
        _steps = Log.Steps(Job.Id);
        _chunks = [.. LogChunk.Of(window.Lines)];
        _earlier = window.Earlier;
        _shown = window.Lines.Count;
        _found = window.Found;
    }

    private void Take(IReadOnlyList<LogLine> added)
    {
        if (_isPaused)
        {
            _held.AddRange(added);
            _missed += added.Count;
            _held.RemoveRange(0, Math.Max(0, _held.Count - Most));
            return;
        }

        _chunks.AddRange(LogChunk.Of(added));
        _shown += added.Count;
        _found += _find.Length > 0 ? added.Count : 0;
    }

    private void TogglePause()
    {
        if (_isPaused)
        {
            Resume();
        }
        else
        {
            _isPaused = true;
        }
    }

    private void Resume()
    {
        _isPaused = false;
        if (_missed > _held.Count)
        {
            _ = OpenAsync();
            return;
        }

        Take([.. _held]);
        _held.Clear();
        _missed = 0;
    }

    private void LoadEarlier()
    {
        var window = Log.Before(Job.Id, _earlier!, _step);
        _chunks.InsertRange(0, LogChunk.Of(window.Lines));
        _shown += window.Lines.Count;
        _earlier = window.Earlier;
    }

    private async Task ChooseAsync(string? step)
    {
        _step = step;
        await AgainAsync();
    }

    private async Task FindAsync(string? text)
    {
        _find = text?.Trim() ?? "";
        var typed = ++_typed;
        await Task.Delay(TypingPause, Time, _gone.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (typed == _typed && !_gone.IsCancellationRequested)
        {
            await AgainAsync();
        }
    }

    private async Task AgainAsync()
    {
        if (!Job.IsOver())
        {
            _ = OpenAsync();
            return;
        }

        Close();
        Show(_find.Length > 0 ? await Log.FindAsync(Job.Id, _find, _step, cancellation: _gone.Token) : Log.Tail(Job.Id, _step));
    }

    private static string Pressed(bool isPressed) => isPressed ? "true" : "false";

    private string Chosen(string? step) => _step == step ? "button small chosen" : "button small";
}
