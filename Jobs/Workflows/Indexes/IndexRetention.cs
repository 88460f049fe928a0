using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Analyses;
using Virtool.Domain.Files;
using Virtool.Domain.Indexes;
using Virtool.Jobs.Workflows.Publishing;

namespace Virtool.Jobs.Workflows.Indexes;

/// <summary>Which indexes of a reference keep their files: the newest that is ready, those of unfinished analyses, and those that are being built.</summary>
/// <param name="indexes">The indexes.</param>
/// <param name="analyses">The analyses.</param>
/// <param name="data">Where things lie.</param>
public sealed class IndexRetention(Collection<ReferenceIndex> indexes, Collection<Analysis> analyses, DataFolder data)
{
    /// <summary>
    /// Removes the files of the others. A build does this before it publishes, so that the index it replaces stays until the next build:
    /// an analysis that was wanted in that moment still finds its files.
    /// </summary>
    public async Task ApplyAsync(string referenceId, CancellationToken cancellation)
    {
        var ready = (await indexes.FindAsync(Where<ReferenceIndex>.Is(index => index.Reference.Id, referenceId), cancellation))
            .Where(index => index.Ready)
            .OrderByDescending(index => index.Version)
            .Skip(1);
        foreach (var index in ready)
        {
            var used = await analyses.FirstAsync(
                Where<Analysis>.Is(analysis => analysis.State, AnalysisState.Pending) & Where<Analysis>.Is(analysis => analysis.Index.Id, index.Id),
                cancellation);
            if (used is null)
            {
                await indexes.UpdateAsync(index.Id, current => current.HasFiles ? current with { HasFiles = false } : current, cancellation);
                PublishedFolder.Remove(data.Index(referenceId, index.Id));
            }
        }
    }
}
