namespace Virtool.Domain.Audit;

/// <summary>What something was done to.</summary>
/// <param name="Collection">Its collection's name.</param>
/// <param name="Id">Its id; null: several at once.</param>
/// <param name="Name">What people called it then; null: it has no name.</param>
public sealed record AuditThing(string Collection, string? Id, string? Name);
