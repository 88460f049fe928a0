using System.Runtime.CompilerServices;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.References;
using Virtool.Jobs.References.Import;
using Virtool.Jobs.Tasks;

namespace Virtool.Jobs.References.Remote;

/// <summary>Reads the viruses of a release beside those that are here, a few at a time.</summary>
/// <param name="otus">The OTUs.</param>
/// <param name="sequences">Their sequences.</param>
internal sealed class RemotePairs(Collection<Otu> otus, Collection<Sequence> sequences)
{
    // About 1 MB of nucleotides.
    private const int Window = 64;

    /// <summary>The viruses of a reference, by what they are known by in releases.</summary>
    public async Task<IReadOnlyDictionary<string, Otu>> HereAsync(string referenceId, CancellationToken cancellation)
    {
        var found = await otus.FindAsync(Where<Otu>.Is(otu => otu.Reference.Id, referenceId), cancellation);
        return found.DistinctBy(RemoteMerge.KeyOf, StringComparer.Ordinal).ToDictionary(RemoteMerge.KeyOf, StringComparer.Ordinal);
    }

    /// <summary>Each virus of the release, with the same one as it is here; null: it is not here.</summary>
    /// <param name="file">The release's file, which was checked.</param>
    /// <param name="here">Those that are here.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="TaskFailedException">The file has a virus twice.</exception>
    public async IAsyncEnumerable<(SourceOtu Source, JoinedOtu? Here)> ReadAsync(
        ReferenceFile file, IReadOnlyDictionary<string, Otu> here, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var some in file.Otus(letters: true, new ProblemList(), cancellation).Chunk(Window))
        {
            var known = some.Select(source => here.GetValueOrDefault(RemoteMerge.KeyOf(source))).OfType<Otu>().ToList();
            var theirs = (await sequences.FindAsync(Where<Sequence>.IsIn(sequence => sequence.OtuId, known.Select(otu => otu.Id)), cancellation)).ToLookup(sequence => sequence.OtuId, StringComparer.Ordinal);
            foreach (var source in some)
            {
                var key = RemoteMerge.KeyOf(source);
                if (!seen.Add(key))
                {
                    throw new TaskFailedException($"The release has the virus {source.Called} twice, so it cannot be told which one is meant. Tell those who make the release, and wait for the next one.");
                }

                yield return (source, here.TryGetValue(key, out var otu) ? JoinedOtu.Of(otu, theirs[otu.Id]) : null);
            }
        }
    }
}
