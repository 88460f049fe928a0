namespace Virtool.Domain.Audit;

/// <summary>One field that was changed.</summary>
/// <param name="Field">Its stored name; of a field of a part, with dots: <c>limits.proc</c>.</param>
/// <param name="Before">Its value before: a text as it is, anything else as JSON; cut where it is long; null: there was none, or it is not to be kept.</param>
/// <param name="After">Its value after, likewise.</param>
public sealed record AuditChange(string Field, string? Before, string? After);
