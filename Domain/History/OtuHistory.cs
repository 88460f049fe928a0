using System.Runtime.CompilerServices;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Links;
using Virtool.Domain.References;

namespace Virtool.Domain.History;

/// <summary>Viruses as they were.</summary>
/// <param name="otus">The OTUs.</param>
/// <param name="sequences">Their sequences.</param>
/// <param name="changes">The history.</param>
/// <param name="former">Nucleotides of former versions.</param>
public sealed class OtuHistory(Collection<Otu> otus, Collection<Sequence> sequences, Collection<Change> changes, Collection<FormerNucleotides> former)
{
    // About 1 MB of nucleotides: enough that asking takes less time than reading.
    private const int Window = 64;

    /// <summary>A virus as it is; null: there is none.</summary>
    public async Task<JoinedOtu?> NowAsync(string otuId, CancellationToken cancellation = default)
    {
        while (await otus.GetAsync(otuId, cancellation) is { } otu)
        {
            var found = await sequences.FindAsync(Where<Sequence>.Is(sequence => sequence.OtuId, otuId), cancellation);
            if (await IsStillAsync(otu, cancellation))
            {
                return JoinedOtu.Of(otu, found);
            }
        }

        return null;
    }

    /// <summary>A virus as it was at a version, exactly; null: it was not there, or there never was one.</summary>
    /// <param name="otuId">The virus.</param>
    /// <param name="version">The version, from 0.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<JoinedOtu?> AtAsync(string otuId, int version, CancellationToken cancellation = default)
    {
        while (true)
        {
            var now = await NowAsync(otuId, cancellation);
            if (now is not null && now.Otu.Version == version)
            {
                return now;
            }

            var later = await changes.FindAsync(
                Query<Change>.All
                    .Where(Where<Change>.Is(change => change.Otu.Id, otuId) & Where<Change>.Above(change => change.OtuVersion, version))
                    .OrderBy(change => change.OtuVersion, descending: true),
                cancellation);
            if (now is null ? await otus.GetAsync(otuId, cancellation) is null : await IsStillAsync(now.Otu, cancellation))
            {
                return (now is null && later is []) || version > now?.Otu.Version ? null : await BackAsync(otuId, version, now, later, cancellation);
            }
        }
    }

    /// <summary>Viruses at their versions, in the order of their ids; those that were not there are left out.</summary>
    /// <param name="manifest">The version of each virus, by its id.</param>
    /// <param name="cancellation">Ends it.</param>
    public async IAsyncEnumerable<JoinedOtu> AtAsync(IReadOnlyDictionary<string, int> manifest, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        foreach (var ids in manifest.Keys.Order(StringComparer.Ordinal).Chunk(Window))
        {
            var found = (await otus.FindAsync(Where<Otu>.IsIn(otu => otu.Id, ids), cancellation)).ToDictionary(otu => otu.Id, StringComparer.Ordinal);
            var theirs = (await sequences.FindAsync(Where<Sequence>.IsIn(sequence => sequence.OtuId, ids), cancellation)).ToLookup(sequence => sequence.OtuId, StringComparer.Ordinal);
            var still = (await otus.FindAsync(Where<Otu>.IsIn(otu => otu.Id, ids), cancellation)).ToDictionary(otu => otu.Id, otu => otu.Revision, StringComparer.Ordinal);
            foreach (var id in ids)
            {
                var joined = found.TryGetValue(id, out var otu) && otu.Version == manifest[id] && still.TryGetValue(id, out var revision) && revision == otu.Revision
                    ? JoinedOtu.Of(otu, theirs[id])
                    : await AtAsync(id, manifest[id], cancellation);
                if (joined is not null)
                {
                    yield return joined;
                }
            }
        }
    }

    /// <summary>What a change made: the virus before and after it; null on the side where it was not there.</summary>
    public async Task<(JoinedOtu? Before, JoinedOtu? After)> SidesAsync(Change change, CancellationToken cancellation = default)
    {
        var before = change.OtuVersion == 0 ? null : await AtAsync(change.Otu.Id, change.OtuVersion - 1, cancellation);
        return (before, change.Removed ? null : await AtAsync(change.Otu.Id, change.OtuVersion, cancellation));
    }

    private async Task<bool> IsStillAsync(Otu otu, CancellationToken cancellation) => (await otus.GetAsync(otu.Id, cancellation))?.Revision == otu.Revision;

    private async Task<JoinedOtu?> BackAsync(string otuId, int version, JoinedOtu? now, IReadOnlyList<Change> later, CancellationToken cancellation)
    {
        var state = now is null ? null : OtuState.Of(now);
        foreach (var change in later)
        {
            state = OtuDiff.Undo(state, change.Diff);
        }

        if (state is null)
        {
            return null;
        }

        var known = (now?.Sequences ?? []).DistinctBy(sequence => sequence.Nucleotides, StringComparer.Ordinal).ToDictionary(sequence => SequenceHash.Of(sequence.Nucleotides), sequence => sequence.Nucleotides, StringComparer.Ordinal);
        string[] missing = [.. state.Sequences().Select(sequence => sequence.Hash).Where(hash => !known.ContainsKey(hash)).Distinct(StringComparer.Ordinal)];
        foreach (var one in await former.FindAsync(Where<FormerNucleotides>.IsIn(one => one.Id, missing.Select(hash => FormerNucleotides.IdOf(otuId, hash))), cancellation))
        {
            known[one.Hash] = one.Nucleotides;
        }

        return state.ToOtu(otuId, version, now?.Otu.Reference ?? new Link(later[0].ReferenceId, ""), hash => known[hash]);
    }
}
