namespace Virtool.Domain.Settings;

/// <summary>What appsettings.json gives for jobs and files; what it does not give is null or missing.</summary>
public sealed record ConfiguredLimits
{
    /// <summary>Of all jobs together, and of large and small ones: the section <c>Jobs:Limits</c>.</summary>
    public JobLimits Limits { get; init; } = new();

    /// <summary>Of single workflows, by their names: the section <c>Jobs:Workflows</c>.</summary>
    public IReadOnlyDictionary<string, WorkflowLimits> Workflows { get; init; } = new Dictionary<string, WorkflowLimits>();

    /// <summary>As <see cref="ServerSettings.AgingHours"/>: <c>Jobs:AgingHours</c>.</summary>
    public double? AgingHours { get; init; }

    /// <summary>How files are kept: <c>Files:Margin</c> and <c>Files:TrashDays</c>.</summary>
    public FileSettings Files { get; init; } = new();
}
