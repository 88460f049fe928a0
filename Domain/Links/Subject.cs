namespace Virtool.Domain.Links;

/// <summary>The document that a job works for.</summary>
/// <param name="Collection">Its collection's name.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">What people call it.</param>
public sealed record Subject(string Collection, string Id, string Name);
