using System.Globalization;
using Microsoft.Extensions.Options;
using Virtool.Domain.Blasts;
using Virtool.Domain.Releases;
using Virtool.Jobs.Outgoing;

namespace Virtool.Jobs.Blasts;

/// <summary>
/// Takes searches at NCBI forward, one after another: the next is sent when the one before is over, or has taken <see cref="Long"/>. How each stands is
/// in its document alone, so a server that begins goes on with them.
/// </summary>
/// <param name="records">The searches.</param>
/// <param name="ncbi">NCBI.</param>
/// <param name="options">How long is waited.</param>
/// <param name="time">The clock.</param>
internal sealed class NcbiQueue(BlastRecords records, NcbiBlast ncbi, IOptions<BlastOptions> options, TimeProvider time)
{
    /// <summary>A search that takes longer keeps no other from being sent.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(15);

    private DateTimeOffset _sendAgain = DateTimeOffset.MinValue;

    /// <summary>Asks after those that are due, and sends the next one if it is time.</summary>
    /// <returns>How long there is nothing to do then, unless somebody asks for more.</returns>
    public async Task<TimeSpan> StepAsync(CancellationToken cancellation)
    {
        foreach (var due in (await records.OpenAsync(local: false, cancellation)).Where(blast => blast.Rid is not null && !(blast.NextCheckAt > time.GetUtcNow())))
        {
            await TryAsync(due, CheckAsync, cancellation);
        }

        var open = await records.OpenAsync(local: false, cancellation);
        if (!IsBusy(open) && time.GetUtcNow() >= _sendAgain && Next(open) is { } next)
        {
            await TryAsync(next, SendAsync, cancellation);
            open = await records.OpenAsync(local: false, cancellation);
        }

        return Pause(open);
    }

    private bool IsBusy(IEnumerable<Blast> open) => open.Any(blast => blast.Rid is not null && time.GetUtcNow() - blast.SentAt < Long);

    /// <summary>One that failed to be sent lets others try before it: it may be the contig.</summary>
    private static Blast? Next(IEnumerable<Blast> open) => open.Where(blast => blast.Rid is null).MinBy(blast => blast.Failures);

    private TimeSpan Pause(IReadOnlyList<Blast> open)
    {
        var now = time.GetUtcNow();
        var times = open.Where(blast => blast.Rid is not null).Select(blast => blast.NextCheckAt ?? now).ToList();
        if (Next(open) is not null)
        {
            times.Add(IsBusy(open) ? open.Where(blast => blast.Rid is not null).Max(blast => blast.SentAt ?? now) + Long : _sendAgain);
        }

        var left = (times.Count == 0 ? now + LongestPause : times.Min()) - now;
        return left < TimeSpan.Zero ? TimeSpan.Zero : left > LongestPause ? LongestPause : left;
    }

    private async Task SendAsync(Blast blast, CancellationToken cancellation)
    {
        var rid = await ncbi.SendAsync(await records.SequenceAsync(blast, cancellation), cancellation);
        var (now, first) = (time.GetUtcNow(), options.Value.FirstPause);
        await records.ChangeAsync(
            blast, current => current with { Rid = rid, SentAt = now, Interval = first, NextCheckAt = now.AddSeconds(first), Trouble = null, Failures = 0 }, cancellation);
    }

    private async Task CheckAsync(Blast blast, CancellationToken cancellation)
    {
        switch (await ncbi.StatusAsync(blast.Rid!, cancellation))
        {
            case NcbiStatus.Ready:
                await records.FoundAsync(blast, await ncbi.ResultAsync(blast.Rid!, cancellation), cancellation);
                break;
            case NcbiStatus.Failed:
                await records.FailedAsync(blast, $"NCBI could not do this search (its number {blast.Rid}), and does not say why. Search again.", cancellation);
                break;
            case NcbiStatus.Unknown:
                await records.FailedAsync(blast, $"NCBI does not know this search any more (its number {blast.Rid}): it keeps one for about a day. Search again.", cancellation);
                break;
            case NcbiStatus.Waiting when IsTooLong(blast):
                await records.FailedAsync(blast, TooLong(), cancellation);
                break;
            default:
                await records.ChangeAsync(blast, Later, cancellation);
                break;
        }
    }

    private Blast Later(Blast blast)
    {
        var (now, interval) = (time.GetUtcNow(), blast.Interval + options.Value.LongerBy);
        return blast with { LastCheckedAt = now, Interval = interval, NextCheckAt = now.AddSeconds(interval), Trouble = null, Failures = 0 };
    }

    private async Task TryAsync(Blast blast, Func<Blast, CancellationToken, Task> action, CancellationToken cancellation)
    {
        try
        {
            await action(blast, cancellation);
        }
        catch (BlastFailedException exception)
        {
            await records.FailedAsync(blast, exception.Message, cancellation);
        }
        catch (OutgoingException exception) when (!Passes(exception.Failure) || IsTooLong(blast))
        {
            await records.FailedAsync(blast, exception.Message, cancellation);
        }
        catch (OutgoingException exception)
        {
            var next = CheckTimes.Next(time.GetUtcNow(), AfterTrouble, Math.Min(blast.Failures + 1, 6), chance: 0, exception.Again);
            if (blast.Rid is null)
            {
                _sendAgain = next;
            }

            await records.ChangeAsync(blast, now => now with { NextCheckAt = next, Trouble = exception.Message, Failures = now.Failures + 1 }, cancellation);
        }
    }

    private bool IsTooLong(Blast blast) => time.GetUtcNow() - (blast.SentAt ?? blast.CreatedAt) > TimeSpan.FromHours(options.Value.MostHours);

    private string TooLong() =>
        string.Create(CultureInfo.InvariantCulture, $"NCBI has not done this search within {options.Value.MostHours} hours, so it was given up. Search again; where NCBI is busy, at night (in America) it is quicker.");

    /// <summary>What is over by itself after some time.</summary>
    private static bool Passes(OutgoingFailure failure) =>
        failure is OutgoingFailure.Unreachable or OutgoingFailure.Failed or OutgoingFailure.TooOften or OutgoingFailure.CutOff;
}
