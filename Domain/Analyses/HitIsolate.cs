namespace Virtool.Domain.Analyses;

/// <summary>An isolate of a result.</summary>
/// <param name="Id">The isolate's id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Default">The first mapping was against it.</param>
/// <param name="Sequences">Its sequences, hit or not.</param>
public sealed record HitIsolate(string Id, string Name, bool Default, IReadOnlyList<HitSequence> Sequences);
