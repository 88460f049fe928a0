using Microsoft.Extensions.Logging;
using Virtool.Data.Changes;
using Virtool.Data.Collections;
using Virtool.Data.Ownership;
using Virtool.Data.Store;

namespace Virtool.Domain.Checks;

/// <summary>Does the checks that are asked for, one after the other.</summary>
/// <param name="check">Checks.</param>
/// <param name="runs">What is asked for.</param>
/// <param name="feed">Tells that something is.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The log.</param>
internal sealed class CheckLoop(FileCheck check, Collection<CheckRun> runs, IChangeFeed feed, TimeProvider time, ILogger<CheckLoop> log) : IOwnedService
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);

    public async Task RunAsync(CancellationToken ended)
    {
        using var changes = feed.Subscribe([runs.Name]);
        await TryAsync(() => EndAsync(run => run.State == CheckState.Running ? run with { State = CheckState.Failed, Problem = "The server ended while it went on. Ask for it again." } : run), ended);
        await TryAsync(() => LookAsync(ended), ended);
        await foreach (var _ in changes.ReadAsync(ended))
        {
            await TryAsync(() => LookAsync(ended), ended);
        }
    }

    private async Task TryAsync(Func<Task> action, CancellationToken ended)
    {
        try
        {
            await action();
        }
        catch (StoreException exception) when (!ended.IsCancellationRequested)
        {
            log.LogWarning("A check of the files could not be written down: {Why}", exception.Message);
        }
    }

    private async Task LookAsync(CancellationToken ended)
    {
        if (await runs.GetAsync(CheckRun.OnlyId, ended) is not { State: CheckState.Requested } wanted)
        {
            return;
        }

        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(ended);
        var progress = new CheckProgress();
        var beating = BeatAsync(progress, cancel);
        try
        {
            await runs.UpdateAsync(CheckRun.OnlyId, run => run with { State = CheckState.Running }, ended);
            var report = await check.RunAsync(wanted.Hashes, progress, cancel.Token);
            await EndAsync(run => With(run, report));
        }
        catch (OperationCanceledException) when (!ended.IsCancellationRequested)
        {
            await EndAsync(run => run with { State = CheckState.Cancelled });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await EndAsync(run => run with { State = CheckState.Failed, Problem = $"The files cannot be looked through: {exception.Message.TrimEnd('.')}." });
        }
        finally
        {
            await cancel.CancelAsync();
            await beating;
        }
    }

    // Tells how far it is, and hears whether it is to be ended.
    private async Task BeatAsync(CheckProgress progress, CancellationTokenSource cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            await Task.Delay(Beat, time, cancel.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                var share = Math.Round(progress.Share, 2);
                if (await runs.UpdateAsync(CheckRun.OnlyId, run => run.State == CheckState.Running ? run with { Progress = share } : run, cancel.Token) is { CancelRequested: true })
                {
                    await cancel.CancelAsync();
                }
            }
            catch (Exception exception) when (exception is StoreException or OperationCanceledException)
            {
                // Told at the next beat; or there is none.
            }
        }
    }

    private Task<CheckRun?> EndAsync(Func<CheckRun, CheckRun> change) => runs.UpdateAsync(
        CheckRun.OnlyId, run => change(run) is var changed && changed != run ? changed with { EndedAt = time.GetUtcNow() } : run, CancellationToken.None);

    private static CheckRun With(CheckRun run, CheckReport report) => run with
    {
        State = CheckState.Done,
        Progress = 1,
        Files = report.Files,
        Missing = report.Count(FindingKind.Missing),
        Orphaned = report.Count(FindingKind.Orphaned),
        Changed = report.Count(FindingKind.Changed),
        Findings = [.. report.Findings.Take(CheckRun.MostFindings)],
    };
}
