namespace Virtool.Domain.Users;

/// <summary>What is to be changed of somebody's <see cref="Preferences"/>; what is null stays.</summary>
public sealed record PreferencesChange(bool? SkipQuickAnalyzeDialog = null, bool? ShowIds = null, bool? ShowVersions = null, string? QuickAnalyzeWorkflow = null)
{
    /// <summary>The preferences with the change.</summary>
    public Preferences ApplyTo(Preferences preferences) => new(
        SkipQuickAnalyzeDialog ?? preferences.SkipQuickAnalyzeDialog,
        ShowIds ?? preferences.ShowIds,
        ShowVersions ?? preferences.ShowVersions,
        QuickAnalyzeWorkflow ?? preferences.QuickAnalyzeWorkflow);
}
