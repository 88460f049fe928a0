namespace Virtool.Components.Resources;

/// <summary>What one job holds on a gauge.</summary>
/// <param name="Mark">What stands in it: the job's number in the table, or nothing.</param>
/// <param name="Class">Gives its colour.</param>
/// <param name="Held">In the unit of the gauge.</param>
/// <param name="Used">In the same unit; null where it is not measured.</param>
public sealed record GaugePart(string Mark, string Class, double Held, double? Used);
