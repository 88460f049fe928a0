namespace Virtool.Components.Analyses.Funnel;

/// <summary>A station on the way of the reads.</summary>
/// <param name="Key">Its colour.</param>
/// <param name="Title">What reads are there.</param>
/// <param name="Of">What they are a share of.</param>
/// <param name="Reads">How many.</param>
/// <param name="Share">0 to 1; null for the whole.</param>
public sealed record ReadStation(string Key, string Title, string Of, long Reads, double? Share);
