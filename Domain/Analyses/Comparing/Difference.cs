namespace Virtool.Domain.Analyses.Comparing;

/// <summary>In what two analyses differ that may explain what they found.</summary>
/// <param name="What">"Index", "Subtractions", "bowtie2".</param>
/// <param name="First">Of the one.</param>
/// <param name="Second">Of the other.</param>
public sealed record Difference(string What, string First, string Second);
