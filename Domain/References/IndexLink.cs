namespace Virtool.Domain.References;

/// <summary>Points at an index.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its version within its reference, from 0.</param>
public sealed record IndexLink(string Id, int Version);
