using System.Text.Json;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Contigs;

namespace Virtool.Domain.Hmms;

/// <summary>Which profiles the results of NuVs speak of.</summary>
/// <param name="analyses">The analyses.</param>
/// <param name="contigs">Their contigs.</param>
public sealed class HmmUses(Collection<Analysis> analyses, ContigService contigs)
{
    /// <summary>The ids of those that are used; null: that cannot be told now, since a NuVs analysis is being made, or the file of one cannot be read.</summary>
    public async Task<IReadOnlySet<string>?> UsedAsync(CancellationToken cancellation = default)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var analysis in await analyses.FindAsync(Where<Analysis>.Is(analysis => analysis.Workflow, AnalysisService.Nuvs), cancellation))
        {
            if (analysis.State == AnalysisState.Pending || !await AddAsync(used, analysis, cancellation))
            {
                return null;
            }
        }

        return used;
    }

    private async Task<bool> AddAsync(HashSet<string> used, Analysis analysis, CancellationToken cancellation)
    {
        try
        {
            var found = (await contigs.ResultAsync(analysis, cancellation))?.Contigs ?? [];
            used.UnionWith(found.SelectMany(contig => contig.Orfs).SelectMany(orf => orf.Hits).Select(hit => hit.HmmId));
            return true;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or JsonException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
