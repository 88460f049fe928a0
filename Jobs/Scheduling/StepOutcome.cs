namespace Virtool.Jobs.Scheduling;

/// <summary>How a step's tools went.</summary>
/// <param name="ExitStatus">Of the last one; null where there was none.</param>
/// <param name="Tools">Each with its version; null where there was none.</param>
public sealed record StepOutcome(int? ExitStatus, IReadOnlyDictionary<string, string>? Tools)
{
    /// <summary>No tools.</summary>
    public static StepOutcome None { get; } = new(null, null);
}
