using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Virtool.Data.Changes;
using Virtool.Data.Collections;
using Virtool.Data.Ownership;
using Virtool.Data.Store;
using Virtool.Domain.Files;
using Virtool.Domain.Watching;

namespace Virtool.Files.Rules;

/// <summary>Applies the rules at start, at every change of an import or a folder, and when a wait is over.</summary>
internal sealed class RuleLoop(
    SampleRule rule,
    Collection<Import> imports,
    Collection<WatchedFolder> folders,
    IChangeFeed feed,
    IOptions<FilesOptions> options,
    TimeProvider time,
    ILogger<RuleLoop> logger) : IOwnedService
{
    public async Task RunAsync(CancellationToken ended)
    {
        using var changes = feed.Subscribe([imports.Name, folders.Name]);
        await using var batches = changes.ReadAsync(ended).GetAsyncEnumerator(ended);
        var change = batches.MoveNextAsync().AsTask();
        try
        {
            while (true)
            {
                var wait = await ApplyAsync(ended);
                if (await ComesAsync(change, wait, ended))
                {
                    change = batches.MoveNextAsync().AsTask();
                }
            }
        }
        finally
        {
            // The enumerator may be disposed only when nobody waits for it any more.
            await ((Task)change).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> ComesAsync(Task<bool> change, TimeSpan wait, CancellationToken cancellation)
    {
        try
        {
            await change.WaitAsync(wait, time, cancellation);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>How long nothing needs to be done, if nothing changes.</summary>
    private async Task<TimeSpan> ApplyAsync(CancellationToken cancellation)
    {
        try
        {
            var wait = await rule.ApplyAsync(cancellation) - time.GetUtcNow();
            return wait is null || wait > options.Value.RescanInterval ? options.Value.RescanInterval : wait > TimeSpan.Zero ? wait.Value : TimeSpan.FromMilliseconds(1);
        }
        catch (ConflictException)
        {
            // No failure: somebody was faster with one of the documents, and all is read again.
            return TimeSpan.FromMilliseconds(1);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.LogError(exception, "The rules of watched folders could not be applied; it is tried again");
            return options.Value.RetryDelay;
        }
    }
}
