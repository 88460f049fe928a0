using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Virtool.Data.Ownership;
using Virtool.Data.Store;
using Virtool.Jobs.Scheduling;

namespace Virtool.Jobs.Repair;

/// <summary>
/// Puts right, once in each tenure and beside the jobs that run meanwhile, what no job puts right: reservations without a job, tags that are
/// counted wrong, and folders without a document. It never deletes a sample, an analysis, a subtraction or a job.
/// </summary>
/// <param name="reservations">Frees reserved files.</param>
/// <param name="tags">Counts tags.</param>
/// <param name="folders">Moves folders away.</param>
/// <param name="options">How long it waits for a database that is away.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The log.</param>
internal sealed class StartRepair(
    Reservations reservations, WorkflowTags tags, LostFolders folders, IOptions<JobOptions> options, TimeProvider time, ILogger<StartRepair> log) : IOwnedService
{
    /// <inheritdoc />
    public async Task RunAsync(CancellationToken ended)
    {
        foreach (var repair in new Func<CancellationToken, Task>[] { reservations.FreeAsync, tags.CountAsync, folders.MoveAsync })
        {
            while (!await DoneAsync(repair, ended))
            {
                await Task.Delay(options.Value.RetryDelay, time, ended);
            }
        }
    }

    private async Task<bool> DoneAsync(Func<CancellationToken, Task> repair, CancellationToken ended)
    {
        try
        {
            await repair(ended);
            return true;
        }
        catch (StoreException exception) when (exception.IsPassing)
        {
            return false;
        }
        catch (Exception exception) when (!ended.IsCancellationRequested)
        {
            log.LogError(exception, "What an end of the server may have left could not be looked through; it is tried again at the next start");
            return true;
        }
    }
}
