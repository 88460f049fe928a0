using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Settings;

namespace Virtool.Domain.Analyses.Crosstalk;

/// <summary>
/// Looks at analyses beside those of the other samples of their runs and folders: of each its newest ready one with the same reference. All of them
/// count, those that the viewer may not see too, but these without their names.
/// </summary>
/// <param name="samples">The samples.</param>
/// <param name="analyses">The analyses.</param>
/// <param name="viruses">What they found.</param>
/// <param name="settings">The share that spill-over has.</param>
public sealed class CrosstalkService(Collection<Sample> samples, Collection<Analysis> analyses, Collection<AnalysisViruses> viruses, SettingsService settings)
{
    /// <summary>Of a group so many samples are looked at, before and after the one that is asked for: a run has fewer; a folder may be one that all files lie in.</summary>
    public const int MostBeside = 400;

    /// <summary>What the others say of an analysis that the viewer may see.</summary>
    public async Task<CrosstalkReport> OfAsync(Viewer viewer, Analysis analysis, CancellationToken cancellation = default) =>
        (await OfAsync(viewer, [analysis], cancellation))[analysis.Id];

    /// <summary>What the others say of analyses that the viewer may see, by their ids.</summary>
    public async Task<IReadOnlyDictionary<string, CrosstalkReport>> OfAsync(Viewer viewer, IReadOnlyList<Analysis> asked, CancellationToken cancellation = default)
    {
        var share = (await settings.GetAsync(cancellation)).Analyses.SpillOverShare;
        var their = (await samples.FindAsync(Where<Sample>.IsIn(sample => sample.Id, asked.Select(analysis => analysis.Sample.Id).Distinct()), cancellation)).ToDictionary(sample => sample.Id, StringComparer.Ordinal);
        var known = (await viruses.FindAsync(Where<AnalysisViruses>.IsIn(one => one.Id, asked.Select(analysis => analysis.Id).Distinct()), cancellation)).ToDictionary(one => one.Id, StringComparer.Ordinal);
        var reports = asked.DistinctBy(analysis => analysis.Id).ToDictionary(analysis => analysis.Id, _ => CrosstalkReport.None, StringComparer.Ordinal);
        var grouped = asked.DistinctBy(analysis => analysis.Id)
            .Where(analysis => their.ContainsKey(analysis.Sample.Id) && known.ContainsKey(analysis.Id))
            .GroupBy(analysis => (Group: CrosstalkGroup.Of(their[analysis.Sample.Id]), analysis.Reference.Id))
            .Where(group => group.Key.Group is not null);
        foreach (var group in grouped)
        {
            var around = group.Select(analysis => their[analysis.Sample.Id].CreatedAt).Min();
            var members = await MembersAsync(viewer, group.Key.Group!, group.Key.Id, around, cancellation);
            foreach (var analysis in group)
            {
                var one = new CrosstalkMember(their[analysis.Sample.Id], analysis.LibraryReads ?? 0, known[analysis.Id], MaySee: true);
                reports[analysis.Id] = CrosstalkRules.Of(group.Key.Group!, one, [.. members.Where(member => member.Sample.Id != one.Sample.Id)], share);
            }
        }

        return reports;
    }

    private async Task<IReadOnlyList<CrosstalkMember>> MembersAsync(Viewer viewer, CrosstalkGroup group, string referenceId, DateTimeOffset around, CancellationToken cancellation)
    {
        var filter = group.IsRun ? Where<Sample>.Is(sample => sample.Run!.Id, group.Id) : Where<Sample>.Is(sample => sample.Folder, group.Id);
        var query = Query<Sample>.All.Where(filter);
        var all = (await samples.FindAsync(query.Where(Where<Sample>.AtLeast(sample => sample.CreatedAt, around)).OrderBy(sample => sample.CreatedAt).Window(0, MostBeside), cancellation))
            .Concat(await samples.FindAsync(query.Where(Where<Sample>.Below(sample => sample.CreatedAt, around)).OrderBy(sample => sample.CreatedAt, descending: true).Window(0, MostBeside), cancellation))
            .ToDictionary(sample => sample.Id, StringComparer.Ordinal);
        var ready = await analyses.FindAsync(
            Where<Analysis>.IsIn(analysis => analysis.Sample.Id, all.Keys) & Where<Analysis>.Is(analysis => analysis.Reference.Id, referenceId)
                & Where<Analysis>.Is(analysis => analysis.Workflow, AnalysisService.Pathoscope) & Where<Analysis>.Is(analysis => analysis.State, AnalysisState.Ready),
            cancellation);
        var newest = ready.GroupBy(analysis => analysis.Sample.Id, StringComparer.Ordinal).Select(of => of.MaxBy(analysis => analysis.CreatedAt)!).ToDictionary(analysis => analysis.Id, StringComparer.Ordinal);
        var found = await viruses.FindAsync(Where<AnalysisViruses>.IsIn(one => one.Id, newest.Keys), cancellation);
        return
        [
            .. found.Select(one => (Viruses: one, Analysis: newest[one.Id])).Select(pair => new CrosstalkMember(
                all[pair.Analysis.Sample.Id], pair.Analysis.LibraryReads ?? 0, pair.Viruses, viewer.MayRead(all[pair.Analysis.Sample.Id]))),
        ];
    }
}
