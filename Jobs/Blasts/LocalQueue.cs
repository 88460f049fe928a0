using Virtool.Domain.Blasts;

namespace Virtool.Jobs.Blasts;

/// <summary>Does searches in the lab's own database, one after another. One that the end of a server cut off is begun again.</summary>
/// <param name="records">The searches.</param>
/// <param name="local">The database.</param>
internal sealed class LocalQueue(BlastRecords records, LocalBlast local)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    /// <summary>Does the next one, if there is one.</summary>
    /// <param name="wake">Tells that somebody may have cancelled it.</param>
    /// <param name="ended">The server ends.</param>
    /// <returns>How long there is nothing to do then, unless somebody asks for more.</returns>
    public async Task<TimeSpan> StepAsync(Wake wake, CancellationToken ended)
    {
        if (await records.OpenAsync(local: true, ended) is not [var next, ..])
        {
            return Pause;
        }

        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(ended);
        var search = SearchAsync(next, cancel.Token);
        while (!search.IsCompleted)
        {
            await Task.WhenAny(search, wake.WaitAsync(TimeSpan.FromSeconds(5), cancel.Token));
            if (!search.IsCompleted && !cancel.IsCancellationRequested && !await records.IsOpenAsync(next, ended))
            {
                await cancel.CancelAsync();
            }
        }

        await EndAsync(search, cancel, ended);
        return TimeSpan.Zero;
    }

    private static async Task EndAsync(Task search, CancellationTokenSource cancel, CancellationToken ended)
    {
        await cancel.CancelAsync();
        try
        {
            await search;
        }
        catch (OperationCanceledException) when (!ended.IsCancellationRequested)
        {
            // Somebody has cancelled it.
        }
    }

    private async Task SearchAsync(Blast blast, CancellationToken cancellation)
    {
        try
        {
            var found = await local.SearchAsync(blast, await records.SequenceAsync(blast, cancellation), cancellation);
            await records.FoundAsync(blast, found, cancellation);
        }
        catch (BlastFailedException exception)
        {
            await records.FailedAsync(blast, exception.Message, cancellation);
        }
    }
}
