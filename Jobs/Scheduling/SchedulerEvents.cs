using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Virtool.Data.Changes;
using Virtool.Data.Collections;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Settings;

namespace Virtool.Jobs.Scheduling;

/// <summary>The channel that the scheduler's loop reads, and who tells it what: the change feed, the clock, and the scheduler's own tasks.</summary>
internal sealed class SchedulerEvents(
    IChangeFeed feed, Collection<Job> jobs, Collection<ServerSettings> settings, ImportLoad imports, DiskRoom room, FilesDirectory directory, IOptions<JobOptions> options, TimeProvider time)
{
    private readonly Channel<SchedulerEvent> _channel = Channel.CreateUnbounded<SchedulerEvent>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>For the loop alone.</summary>
    public ChannelReader<SchedulerEvent> Reader => _channel.Reader;

    /// <summary>Forgets what was told to an earlier loop.</summary>
    public void Clear()
    {
        while (_channel.Reader.TryRead(out _))
        {
            // Only taken out.
        }
    }

    /// <summary>Tells the loop.</summary>
    public void Tell(SchedulerEvent told) => _channel.Writer.TryWrite(told);

    /// <summary>Tells the loop of every change from now on, and of time that passes, until it is cancelled.</summary>
    public async Task TellAsync(CancellationToken stopping)
    {
        imports.Changed += Tell;
        room.Changed += TellOfRoom;
        directory.Changed += TellOfRoom;
        try
        {
            await Task.WhenAll(ListenAsync(feed.Subscribe([jobs.Name, settings.Name]), stopping), RescanAsync(stopping));
        }
        finally
        {
            imports.Changed -= Tell;
            room.Changed -= TellOfRoom;
            directory.Changed -= TellOfRoom;
        }
    }

    private void Tell(object? sender, EventArgs told) => Tell(new SchedulerEvent.ImportsChanged());

    private void TellOfRoom(object? sender, EventArgs told) => Tell(new SchedulerEvent.RoomChanged());

    private async Task ListenAsync(IChangeSubscription subscription, CancellationToken stopping)
    {
        using (subscription)
        {
            try
            {
                await foreach (var batch in subscription.ReadAsync(stopping))
                {
                    Tell(batch);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                // The server stops.
            }
        }
    }

    private void Tell(ChangeBatch batch)
    {
        if (batch.Resync)
        {
            Tell(new SchedulerEvent.Resync());
        }

        foreach (var change in batch.Changes)
        {
            Tell(change.Collection == jobs.Name ? new SchedulerEvent.JobChanged(change.Id) : new SchedulerEvent.LimitsChanged());
        }
    }

    private async Task RescanAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await Task.Delay(options.Value.Rescan, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Tell(new SchedulerEvent.Resync());
        }
    }
}
