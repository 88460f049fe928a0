namespace Virtool.Domain.References;

/// <summary>One thing that a release changes about a virus.</summary>
/// <param name="What">What it is about: <c>name</c>, <c>abbreviation</c>, <c>taxonomy</c>, <c>schema</c>, <c>isolates</c> or <c>sequences</c>.</param>
/// <param name="Words">The same in words.</param>
public sealed record RemoteDetail(string What, string Words);
