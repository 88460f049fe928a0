using Microsoft.Extensions.Logging;
using Virtool.Data.Changes;
using Virtool.Data.Collections;
using Virtool.Data.Ownership;
using Virtool.Data.Queries;
using Virtool.Domain.Analyses;
using Virtool.Domain.Hmms;
using Virtool.Domain.References;
using Virtool.Domain.Samples;
using Virtool.Domain.Subtractions;

namespace Virtool.Jobs.Requests;

/// <summary>
/// Turns the analyses that are wanted of ready samples into analyses and their jobs, each once, and says on each that must wait what it waits
/// for. Looks at all at its start, at a sample when it changes, and at all again when a reference, a subtraction or the set of profiles does.
/// </summary>
/// <param name="feed">The change feed.</param>
/// <param name="samples">The samples.</param>
/// <param name="references">The references.</param>
/// <param name="subtractions">The subtractions.</param>
/// <param name="profiles">Whether profiles are installed.</param>
/// <param name="analyses">Makes the analyses.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
public sealed class RequestReconciler(
    IChangeFeed feed,
    Collection<Sample> samples,
    Collection<Reference> references,
    Collection<Subtraction> subtractions,
    Collection<HmmStatus> profiles,
    AnalysisService analyses,
    TimeProvider time,
    ILogger<RequestReconciler> logger) : IOwnedService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(ended);
            }
            catch (OperationCanceledException) when (ended.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                logger.LogError(exception, "Wanted analyses could not be looked at. They are looked at again in {Seconds} s.", Pause.TotalSeconds);
                await Task.Delay(Pause, time, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // Every change after what was read comes through the subscription: so a request whose sample was changed under it is seen again.
    private async Task FollowAsync(CancellationToken cancellation)
    {
        using var subscription = feed.Subscribe([samples.Name, references.Name, subtractions.Name, profiles.Name]);
        await ReconcileAllAsync(cancellation);
        await foreach (var batch in subscription.ReadAsync(cancellation))
        {
            if (batch.Resync || batch.Changes.Any(change => change.Collection != samples.Name))
            {
                await ReconcileAllAsync(cancellation);
                continue;
            }

            foreach (var change in batch.Changes.Where(change => change.Operation != ChangeOperation.Delete))
            {
                await ReconcileAsync(change.Id, cancellation);
            }
        }
    }

    private async Task ReconcileAllAsync(CancellationToken cancellation)
    {
        var open = Where<Sample>.Is(sample => sample.HasOpenRequests, true) & Where<Sample>.Is(sample => sample.State, SampleState.Ready);
        foreach (var sample in await samples.FindAsync(open, cancellation))
        {
            await ReconcileAsync(sample.Id, cancellation);
        }
    }

    private async Task ReconcileAsync(string sampleId, CancellationToken cancellation)
    {
        var sample = await samples.GetAsync(sampleId, cancellation);
        if (sample is not { State: SampleState.Ready, HasOpenRequests: true })
        {
            return;
        }

        foreach (var id in sample.Requested.Where(request => !request.Done).Select(request => request.Id))
        {
            await ReconcileAsync(sampleId, id, cancellation);
        }
    }

    private async Task ReconcileAsync(string sampleId, string requestId, CancellationToken cancellation)
    {
        var sample = await samples.GetAsync(sampleId, cancellation);
        if (sample?.Requested.FirstOrDefault(request => request.Id == requestId) is not { Done: false } request)
        {
            return;
        }

        if (await analyses.ObstacleAsync(sample, request, cancellation) is { } obstacle)
        {
            await samples.UpdateAsync(sampleId, current => WithReason(current, requestId, obstacle), cancellation);
            return;
        }

        await analyses.TryFulfilAsync(sample, request, cancellation);
    }

    private static Sample WithReason(Sample sample, string requestId, string reason) =>
        sample.Requested.Any(request => request.Id == requestId && !request.Done && request.Reason != reason)
            ? sample with { Requested = [.. sample.Requested.Select(request => request.Id == requestId ? request with { Reason = reason } : request)] }
            : sample;
}
