using Virtool.Data.Collections;
using Virtool.Data.Store;
using Virtool.Domain.References;

namespace Virtool.Domain.Otus;

/// <summary>The writes that make one version of a virus out of another.</summary>
internal static class OtuWrites
{
    /// <summary>Those of the virus and of the sequences that differ.</summary>
    /// <param name="otus">The OTUs.</param>
    /// <param name="sequences">The sequences.</param>
    /// <param name="before">As it is; null: it is not there.</param>
    /// <param name="after">As it is to be; null: it is not to be there.</param>
    public static IEnumerable<Write> Between(Collection<Otu> otus, Collection<Sequence> sequences, JoinedOtu? before, JoinedOtu? after)
    {
        yield return (before, after) switch
        {
            (null, { } made) => otus.ToInsert(made.Otu),
            ({ } gone, null) => otus.ToDelete(gone.Otu.Id, gone.Otu.Revision),
            ({ } was, { } now) => otus.ToReplace(now.Otu with { Revision = was.Otu.Revision }),
            _ => throw new ArgumentException("There is a virus before or after.", nameof(after)),
        };

        var former = (before?.Sequences ?? []).ToDictionary(sequence => sequence.Id, StringComparer.Ordinal);
        foreach (var sequence in after?.Sequences ?? [])
        {
            if (!former.Remove(sequence.Id, out var was))
            {
                yield return sequences.ToInsert(sequence);
            }
            else if (sequence with { Revision = was.Revision } != was)
            {
                yield return sequences.ToReplace(sequence with { Revision = was.Revision });
            }
        }

        foreach (var gone in former.Values)
        {
            yield return sequences.ToDelete(gone.Id, gone.Revision);
        }
    }
}
