using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Analyses.Crosstalk;
using Virtool.Domain.Analyses.Verdicts;
using Virtool.Domain.Links;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;

namespace Virtool.Domain.Analyses.Comparing;

/// <summary>Sets viruses against samples.</summary>
/// <param name="samples">The samples.</param>
/// <param name="references">The references.</param>
/// <param name="analyses">The analyses.</param>
/// <param name="viruses">What they found.</param>
/// <param name="verdicts">What was said of it.</param>
/// <param name="crosstalk">Looks at the others of runs and folders.</param>
public sealed class MatrixService(
    Collection<Sample> samples,
    Collection<Reference> references,
    Collection<Analysis> analyses,
    Collection<AnalysisViruses> viruses,
    Collection<AnalysisVerdicts> verdicts,
    CrosstalkService crosstalk)
{
    /// <summary>A matrix has so many samples at the most.</summary>
    public const int MostSamples = 200;

    /// <summary>What the newest ready Pathoscope analysis of each sample with a reference found. Samples that the viewer may not see are left out.</summary>
    /// <exception cref="NotFoundException">There is no such reference.</exception>
    /// <exception cref="BadRequestException">No sample is chosen, or too many are.</exception>
    public async Task<AnalysisMatrix> OfAsync(Viewer viewer, string referenceId, IReadOnlyList<string> sampleIds, CancellationToken cancellation = default)
    {
        var reference = await references.GetAsync(viewer, referenceId, cancellation) ?? throw new NotFoundException("There is no such reference.");
        var ids = sampleIds.Distinct(StringComparer.Ordinal).ToArray();
        if (ids.Length is 0 or > MostSamples)
        {
            throw new BadRequestException($"Choose 1 to {MostSamples} samples.");
        }

        var seen = (await samples.FindAsync(Query<Sample>.All.Where(Where<Sample>.IsIn(sample => sample.Id, ids)).Readable(viewer), cancellation)).ToDictionary(sample => sample.Id, StringComparer.Ordinal);
        var newest = await NewestAsync(viewer, [.. seen.Keys], referenceId, cancellation);
        var found = (await viruses.FindAsync(Where<AnalysisViruses>.IsIn(one => one.Id, newest.Values.Select(analysis => analysis.Id)), cancellation)).ToDictionary(one => one.Id, StringComparer.Ordinal);
        var said = (await verdicts.FindAsync(Where<AnalysisVerdicts>.IsIn(one => one.Id, newest.Values.Select(analysis => analysis.Id)), cancellation)).ToDictionary(one => one.Id, StringComparer.Ordinal);
        var reports = await crosstalk.OfAsync(viewer, [.. newest.Values], cancellation);
        MatrixColumn[] columns =
        [
            .. ids.Where(seen.ContainsKey).Select(id => newest.GetValueOrDefault(id) is { } analysis
                ? new MatrixColumn(seen[id], analysis, reports[analysis.Id])
                : new MatrixColumn(seen[id], null, CrosstalkReport.None)),
        ];
        return new AnalysisMatrix(new Link(reference.Id, reference.Name), columns, Rows(columns, found, said));
    }

    /// <summary>The newest ready Pathoscope analysis of each sample with a reference, by the sample's id; samples without one are left out.</summary>
    public async Task<IReadOnlyDictionary<string, Analysis>> NewestAsync(Viewer viewer, IReadOnlyList<string> sampleIds, string referenceId, CancellationToken cancellation = default)
    {
        var ready = await analyses.FindAsync(
            Query<Analysis>.All.Readable(viewer)
                .Where(Where<Analysis>.IsIn(analysis => analysis.Sample.Id, sampleIds) & Where<Analysis>.Is(analysis => analysis.Reference.Id, referenceId)
                    & Where<Analysis>.Is(analysis => analysis.Workflow, AnalysisService.Pathoscope) & Where<Analysis>.Is(analysis => analysis.State, AnalysisState.Ready)),
            cancellation);
        return ready.GroupBy(analysis => analysis.Sample.Id, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.MaxBy(analysis => analysis.CreatedAt)!, StringComparer.Ordinal);
    }

    private static MatrixRow[] Rows(IReadOnlyList<MatrixColumn> columns, Dictionary<string, AnalysisViruses> found, Dictionary<string, AnalysisVerdicts> said)
    {
        var names = new Dictionary<string, FoundVirus>(StringComparer.Ordinal);
        foreach (var column in columns.Where(column => column.Analysis is not null).OrderByDescending(column => column.Analysis!.CreatedAt))
        {
            foreach (var virus in found.GetValueOrDefault(column.Analysis!.Id)?.Viruses ?? [])
            {
                names.TryAdd(virus.OtuId, virus);
            }
        }

        var byColumn = columns.Select(column => (found.GetValueOrDefault(column.Analysis?.Id ?? "")?.Viruses ?? []).ToDictionary(virus => virus.OtuId, StringComparer.Ordinal)).ToArray();
        return
        [
            .. names.Values
                .Select(virus => new MatrixRow(
                    virus.OtuId,
                    virus.Name,
                    virus.Abbreviation,
                    virus.IsInternalControl,
                    [.. columns.Select((column, at) => byColumn[at].GetValueOrDefault(virus.OtuId) is { } here ? Cell(column, here, said) : null)]))
                .OrderByDescending(row => row.Cells.Count(cell => cell?.Virus.Trust == Trust.Strong))
                .ThenBy(row => row.Best)
                .ThenBy(row => row.Name, StringComparer.OrdinalIgnoreCase),
        ];
    }

    private static MatrixCell Cell(MatrixColumn column, FoundVirus virus, Dictionary<string, AnalysisVerdicts> said) => new(
        virus,
        column.Analysis?.LibraryReads is > 0 and var reads ? virus.Reads * 1_000_000 / reads : 0,
        [.. column.Crosstalk.Of(virus.OtuId)],
        said.GetValueOrDefault(column.Analysis?.Id ?? "")?.Of(virus.OtuId));
}
