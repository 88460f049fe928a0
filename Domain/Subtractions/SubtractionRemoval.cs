using System.Globalization;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Analyses;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Trash;
using Virtool.Domain.Watching;

namespace Virtool.Domain.Subtractions;

/// <summary>Removes subtractions that nothing needs any more.</summary>
/// <param name="subtractions">The subtractions.</param>
/// <param name="jobs">The jobs that build them.</param>
/// <param name="samples">The samples that have them by default.</param>
/// <param name="analyses">The analyses with them.</param>
/// <param name="folders">The watched folders whose rules name them.</param>
/// <param name="trash">Where they go.</param>
/// <param name="data">Where they lie.</param>
public sealed class SubtractionRemoval(
    Collection<Subtraction> subtractions,
    Collection<Job> jobs,
    Collection<Sample> samples,
    Collection<Analysis> analyses,
    Collection<WatchedFolder> folders,
    TrashService trash,
    DataFolder data)
{
    /// <summary>
    /// What stands against removing it, a sentence each; none: nothing does. Analyses that are done do not need it: they stay readable, but cannot be
    /// run again the same.
    /// </summary>
    /// <param name="subtraction">The subtraction.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<IReadOnlyList<string>> ObstaclesAsync(Subtraction subtraction, CancellationToken cancellation = default)
    {
        var obstacles = new List<string>();
        if (await samples.CountAsync(Where<Sample>.Has(sample => sample.SubtractionIds, subtraction.Id), cancellation) is > 0 and var linked)
        {
            obstacles.Add($"{Count(linked, "sample has", "samples have")} it as a default subtraction. Give {(linked == 1 ? "it" : "them")} another, or none.");
        }

        var open = Where<Analysis>.Has(analysis => analysis.SubtractionIds, subtraction.Id) & Where<Analysis>.Is(analysis => analysis.State, AnalysisState.Pending);
        if (await analyses.CountAsync(open, cancellation) is > 0 and var pending)
        {
            obstacles.Add($"{Count(pending, "analysis that uses it is", "analyses that use it are")} not done yet. Wait for {(pending == 1 ? "it" : "them")}, or cancel {(pending == 1 ? "its job" : "their jobs")}.");
        }

        var wanting = await samples.FindAsync(Where<Sample>.Is(sample => sample.HasOpenRequests, true), cancellation);
        if (wanting.SelectMany(sample => sample.Requested).Count(request => !request.Done && request.Subtractions.Any(one => one.Id == subtraction.Id)) is > 0 and var wanted)
        {
            obstacles.Add($"{Count(wanted, "analysis with it is", "analyses with it are")} wanted and will begin when everything for {(wanted == 1 ? "it" : "them")} is ready.");
        }

        var named = (await folders.FindAsync(Filter.All, cancellation)).Where(folder => folder.Rule.Subtractions.Any(one => one.Id == subtraction.Id)).Select(folder => folder.Path).ToList();
        if (named.Count > 0)
        {
            obstacles.Add($"The rule of {string.Join(" and ", named)} gives it to new samples. Take it out of the rule.");
        }

        if (!subtraction.Ready && await jobs.GetAsync(subtraction.JobId, cancellation) is { } job && !job.IsOver())
        {
            obstacles.Add("It is being built. Cancel its job first, or wait until it is done.");
        }

        return obstacles;
    }

    /// <summary>Removes a subtraction: it goes to the trash with its genome and its index. One that was never built leaves nothing there.</summary>
    /// <exception cref="NotPermittedException">The viewer may not change subtractions.</exception>
    /// <exception cref="NotFoundException">There is no such subtraction.</exception>
    /// <exception cref="RefusedException">Something needs it, or the trash cannot take it; the message says what.</exception>
    public async Task RemoveAsync(Viewer viewer, string id, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.ModifySubtraction);
        while (true)
        {
            var subtraction = await subtractions.GetAsync(id, cancellation) ?? throw new NotFoundException("There is no such subtraction.");
            if (await ObstaclesAsync(subtraction, cancellation) is { Count: > 0 } obstacles)
            {
                throw new RefusedException($"{subtraction.Name} cannot be deleted: {string.Join(" ", obstacles)}");
            }

            if (await TryTakeAsync(subtraction, new Link(viewer.UserId, viewer.Handle), cancellation))
            {
                return;
            }
        }
    }

    private async Task<bool> TryTakeAsync(Subtraction subtraction, Link by, CancellationToken cancellation)
    {
        if (!subtraction.Ready)
        {
            return await subtractions.DeleteAsync(subtraction.Id, cancellation);
        }

        try
        {
            await trash.TakeAsync(
                new TrashOrder(data.Subtraction(subtraction.Id), subtraction.Name, "subtraction", $"It was removed by {by.Name}.")
                {
                    By = by,
                    Owner = subtraction.User,
                    Documents = [TrashDocument.Of(subtractions, subtraction)],
                },
                cancellation);
            return true;
        }
        catch (ConflictException)
        {
            return false;
        }
    }

    private static string Count(long number, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{number:N0} {(number == 1 ? one : many)}");
}
