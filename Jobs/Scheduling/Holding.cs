namespace Virtool.Jobs.Scheduling;

/// <summary>What a running job holds, and until when at the latest.</summary>
/// <param name="Resources">What it holds.</param>
/// <param name="EndsBy">When its time limit ends it.</param>
public readonly record struct Holding(Resources Resources, DateTimeOffset EndsBy);
