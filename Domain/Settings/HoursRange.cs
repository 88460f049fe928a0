namespace Virtool.Domain.Settings;

/// <summary>The hours that can be given, as a time limit or as a wait.</summary>
internal static class HoursRange
{
    /// <summary>Whether hours are none, or above 0 and no more than can be given.</summary>
    public static bool Has(double? hours) => hours is null or (> 0 and <= WorkflowLimits.MostHours);

    /// <summary>What is said of hours that cannot be given.</summary>
    public static string Message(string what, double? hours) =>
        FormattableString.Invariant($"{what} more than 0 and at most {WorkflowLimits.MostHours} hours; you gave {hours}.");
}
