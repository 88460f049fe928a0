using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Store;
using Virtool.Domain.Hmms;
using Virtool.Jobs.Tasks;

namespace Virtool.Jobs.Hmms;

/// <summary>Writes what is known of the profiles of a set. Nothing of it is seen before the set is installed.</summary>
/// <param name="store">The engine, for batches.</param>
/// <param name="hmms">What is known of each.</param>
/// <param name="members">Their proteins.</param>
internal sealed class HmmWriter(IDocumentStore store, Collection<Hmm> hmms, Collection<HmmMembers> members)
{
    /// <summary>Proteins in a batch; one has about 150 bytes, and a batch at most 8 MB.</summary>
    private const int MembersAtOnce = 10_000;

    private const int ProfilesAtOnce = 200;
    private const int MostNames = 3;

    /// <summary>Writes one for each profile: what its annotation says, or what it says of itself where it has none.</summary>
    /// <param name="set">The set.</param>
    /// <param name="profiles">The profiles.</param>
    /// <param name="annotations">The annotations; of other profiles too, which are left out.</param>
    /// <param name="progress">Told how much is done, 0 to 1.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="TaskFailedException">No annotation is of one of the profiles, or one is not as it must be.</exception>
    public async Task WriteAsync(string set, ProfileSet profiles, IAsyncEnumerable<Annotation> annotations, Func<double, Task> progress, CancellationToken cancellation)
    {
        var open = profiles.Profiles.Keys.ToHashSet();
        var batch = new List<(Hmm Hmm, HmmMembers Members)>();
        await foreach (var annotation in annotations.WithCancellation(cancellation))
        {
            if (open.Remove(annotation.Cluster!.Value))
            {
                await AddAsync(batch, Of(set, annotation, profiles.Profiles[annotation.Cluster.Value]), cancellation);
                await progress(1 - ((double)open.Count / profiles.Profiles.Count));
            }
        }

        if (open.Count == profiles.Profiles.Count)
        {
            throw new TaskFailedException("No annotation is of one of the profiles: the two files do not belong together. Nothing was changed; take both from one release.");
        }

        foreach (var cluster in open.Order())
        {
            await AddAsync(batch, Of(set, new Annotation { Cluster = cluster }, profiles.Profiles[cluster]), cancellation);
        }

        await FlushAsync(batch, cancellation);
    }

    private async Task AddAsync(List<(Hmm Hmm, HmmMembers Members)> batch, (Hmm Hmm, HmmMembers Members) one, CancellationToken cancellation)
    {
        batch.Add(one);
        if (batch.Count >= ProfilesAtOnce || batch.Sum(other => other.Members.Entries.Count) >= MembersAtOnce)
        {
            await FlushAsync(batch, cancellation);
        }
    }

    private async Task FlushAsync(List<(Hmm Hmm, HmmMembers Members)> batch, CancellationToken cancellation)
    {
        if (batch.Count > 0)
        {
            await store.BatchAsync([.. batch.SelectMany(one => new[] { hmms.ToInsert(one.Hmm), members.ToInsert(one.Members) })], cancellation);
            batch.Clear();
        }
    }

    private static (Hmm Hmm, HmmMembers Members) Of(string set, Annotation annotation, ProfileHead profile)
    {
        var id = Ids.New();
        var entries = annotation.Members;
        var hmm = new Hmm
        {
            Id = id,
            Set = set,
            Cluster = annotation.Cluster!.Value,
            Names = annotation.Names?.OfType<string>().Where(name => name.Length > 0).Take(MostNames).ToArray() is { Length: > 0 } names ? names : Frequent(entries),
            Count = annotation.Count ?? (entries.Count > 0 ? entries.Count : profile.Sequences),
            Length = annotation.Length ?? profile.Length,
            MeanEntropy = annotation.MeanEntropy ?? 0,
            TotalEntropy = annotation.TotalEntropy ?? 0,
            Families = annotation.Families ?? new Dictionary<string, int>(),
            Genera = annotation.Genera ?? new Dictionary<string, int>(),
        };
        return (Hmm.Found(hmm), new HmmMembers { Id = id, Entries = entries });
    }

    /// <summary>The most frequent names, for annotations that do not say them; whatever their case.</summary>
    private static string[] Frequent(IEnumerable<HmmEntry> entries) =>
    [
        .. entries.Select(entry => entry.Name.Trim()).Where(name => name.Length > 0)
            .GroupBy(name => name, StringComparer.OrdinalIgnoreCase).OrderByDescending(group => group.Count()).Select(group => group.Key).Take(MostNames),
    ];
}
