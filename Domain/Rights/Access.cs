namespace Virtool.Domain.Rights;

/// <summary>What somebody may do with a document.</summary>
/// <param name="Principal">Who; see <see cref="Principals"/>.</param>
/// <param name="Rights">What.</param>
public sealed record Access(string Principal, IReadOnlyList<Right> Rights);
