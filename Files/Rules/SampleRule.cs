using Microsoft.Extensions.Options;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Files;
using Virtool.Domain.Links;
using Virtool.Domain.Samples;
using Virtool.Domain.Watching;
using Virtool.Files.Importing;
using Virtool.Files.Watching;

namespace Virtool.Files.Rules;

/// <summary>
/// Does what the rules of watched folders say of stored files. What is to be done is read from the documents alone, and each decision is one
/// batch: so it is done once, wherever the server was stopped.
/// </summary>
internal sealed class SampleRule(
    IDocumentStore store,
    Collection<Import> imports,
    Collection<StoredFile> files,
    Collection<WatchedFolder> folders,
    SampleService samples,
    IOptions<FilesOptions> options,
    TimeProvider time)
{
    private static readonly Link Server = new("server", "server");

    /// <summary>Settles what can be settled now.</summary>
    /// <returns>When something will have to be said of a mate that has not come; null: nothing is waited for.</returns>
    public async Task<DateTimeOffset?> ApplyAsync(CancellationToken cancellation)
    {
        var open = await imports.FindAsync(
            Where<Import>.Is(import => import.State, ImportState.Stored) & Where<Import>.Is(import => import.Settled, false),
            cancellation);
        DateTimeOffset? next = null;
        foreach (var some in open.GroupBy(import => import.FolderId))
        {
            var folder = await folders.GetAsync(some.Key, cancellation);
            var due = folder is { Rule.MakeSamples: true }
                ? await ApplyAsync(folder.Rule, some, cancellation)
                : await SettleAsync(some, cancellation);
            next = due is null || next < due ? next : due;
        }

        return next;
    }

    private async Task<DateTimeOffset?> ApplyAsync(ImportRule rule, IEnumerable<Import> some, CancellationToken cancellation)
    {
        DateTimeOffset? next = null;
        foreach (var group in Pairing.Find(some))
        {
            switch (group)
            {
                case Pairing.Group.Single single:
                    await MakeAsync(rule, [single.Import], cancellation);
                    break;
                case Pairing.Group.Mates mates:
                    await MakeAsync(rule, [mates.First, mates.Second], cancellation);
                    break;
                case Pairing.Group.Left { Wrong: { } wrong } left:
                    await SayAsync(left.Import, Problems.MatesDiffer, Reasons.MatesDiffer(Name(left.Import), Name(wrong)), cancellation);
                    break;
                case Pairing.Group.Left left when left.Import.ChangedAt + options.Value.MateWait is var due && due > time.GetUtcNow():
                    next = next < due ? next : due;
                    break;
                case Pairing.Group.Left left when !await IsComingAsync(left.Import, cancellation):
                    await SayAsync(left.Import, Problems.MateMissing, Reasons.MateMissing(Name(left.Import), OtherName(left.Import)), cancellation);
                    break;
            }
        }

        return next;
    }

    /// <summary>Whether the mate was seen and is still on its way; its next change brings the rule here again.</summary>
    private async Task<bool> IsComingAsync(Import import, CancellationToken cancellation)
    {
        var pair = MateName.Parse(import.Name).Pair;
        var coming = await imports.FindAsync(
            Where<Import>.Is(other => other.FolderId, import.FolderId)
                & Where<Import>.IsIn(other => other.State, [ImportState.Discovered, ImportState.Settling, ImportState.Verifying]),
            cancellation);
        return coming.Any(other => MateName.Parse(other.Name).Pair == pair);
    }

    private async Task MakeAsync(ImportRule rule, IReadOnlyList<Import> made, CancellationToken cancellation)
    {
        var stored = new List<StoredFile>();
        foreach (var import in made)
        {
            // A file that was removed, or that somebody has taken for a sample already, makes none.
            if (await files.GetAsync(import.FileId ?? "", cancellation) is not { Reserved: false } file)
            {
                await SettleAsync([import], cancellation);
                return;
            }

            stored.Add(file);
        }

        var name = await samples.FreeNameAsync(MateName.Parse(made[0].Name).Sample, cancellation);
        var doubts = made.Zip(stored, (import, file) => file.Warning ?? (file.ReadCount == 0 ? Reasons.NoReads(Name(import)) : null)).ToList();
        var creation = await samples.PrepareAsync(name, rule.User ?? Server, stored, rule.Subtractions, rule.References, [.. doubts.OfType<string>()], cancellation);
        var settled = made.Zip(doubts, (import, doubt) => imports.ToReplace(import with
        {
            Settled = true,
            SampleId = creation.Sample.Id,
            Readers = creation.Sample.Readers,
            MateId = made.FirstOrDefault(other => other.Id != import.Id)?.Id,
            Problem = doubt is null ? null : import.ReadCount == 0 ? Problems.NoReads : Problems.Cut,
            Reason = doubt,
        }));
        var same = await imports.FindAsync(Where<Import>.IsIn(import => import.SameAs, made.Select(import => import.Id)), cancellation);
        var hidden = same.Select(import => imports.ToReplace(import with { Readers = creation.Sample.Readers }));
        await store.BatchAsync([.. creation.Writes, .. settled, .. hidden], cancellation);
    }

    private async Task<DateTimeOffset?> SettleAsync(IEnumerable<Import> some, CancellationToken cancellation)
    {
        foreach (var import in some)
        {
            await imports.UpdateAsync(import.Id, now => now with { Settled = true }, cancellation);
        }

        return null;
    }

    private Task<Import?> SayAsync(Import import, string problem, string reason, CancellationToken cancellation) =>
        imports.UpdateAsync(import.Id, now => now with { Problem = problem, Reason = reason }, cancellation);

    private static string Name(Import import) => ReadsName.Last(import.Name);

    private static string OtherName(Import import) =>
        MateName.Parse(import.Name).Other + Name(import)[ReadsName.WithoutEnding(Name(import)).Length..];
}
