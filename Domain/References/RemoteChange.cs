namespace Virtool.Domain.References;

/// <summary>What a release does to one virus of a reference.</summary>
/// <param name="Kind">Whether it comes, changes or goes.</param>
/// <param name="Name">Its name: of one that changes, the one that it has before.</param>
/// <param name="OtuId">Its id here; null: it is not here yet.</param>
/// <param name="Details">What changes about it; none for one that comes or goes.</param>
public sealed record RemoteChange(RemoteChangeKind Kind, string Name, string? OtuId, IReadOnlyList<RemoteDetail> Details);
