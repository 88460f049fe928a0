using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Checks;

/// <summary>Checks of the files that administrators ask the running server for.</summary>
/// <param name="runs">The last check.</param>
/// <param name="time">The clock.</param>
public sealed class CheckService(Collection<CheckRun> runs, TimeProvider time)
{
    /// <summary>The last one, as a list of one, or of none where nobody has asked for one yet.</summary>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    public Query<CheckRun> Last(Viewer viewer)
    {
        viewer.DemandAdministrator();
        return Query<CheckRun>.ById(CheckRun.OnlyId);
    }

    /// <summary>The last one; null where nobody has asked for one yet.</summary>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    public async Task<CheckRun?> LastAsync(Viewer viewer, CancellationToken cancellation = default)
    {
        viewer.DemandAdministrator();
        return await runs.GetAsync(CheckRun.OnlyId, cancellation);
    }

    /// <summary>Asks for one; it begins at once.</summary>
    /// <param name="viewer">An administrator.</param>
    /// <param name="hashes">Read every byte and compare hashes; else sizes alone are compared.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    /// <exception cref="RefusedException">One goes on.</exception>
    public async Task<CheckRun> RequestAsync(Viewer viewer, bool hashes, CancellationToken cancellation = default)
    {
        viewer.DemandAdministrator();
        var wanted = new CheckRun { Id = CheckRun.OnlyId, Hashes = hashes, By = new Link(viewer.UserId, viewer.Handle), RequestedAt = time.GetUtcNow() };
        while (true)
        {
            var before = await runs.GetAsync(CheckRun.OnlyId, cancellation);
            if (before is { State: CheckState.Requested or CheckState.Running })
            {
                throw new RefusedException($"A check goes on, which {before.By.Name} asked for. Wait until it is done, or cancel it.");
            }

            try
            {
                if ((before is null ? await runs.InsertAsync(wanted, cancellation) : await runs.ReplaceAsync(wanted with { Revision = before.Revision }, cancellation)) is { } run)
                {
                    return run;
                }
            }
            catch (DuplicateException)
            {
                // Somebody else asked in between.
            }
        }
    }

    /// <summary>Ends the one that goes on.</summary>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    /// <exception cref="NotFoundException">Nobody has asked for one yet.</exception>
    /// <exception cref="RefusedException">None goes on.</exception>
    public async Task<CheckRun> CancelAsync(Viewer viewer, CancellationToken cancellation = default)
    {
        viewer.DemandAdministrator();
        return await runs.UpdateAsync(
            CheckRun.OnlyId,
            run => run.State is CheckState.Requested or CheckState.Running ? run with { CancelRequested = true } : throw new RefusedException("No check goes on."),
            cancellation) ?? throw new NotFoundException("Nobody has asked for a check yet.");
    }
}
