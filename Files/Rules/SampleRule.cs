using Microsoft.Extensions.Options;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Files;
using Virtool.Domain.Subtractions;
using Virtool.Domain.Watching;
using Virtool.Files.Importing;
using Virtool.Files.Rules.Sheets;

namespace Virtool.Files.Rules;

/// <summary>
/// Does what the rules of watched folders say of stored files. What is to be done is read from the documents alone, and each decision is one
/// batch: so it is done once, wherever the server was stopped.
/// </summary>
internal sealed class SampleRule(
    IDocumentStore store,
    Collection<Import> imports,
    Collection<WatchedFolder> folders,
    Collection<Subtraction> subtractions,
    SheetShelf shelf,
    SampleMaker maker,
    IOptions<FilesOptions> options,
    TimeProvider time)
{
    private const int AtOnce = 200;

    /// <summary>Settles what can be settled now.</summary>
    /// <returns>When is to be looked again though nothing changed; null: nothing is waited for.</returns>
    public async Task<DateTimeOffset?> ApplyAsync(CancellationToken cancellation)
    {
        var open = await imports.FindAsync(
            Where<Import>.Is(import => import.State, ImportState.Stored) & Where<Import>.Is(import => import.Settled, false),
            cancellation);
        DateTimeOffset? next = null;
        foreach (var some in open.GroupBy(import => import.FolderId))
        {
            var folder = await folders.GetAsync(some.Key, cancellation);
            var makes = folder is { Rule.MakeSamples: true };
            await SettleAsync(some.Where(import => !makes || import.Type != FileType.Reads), cancellation);
            if (makes)
            {
                next = Earlier(next, await ApplyAsync(folder!, [.. some.Where(import => import.Type == FileType.Reads)], cancellation));
            }
        }

        return next;
    }

    private async Task<DateTimeOffset?> ApplyAsync(WatchedFolder folder, IReadOnlyList<Import> some, CancellationToken cancellation)
    {
        DateTimeOffset? next = null;
        var known = await subtractions.FindAsync(Filter.All, cancellation);
        var look = new FolderLook(folder, new FolderSheets(folder, shelf, known, time.GetUtcNow()), new ComingFiles(imports, folder.Id, some));
        List<Import> left = [.. some.OrderBy(import => import.DiscoveredAt).ThenBy(import => import.Name, StringComparer.Ordinal)];
        foreach (var join in look.Sheets.Joined(left))
        {
            next = Earlier(next, await ApplyAsync(look, join, cancellation));
            left = [.. left.Except(join.There)];
        }

        foreach (var group in left.GroupBy(import => MateName.Parse(import.Name).Pair))
        {
            next = Earlier(next, await ApplyAsync(look, [.. group], cancellation));
        }

        return next;
    }

    private async Task<DateTimeOffset?> ApplyAsync(FolderLook look, SheetJoin join, CancellationToken cancellation)
    {
        if (join.Group() is { } group)
        {
            return await DoAsync(look, [group], cancellation);
        }

        if (await WaitAsync(look, join.There, cancellation) is { } wait)
        {
            return wait;
        }

        await SayAsync(join.There, Problems.MateMissing, _ => join.Missing(), cancellation);
        return time.GetUtcNow() + options.Value.RetryDelay;
    }

    private async Task<DateTimeOffset?> ApplyAsync(FolderLook look, IReadOnlyList<Import> group, CancellationToken cancellation)
    {
        var name = MateName.Parse(group[0].Name);
        if (name.IsIndex)
        {
            await OutAsync(group.Select(import => (import, Problems.IndexReads, RuleReasons.IndexReads(Pairing.Name(import)))), cancellation);
            return null;
        }

        if (name.Lane is null)
        {
            return await DoAsync(look, Pairing.Find(group), cancellation);
        }

        if (await WaitAsync(look, group, cancellation) is { } wait)
        {
            await SayAsync(group, Problems.LanesOpen, import => RuleReasons.LanesOpen(Pairing.Name(import), options.Value.MateWait), cancellation);
            return wait;
        }

        if (await RefusedAsync(group[0], cancellation) is { } refused)
        {
            await SayAsync(group, Problems.LaneRefused, _ => RuleReasons.LaneRefused(Pairing.Lane(refused), Pairing.Name(refused)), cancellation);
            return null;
        }

        return await DoAsync(look, Pairing.Join(group), cancellation);
    }

    private async Task<DateTimeOffset?> DoAsync(FolderLook look, IEnumerable<Pairing.Group> found, CancellationToken cancellation)
    {
        DateTimeOffset? next = null;
        foreach (var group in found)
        {
            switch (group)
            {
                case Pairing.Group.Whole whole:
                    next = Earlier(next, await MakeAsync(look, whole, cancellation));
                    break;
                case Pairing.Group.Held held:
                    await SayAsync(held.Imports, held.Problem, _ => held.Reason, cancellation);
                    break;
                case Pairing.Group.Out gone:
                    await OutAsync([(gone.Import, gone.Problem, gone.Reason)], cancellation);
                    break;
                case Pairing.Group.Alone alone:
                    next = Earlier(next, await WaitForMateAsync(look, alone, cancellation));
                    break;
            }
        }

        return next;
    }

    /// <summary>A mate waits for the other, then says so; where a sheet names it as the one file of its sample, there is none to wait for.</summary>
    private async Task<DateTimeOffset?> WaitForMateAsync(FolderLook look, Pairing.Group.Alone alone, CancellationToken cancellation)
    {
        if (look.Sheets.NameSingly([.. alone.Imports.Select(import => import.Name)]))
        {
            return await MakeAsync(look, new Pairing.Group.Whole([alone.Imports]), cancellation);
        }

        if (await WaitAsync(look, alone.Imports, cancellation) is { } wait)
        {
            return wait;
        }

        await SayAsync(alone.Imports, Problems.MateMissing, import => RuleReasons.MateMissing(Pairing.Name(import), Pairing.OtherName(import)), cancellation);
        return null;
    }

    /// <summary>Makes the sample as the rule and a sheet say. A sheet that is mended changes no document: it is looked at again.</summary>
    private async Task<DateTimeOffset?> MakeAsync(FolderLook look, Pairing.Group.Whole whole, CancellationToken cancellation)
    {
        var files = whole.Mates.SelectMany(mate => mate).ToList();
        switch (look.Sheets.Of([.. files.Select(import => import.Name)]))
        {
            case SheetVerdict.Unquiet unquiet:
                return unquiet.Until;
            case SheetVerdict.Wrong wrong:
                await SayAsync(files, Problems.Sheet, _ => wrong.Reason, cancellation);
                return time.GetUtcNow() + options.Value.RetryDelay;
            case SheetVerdict.Named named:
                await maker.MakeAsync(look.Folder.Rule, whole.Mates, named.Entry, cancellation);
                return null;
            default:
                await maker.MakeAsync(look.Folder.Rule, whole.Mates, null, cancellation);
                return null;
        }
    }

    /// <summary>When is to be looked again whether all of a group came; null: no more of it are to be expected.</summary>
    private async Task<DateTimeOffset?> WaitAsync(FolderLook look, IReadOnlyList<Import> group, CancellationToken cancellation)
    {
        // First the marker, then what is there: what lies there later does not belong to what the marker closed.
        var complete = look.IsComplete(group[0].Name);
        var now = time.GetUtcNow();
        var until = group.Max(import => import.ChangedAt) + options.Value.MateWait;
        if (until > now && !complete)
        {
            // A marker changes no document: it is looked for.
            return Earlier(until, now + options.Value.RetryDelay);
        }

        return await look.Coming.AnyAsync(group, [.. look.Beside(group[0].Name)], cancellation) ? now + options.Value.RescanInterval : null;
    }

    /// <summary>A file of the group that lies in the quarantine and was not followed by another of its name.</summary>
    private async Task<Import?> RefusedAsync(Import import, CancellationToken cancellation)
    {
        var pair = MateName.Parse(import.Name).Pair;
        var refused = await imports.FindAsync(
            Where<Import>.Is(other => other.FolderId, import.FolderId) & Where<Import>.Is(other => other.State, ImportState.Quarantined), cancellation);
        foreach (var other in refused.Where(other => MateName.Parse(other.Name).Pair == pair))
        {
            var later = Where<Import>.Is(one => one.FolderId, import.FolderId) & Where<Import>.Is(one => one.Name, other.Name) & Where<Import>.Is(one => one.State, ImportState.Stored);
            if (await imports.CountAsync(later, cancellation) == 0)
            {
                return other;
            }
        }

        return null;
    }

    private async Task SettleAsync(IEnumerable<Import> some, CancellationToken cancellation)
    {
        foreach (var chunk in some.Chunk(AtOnce))
        {
            await store.BatchAsync([.. chunk.Select(import => imports.ToReplace(import with { Settled = true }))], cancellation);
        }
    }

    private Task OutAsync(IEnumerable<(Import Import, string Problem, string Reason)> some, CancellationToken cancellation) => store.BatchAsync(
        [.. some.Select(one => imports.ToReplace(one.Import with { Settled = true, Problem = one.Problem, Reason = one.Reason }))], cancellation);

    private async Task SayAsync(IEnumerable<Import> some, string problem, Func<Import, string> reason, CancellationToken cancellation)
    {
        foreach (var import in some.Where(import => import.Problem != problem || import.Reason != reason(import)))
        {
            await imports.UpdateAsync(import.Id, now => now with { Problem = problem, Reason = reason(now) }, cancellation);
        }
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other ?? one : one;
}
