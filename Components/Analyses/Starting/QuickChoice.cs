using Virtool.Data.Queries;
using Virtool.Domain.Analyses;
using Virtool.Domain.References;
using Virtool.Domain.Rights;

namespace Virtool.Components.Analyses.Starting;

/// <summary>
/// How somebody analyses without choosing. By which workflow: the one that the user prefers. With which references: that of the last analysis that the
/// user asked for, or the only one that is ready.
/// </summary>
public static class QuickChoice
{
    /// <summary>The last analysis that the viewer asked for.</summary>
    public static Query<Analysis> LastOf(AnalysisService service, Viewer viewer) =>
        service.Search(viewer, new AnalysisFilter { UserIds = [viewer.UserId] }).Window(0, 1);

    /// <summary>Whether a workflow can be started: NuVs needs profiles.</summary>
    /// <param name="workflow">By its name.</param>
    /// <param name="hasProfiles">Profiles are installed.</param>
    public static bool CanStart(string workflow, bool hasProfiles) => workflow != AnalysisService.Nuvs || hasProfiles;

    /// <summary>The ids of the references; none where there is nothing to go by.</summary>
    /// <param name="references">Those that the viewer may see and that are not archived.</param>
    /// <param name="last">The last analysis that the viewer asked for; null: none.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<Reference> references, Analysis? last)
    {
        string[] ready = [.. references.Where(reference => reference.LatestIndex is not null).Select(reference => reference.Id)];
        return last is not null && ready.Contains(last.Reference.Id) ? [last.Reference.Id] : ready.Length == 1 ? ready : [];
    }
}
