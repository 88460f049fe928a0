using Virtool.Data.Queries;

namespace Virtool.Domain.Audit;

/// <summary>What of the audit trail somebody wants to see; what is null does not restrict.</summary>
/// <param name="Find">A part of the actor's name, of the thing's name or id, or of where it came from.</param>
/// <param name="User">Who did it: the id or the name.</param>
/// <param name="Action">What was done.</param>
/// <param name="Collection">To things of which collection.</param>
/// <param name="ThingId">To which thing.</param>
/// <param name="From">From when on.</param>
/// <param name="Until">Until before when.</param>
public sealed record AuditFilter(
    string? Find = null,
    string? User = null,
    AuditAction? Action = null,
    string? Collection = null,
    string? ThingId = null,
    DateTimeOffset? From = null,
    DateTimeOffset? Until = null)
{
    /// <summary>As the store finds it.</summary>
    public Filter ToFilter()
    {
        var filter = Filter.All;
        if (!string.IsNullOrWhiteSpace(Find))
        {
            filter &= Where<AuditEntry>.Contains(entry => entry.Search, Find.Trim());
        }

        if (User is not null)
        {
            filter &= Where<AuditEntry>.Is(entry => entry.Actor.Id, User) | Where<AuditEntry>.Is(entry => entry.Actor.Name, User);
        }

        if (Action is { } action)
        {
            filter &= Where<AuditEntry>.Is(entry => entry.Action, action);
        }

        if (Collection is not null)
        {
            filter &= Where<AuditEntry>.Is(entry => entry.Thing.Collection, Collection);
        }

        if (ThingId is not null)
        {
            filter &= Where<AuditEntry>.Is(entry => entry.Thing.Id, ThingId);
        }

        if (From is { } from)
        {
            filter &= Where<AuditEntry>.AtLeast(entry => entry.At, from);
        }

        return Until is { } until ? filter & Where<AuditEntry>.Below(entry => entry.At, until) : filter;
    }
}
