using Virtool.Domain.Settings;

namespace Virtool.Domain.Files;

/// <summary>
/// Whether there is room on the data folder's volume: a margin stays free, below which imports, uploads and jobs wait. Safe for threads.
/// </summary>
/// <param name="volume">The volume.</param>
/// <param name="settings">Where the margin is set.</param>
public sealed class DiskRoom(DataVolume volume, SettingsService settings)
{
    // Once short, this much above the margin ends it: else every file that comes and goes would switch it.
    private const long Step = VolumeSpace.Gigabyte / 4;

    private readonly Lock _lock = new();
    private RoomState _now = RoomState.Unknown;

    /// <summary>There is room again, or none any more; while there is none, also that what is free has moved by a tenth of a GB. Told on any thread: who listens is quick.</summary>
    public event EventHandler? Changed;

    /// <summary>As it was when it was last looked at; <see cref="RoomState.Unknown"/> before, which has room.</summary>
    public RoomState Now
    {
        get
        {
            lock (_lock)
            {
                return _now;
            }
        }
    }

    /// <summary>Less is free than the margin: what wants room waits.</summary>
    public bool IsShort => Now.IsShort;

    /// <summary>What people read of it: "3.2 GB is free, 5 GB are kept".</summary>
    public string Words => Now.Words;

    /// <summary>Whether so many bytes more would leave the margin free. The volume is asked now. Where it cannot be asked there is room: the writing tells.</summary>
    public bool Has(long size)
    {
        var now = See(Now.Margin);
        return !now.IsKnown || (!now.IsShort && now.Free - size >= now.Margin);
    }

    /// <summary>Why something of this size has to wait: a sentence; null where it has not.</summary>
    /// <param name="what">Its name, as it begins the sentence.</param>
    /// <param name="size">Bytes.</param>
    public string? WhyNot(string what, long size) => Has(size)
        ? null
        : $"{what} waits for free disk space: it takes {RoomState.Gigabytes(size)}, {Words}. Make room, or lower the margin in Settings; it goes on by itself.";

    /// <summary>Reads the margin and asks the volume.</summary>
    public async Task<RoomState> LookAsync(CancellationToken cancellation = default) =>
        See((long)((await settings.EffectiveFilesAsync(cancellation)).Margin * VolumeSpace.Gigabyte));

    private RoomState See(long margin)
    {
        bool changed;
        RoomState now;
        lock (_lock)
        {
            now = Look(margin, _now.IsShort);
            changed = now.IsShort != _now.IsShort || (now.IsShort && now.Words != _now.Words);
            _now = now;
        }

        if (changed)
        {
            Changed?.Invoke(this, EventArgs.Empty);
        }

        return now;
    }

    private RoomState Look(long margin, bool wasShort)
    {
        try
        {
            var (free, total) = volume.Read();
            return new RoomState(free, total, margin, margin > 0 && free < margin + (wasShort ? Math.Min(Step, margin / 10) : 0));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return RoomState.Unknown with { Margin = margin };
        }
    }
}
