using Virtool.Domain.Analyses;

namespace Virtool.Domain.Users;

/// <summary>How a user likes to work.</summary>
/// <param name="SkipQuickAnalyzeDialog">Quick analyses begin without asking.</param>
/// <param name="ShowIds">Ids are shown beside names.</param>
/// <param name="ShowVersions">Versions are shown beside names.</param>
/// <param name="QuickAnalyzeWorkflow">The workflow of quick analyses, one of <see cref="AnalysisService.Workflows"/>.</param>
public sealed record Preferences(
    bool SkipQuickAnalyzeDialog = true,
    bool ShowIds = true,
    bool ShowVersions = true,
    string QuickAnalyzeWorkflow = AnalysisService.Pathoscope);
