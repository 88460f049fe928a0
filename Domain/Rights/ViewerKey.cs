namespace Virtool.Domain.Rights;

/// <summary>The API key by which somebody asks.</summary>
/// <param name="Id">Its id; not the key itself.</param>
/// <param name="Name">What its user calls it.</param>
public sealed record ViewerKey(string Id, string Name);
