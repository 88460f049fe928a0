using System.Globalization;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Analyses.Comparing;

/// <summary>Compares analyses.</summary>
/// <param name="service">The analyses.</param>
public sealed class ComparisonService(AnalysisService service)
{
    /// <summary>Compares two analyses of one sample. With different references viruses are matched by their names.</summary>
    /// <exception cref="NotFoundException">There is no such analysis.</exception>
    /// <exception cref="BadRequestException">They are of different samples, or it is one and the same, or one of them is not by Pathoscope.</exception>
    /// <exception cref="RefusedException">One of them is not ready.</exception>
    public async Task<AnalysisComparison> OfAsync(Viewer viewer, string firstId, string secondId, CancellationToken cancellation = default)
    {
        var (first, second) = (await service.GetAsync(viewer, firstId, cancellation), await service.GetAsync(viewer, secondId, cancellation));
        if (first.Id == second.Id || first.Sample.Id != second.Sample.Id)
        {
            throw new BadRequestException("Choose two analyses of one sample.");
        }

        if (first.Workflow != AnalysisService.Pathoscope || second.Workflow != AnalysisService.Pathoscope)
        {
            throw new BadRequestException("Only analyses by Pathoscope can be compared: contigs of NuVs are others in every analysis.");
        }

        if (first.State != AnalysisState.Ready || second.State != AnalysisState.Ready)
        {
            throw new RefusedException("Both analyses must be ready to be compared.");
        }

        var (one, other) = (await service.VirusesAsync(first, cancellation), await service.VirusesAsync(second, cancellation));
        return new AnalysisComparison(first, second, Differences(first, second), Viruses(one?.Viruses ?? [], other?.Viruses ?? [], byName: first.Reference.Id != second.Reference.Id));
    }

    private static ComparedVirus[] Viruses(IReadOnlyList<FoundVirus> first, IReadOnlyList<FoundVirus> second, bool byName)
    {
        var (firsts, seconds) = (ByKey(first, byName), ByKey(second, byName));
        return
        [
            .. firsts.Keys.Union(seconds.Keys, StringComparer.OrdinalIgnoreCase)
                .Select(key => (First: firsts.GetValueOrDefault(key), Second: seconds.GetValueOrDefault(key)))
                .Select(pair => new ComparedVirus((pair.Second ?? pair.First)!.Name, (pair.Second ?? pair.First)!.Abbreviation, pair.First, pair.Second))
                .OrderByDescending(virus => Math.Max(virus.First?.Weight ?? 0, virus.Second?.Weight ?? 0))
                .ThenBy(virus => virus.Name, StringComparer.OrdinalIgnoreCase),
        ];
    }

    // Names may stand twice in a reference with old data: the one with the larger weight counts, which comes first.
    private static Dictionary<string, FoundVirus> ByKey(IReadOnlyList<FoundVirus> viruses, bool byName) => viruses
        .GroupBy(virus => byName ? virus.Name : virus.OtuId, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase);

    private static Difference[] Differences(Analysis first, Analysis second)
    {
        List<Difference> all =
        [
            new("Reference", first.Reference.Name, second.Reference.Name),
            new("Index", $"version {first.Index.Version}", $"version {second.Index.Version}"),
            new("Subtractions", Names(first), Names(second)),
            new("Reads", $"version {first.ReadsVersion}", $"version {second.ReadsVersion}"),
            new("Rule of trust", Version(first.RuleVersion), Version(second.RuleVersion)),
        ];
        all.AddRange(Both(first.Tools, second.Tools));
        all.AddRange(Both(first.Parameters, second.Parameters));
        return [.. all.Where(one => one.First != one.Second)];
    }

    private static IEnumerable<Difference> Both(IReadOnlyDictionary<string, string> first, IReadOnlyDictionary<string, string> second) =>
        first.Keys.Union(second.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(key => new Difference(key, first.GetValueOrDefault(key, "none"), second.GetValueOrDefault(key, "none")));

    private static string Names(Analysis analysis) => analysis.Subtractions.Count == 0 ? "none" : string.Join(", ", analysis.Subtractions.Select(link => link.Name));

    private static string Version(int? version) => version is { } known ? known.ToString(CultureInfo.InvariantCulture) : "none";
}
