using Virtool.Domain.References;
using Virtool.Jobs.References.Import;

namespace Virtool.Jobs.References.Remote;

/// <summary>Finds out what a release changes in a reference.</summary>
/// <param name="pairs">Reads both.</param>
internal sealed class RemoteComparison(RemotePairs pairs)
{
    /// <summary>Compares.</summary>
    /// <param name="referenceId">The reference.</param>
    /// <param name="file">The release's file, which was checked.</param>
    /// <param name="count">How many viruses it has.</param>
    /// <param name="progress">Told how much is done, 0 to 1.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<ComparedRelease> RunAsync(string referenceId, ReferenceFile file, int count, Func<double, Task> progress, CancellationToken cancellation)
    {
        var here = await pairs.HereAsync(referenceId, cancellation);
        var gone = here.Keys.ToHashSet(StringComparer.Ordinal);
        var changes = new List<RemoteChange>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var done = 0;
        await foreach (var (source, known) in pairs.ReadAsync(file, here, cancellation))
        {
            gone.Remove(RemoteMerge.KeyOf(source));
            if (ChangeOf(source, known) is { } change)
            {
                changes.Add(change);
                keys.Add(RemoteMerge.KeyOf(source));
            }

            await progress((double)++done / Math.Max(1, count));
        }

        changes.AddRange(gone.Select(key => new RemoteChange(RemoteChangeKind.Removed, here[key].Name, here[key].Id, [])));
        var ordered = changes.OrderByDescending(change => change.Kind).ThenBy(change => change.Name, StringComparer.OrdinalIgnoreCase);
        return new ComparedRelease([.. ordered], keys, done - keys.Count);
    }

    private static RemoteChange? ChangeOf(SourceOtu source, JoinedOtu? known)
    {
        if (known is null)
        {
            return new RemoteChange(RemoteChangeKind.Added, source.Name, null, []);
        }

        var details = RemoteDifference.Between(known, RemoteMerge.Fill(known, source));
        return details is [] ? null : new RemoteChange(RemoteChangeKind.Changed, known.Otu.Name, known.Otu.Id, details);
    }
}
