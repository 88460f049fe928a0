using Virtool.Data.Documents;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Audit;

/// <summary>Who did what to which thing, when and from where. Entries are added, and never changed or removed.</summary>
public sealed record AuditEntry : Document
{
    /// <summary>The name of their collection.</summary>
    public const string Collection = "audit";

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who.</summary>
    public required Links.Link Actor { get; init; }

    /// <summary>The name of the API key by which it was done; null: without one.</summary>
    public string? Key { get; init; }

    /// <summary>From where; null: not known.</summary>
    public string? From { get; init; }

    /// <summary>What.</summary>
    public required AuditAction Action { get; init; }

    /// <summary>To which thing.</summary>
    public required AuditThing Thing { get; init; }

    /// <summary>To how many things of the collection; more than 1: at once, and no field of them is kept.</summary>
    public int Count { get; init; } = 1;

    /// <summary>What of it was changed; at most <see cref="AuditRules.MostChanges"/>.</summary>
    public IReadOnlyList<AuditChange> Changes { get; init; } = [];

    /// <summary>How many changes are left out.</summary>
    public int LeftOut { get; init; }

    /// <summary>What it is searched by.</summary>
    public string Search { get; init; } = "";

    /// <summary>As the viewer sees it: from where, and by which key, others than administrators are not told of anybody but themselves.</summary>
    public AuditEntry SeenBy(Viewer viewer) => viewer.Administrator || viewer.UserId == Actor.Id ? this : this with { From = null, Key = null };
}
