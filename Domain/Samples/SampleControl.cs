namespace Virtool.Domain.Samples;

/// <summary>A sample that controls its run.</summary>
/// <param name="Kind">What it is to show.</param>
/// <param name="Virus">The name of the virus that is expected in a positive control; otherwise empty.</param>
public sealed record SampleControl(ControlKind Kind, string Virus = "");
