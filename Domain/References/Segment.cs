namespace Virtool.Domain.References;

/// <summary>One segment of a virus's genome.</summary>
/// <param name="Name">Unique within the OTU.</param>
/// <param name="Required">Each isolate should have it.</param>
/// <param name="Molecule"><c>ssDNA</c>, <c>ssRNA+</c>, …; may be empty.</param>
public sealed record Segment(string Name, bool Required = true, string Molecule = "");
