using Virtool.Domain.Settings;

namespace Virtool.Domain.Files;

/// <summary>
/// Whether there is room on the data folder's volume: a margin stays free, below which imports, uploads and jobs wait. Room is kept for what is
/// being written, so that several large files that fit one by one do not fill the disk together. Safe for threads.
/// </summary>
/// <param name="volume">The volume.</param>
/// <param name="settings">Where the margin is set.</param>
public sealed class DiskRoom(DataVolume volume, SettingsService settings)
{
    // Once short, this much above the margin ends it: else every file that comes and goes would switch it.
    private const long Step = VolumeSpace.Gigabyte / 4;

    private readonly Lock _lock = new();
    private readonly HashSet<RoomHolding> _holdings = [];
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

    /// <summary>Bytes that are kept for what is being written.</summary>
    public long Held
    {
        get
        {
            lock (_lock)
            {
                return Sum();
            }
        }
    }

    /// <summary>
    /// Whether so many bytes more would leave the margin free, beside what is kept for others. The volume is asked now. Where it cannot be asked
    /// there is room: the writing tells.
    /// </summary>
    public bool Has(long size)
    {
        var fits = false;
        See(null, () => fits = Fits(size));
        return fits;
    }

    /// <summary>Keeps room for so many bytes; null where that would not leave the margin free.</summary>
    /// <param name="size">Bytes that are going to be written, as far as it is known.</param>
    public RoomHolding? TryReserve(long size)
    {
        var holding = new RoomHolding(this, size);
        var fits = false;
        See(null, () => fits = Fits(size) && _holdings.Add(holding));
        return fits ? holding : null;
    }

    /// <summary>Why something of this size has to wait: a sentence; null where it has not.</summary>
    /// <param name="what">Its name, as it begins the sentence.</param>
    /// <param name="size">Bytes.</param>
    public string? WhyNot(string what, long size) => Has(size) ? null : Lacking(what, size);

    /// <summary>That something of this size has to wait: a sentence.</summary>
    /// <param name="what">Its name, as it begins the sentence.</param>
    /// <param name="size">Bytes.</param>
    public string Lacking(string what, long size) =>
        $"{what} waits for free disk space: it takes {RoomState.Gigabytes(size)}, {Words}{OthersHold()}. Make room, or lower the margin in Settings; it goes on by itself.";

    /// <summary>Reads the margin and asks the volume.</summary>
    public async Task<RoomState> LookAsync(CancellationToken cancellation = default) =>
        See((long)((await settings.EffectiveFilesAsync(cancellation)).Margin * VolumeSpace.Gigabyte), null);

    internal void Shrink(RoomHolding holding, long left)
    {
        lock (_lock)
        {
            holding.Left = Math.Min(holding.Left, Math.Max(0, left));
        }
    }

    internal void Renew(RoomHolding holding)
    {
        lock (_lock)
        {
            holding.Left = holding.Size;
        }
    }

    internal void Release(RoomHolding holding)
    {
        lock (_lock)
        {
            _holdings.Remove(holding);
        }
    }

    private long Sum() => _holdings.Sum(holding => holding.Left);

    private bool Fits(long size) => !_now.IsKnown || (!_now.IsShort && _now.Free - Sum() - size >= _now.Margin);

    private string OthersHold() => Held is > 0 and var held ? $", and {RoomState.Gigabytes(held)} are kept for what is coming in" : "";

    // The volume is asked under the lock: what is written meanwhile is not reported yet, so it is counted twice, and never not at all.
    private RoomState See(long? margin, Action? decide)
    {
        bool changed;
        RoomState now;
        lock (_lock)
        {
            now = Look(margin ?? _now.Margin, _now.IsShort);
            changed = now.IsShort != _now.IsShort || (now.IsShort && now.Words != _now.Words);
            _now = now;
            decide?.Invoke();
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
