using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Files;
using Virtool.Domain.Labels;
using Virtool.Domain.Links;
using Virtool.Domain.Samples;
using Virtool.Domain.Watching;
using Virtool.Files.Importing;
using Virtool.Files.Rules.Sheets;

namespace Virtool.Files.Rules;

/// <summary>Makes the sample of stored files that belong together, with its job and what is wanted of it, in one batch.</summary>
internal sealed class SampleMaker(
    IDocumentStore store,
    Collection<Import> imports,
    Collection<StoredFile> files,
    Collection<Sample> all,
    LabelService labels,
    SampleService samples)
{
    private static readonly Link Server = new("server", "server");

    /// <summary>Makes the sample. Where one of its files was removed, or somebody has taken it for another, none is made of them.</summary>
    /// <param name="rule">The folder's.</param>
    /// <param name="mates">The files by mate, each in the order of its lanes.</param>
    /// <param name="entry">What a sheet says of it; null where none does.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task MakeAsync(ImportRule rule, IReadOnlyList<IReadOnlyList<Import>> mates, SheetEntry? entry, CancellationToken cancellation)
    {
        var made = mates.SelectMany(mate => mate).ToList();
        var stored = new Dictionary<string, StoredFile>(StringComparer.Ordinal);
        foreach (var import in made)
        {
            if (await files.GetAsync(import.FileId ?? "", cancellation) is not { Reserved: false } file)
            {
                await store.BatchAsync([.. made.Select(one => imports.ToReplace(one with { Settled = true, Problem = null, Reason = null }))], cancellation);
                return;
            }

            stored[import.Id] = file;
        }

        var doubts = made.ToDictionary(import => import.Id, import => Doubt(import, stored[import.Id]));
        var draft = await DraftAsync(rule, entry, made[0], [.. mates.Select(mate => mate.Select(import => stored[import.Id]).ToList())], cancellation);
        string[] warnings = [.. doubts.Values.OfType<string>(), .. draft.Warnings, .. await LateAsync(made, cancellation)];
        var creation = await samples.PrepareAsync(draft with { Warnings = warnings }, cancellation);
        var settled = made.Select(import => imports.ToReplace(import with
        {
            Settled = true,
            SampleId = creation.Sample.Id,
            Readers = creation.Sample.Readers,
            MateId = MateOf(import, mates)?.Id,
            Problem = doubts[import.Id] is null ? null : import.ReadCount == 0 ? Problems.NoReads : Problems.Cut,
            Reason = doubts[import.Id],
        }));
        var same = await imports.FindAsync(Where<Import>.IsIn(import => import.SameAs, made.Select(import => import.Id)), cancellation);
        var hidden = same.Select(import => imports.ToReplace(import with { Readers = creation.Sample.Readers }));
        await store.BatchAsync([.. creation.Writes, .. settled, .. hidden], cancellation);
    }

    private async Task<SampleDraft> DraftAsync(
        ImportRule rule, SheetEntry? entry, Import first, IReadOnlyList<IReadOnlyList<StoredFile>> mates, CancellationToken cancellation)
    {
        var naming = SampleNaming.Of(rule, MateName.Parse(first.Name));
        var sample = entry?.Row.Sample;
        var draft = new SampleDraft(await samples.FreeNameAsync(sample ?? naming.Parts.Sample, cancellation), rule.User ?? Server, mates)
        {
            Host = naming.Parts.Host,
            Isolate = naming.Parts.Isolate,
            Locale = naming.Parts.Locale,
            LibraryType = rule.LibraryType,
            Labels = await labels.FindOrMakeAsync(rule.Labels.Concat(entry?.Row.Labels ?? []), rule.User ?? Server, cancellation),
            Folder = first.SampleFolder(),
            Run = RunName.Of(first.Name, entry),
            Group = rule.Group,
            Subtractions = rule.Subtractions,
            References = rule.References,
            Warnings = naming.Warning is null || sample is not null ? [] : [naming.Warning],
        };
        return entry?.ApplyTo(draft) ?? draft;
    }

    /// <summary>What is to be said of lanes that came when the others of their sample had been joined already.</summary>
    private async Task<IReadOnlyList<string>> LateAsync(IReadOnlyList<Import> made, CancellationToken cancellation)
    {
        var name = MateName.Parse(made[0].Name);
        if (name.Lane is null)
        {
            return [];
        }

        var like = Where<Import>.Is(import => import.FolderId, made[0].FolderId)
            & Where<Import>.Is(import => import.Settled, true)
            & Where<Import>.Contains(import => import.Search, name.Sample);
        var earlier = (await imports.FindAsync(like, cancellation)).FirstOrDefault(import => import.SampleId is not null && MateName.Parse(import.Name).Pair == name.Pair);
        return earlier?.SampleId is { } id && await all.GetAsync(id, cancellation) is { } sample
            ? [RuleReasons.LateLanes(made.Select(Pairing.Lane).Distinct().Order(), sample.Name)]
            : [];
    }

    private static string? Doubt(Import import, StoredFile file) => file.Warning ?? (file.ReadCount == 0 ? Reasons.NoReads(Pairing.Name(import)) : null);

    private static Import? MateOf(Import import, IReadOnlyList<IReadOnlyList<Import>> mates) => mates.Count == 2
        ? mates[0].Zip(mates[1]).Select(pair => pair.First == import ? pair.Second : pair.Second == import ? pair.First : null).FirstOrDefault(mate => mate is not null)
        : null;
}
