using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Files;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Hmms;

/// <summary>Removes profiles. Those that results use stay, hidden, so that results say what they have found.</summary>
/// <param name="store">The engine, for batches.</param>
/// <param name="hmms">What is known of each.</param>
/// <param name="members">Their proteins.</param>
/// <param name="status">Which set is installed.</param>
/// <param name="uses">Which results use.</param>
/// <param name="data">Where the profiles lie.</param>
public sealed class HmmRemoval(
    IDocumentStore store, Collection<Hmm> hmms, Collection<HmmMembers> members, Collection<HmmStatus> status, HmmUses uses, DataFolder data)
{
    private const int AtOnce = 200;

    /// <summary>Removes the set that is installed. Analyses that look for unknown viruses cannot be started then.</summary>
    /// <exception cref="NotPermittedException">The viewer may not change profiles.</exception>
    /// <exception cref="RefusedException">Profiles are being installed.</exception>
    public async Task PurgeAsync(Viewer viewer, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.ModifyHmm);
        await status.UpdateAsync(
            HmmStatus.OnlyId,
            now => now.TaskId is null
                ? now with { Installed = false, Set = "", Source = "", Sha256 = "", Size = 0, Count = 0, InstalledAt = null, User = null, Release = null, ReleaseSlug = "" }
                : throw new RefusedException("Profiles are being installed at this moment. Wait until that is done, or cancel it, and remove them then."),
            cancellation);
        if (Directory.Exists(data.Hmm))
        {
            File.Delete(data.Profiles);
        }

        await SweepAsync(CancellationToken.None);
    }

    /// <summary>Removes profiles of sets that are not installed, and hides those that results use. May run at any time.</summary>
    public async Task SweepAsync(CancellationToken cancellation = default)
    {
        var installed = HmmService.StatusOf(await status.GetAsync(HmmStatus.OnlyId, cancellation));
        var former = await hmms.FindAsync(
            Where<Hmm>.IsNot(hmm => hmm.Set, installed.Set) & Where<Hmm>.IsNot(hmm => hmm.Set, installed.TaskId ?? ""), cancellation);
        if (former.Count == 0)
        {
            return;
        }

        var used = await uses.UsedAsync(cancellation);
        foreach (var some in former.Chunk(AtOnce))
        {
            await store.CommitAsync(async token => await WritesAsync(some, used, token), cancellation);
        }
    }

    /// <summary>Removes what a task has written that did not come to its end.</summary>
    /// <param name="set">The set that it was making.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task ForgetAsync(string set, CancellationToken cancellation = default)
    {
        foreach (var some in (await hmms.FindAsync(Where<Hmm>.Is(hmm => hmm.Set, set), cancellation)).Chunk(AtOnce))
        {
            await store.CommitAsync(async token => Removed(await PresentAsync(some, token)), cancellation);
        }
    }

    private async Task<IReadOnlyList<Write>> WritesAsync(IReadOnlyCollection<Hmm> some, IReadOnlySet<string>? used, CancellationToken cancellation)
    {
        var now = await PresentAsync(some, cancellation);
        return
        [
            .. now.Where(hmm => used?.Contains(hmm.Id) != false && !hmm.Hidden).Select(hmm => hmms.ToReplace(hmm with { Hidden = true })),
            .. Removed([.. now.Where(hmm => used?.Contains(hmm.Id) == false)]),
        ];
    }

    private Task<IReadOnlyList<Hmm>> PresentAsync(IEnumerable<Hmm> some, CancellationToken cancellation) =>
        hmms.FindAsync(Where<Hmm>.IsIn(hmm => hmm.Id, some.Select(hmm => hmm.Id)), cancellation);

    private List<Write> Removed(IReadOnlyList<Hmm> some) => [.. some.SelectMany(hmm => new[] { hmms.ToDelete(hmm.Id), members.ToDelete(hmm.Id) })];
}
