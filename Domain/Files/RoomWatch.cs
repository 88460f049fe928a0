using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Virtool.Data.Store;

namespace Virtool.Domain.Files;

/// <summary>Looks every few seconds whether there is room on the disk, and whether the files directory is there.</summary>
/// <param name="room">The room.</param>
/// <param name="directory">The files directory.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The log.</param>
internal sealed class RoomWatch(DiskRoom room, FilesDirectory directory, TimeProvider time, ILogger<RoomWatch> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (wasShort, wasThere) = (false, true);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var now = await room.LookAsync(stoppingToken);
                Tell(now, wasShort);
                wasShort = now.IsShort;
                var state = await directory.LookAsync(stoppingToken);
                Tell(state, wasThere);
                wasThere = state.IsThere;
            }
            catch (StoreException)
            {
                // The settings cannot be read at the moment: what was known last holds.
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Tell(RoomState now, bool wasShort)
    {
        if (now.IsShort && !wasShort)
        {
            log.LogWarning("The disk of the data folder runs full: {Room}. Imports, uploads and jobs wait for free space", now.Words);
        }
        else if (wasShort && !now.IsShort)
        {
            log.LogInformation("There is room on the disk of the data folder again: {Room}", now.Words);
        }
    }

    private void Tell(DirectoryState now, bool wasThere)
    {
        if (!now.IsThere && wasThere)
        {
            log.LogWarning("What files are stored in is not there: {State} Imports, uploads and jobs that need it wait", now.Words);
        }
        else if (now.IsThere && !wasThere)
        {
            log.LogInformation("The files directory is there again");
        }
    }
}
