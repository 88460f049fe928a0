namespace Virtool.Components.Otus;

/// <summary>One thing that a change made different.</summary>
/// <param name="What">What it is: "Name", "Isolate Q767", "NC_010314.1: host".</param>
/// <param name="Before">As it was; null: it was not there.</param>
/// <param name="After">As it is since; null: it is there no more.</param>
public sealed record DifferenceLine(string What, string? Before, string? After);
