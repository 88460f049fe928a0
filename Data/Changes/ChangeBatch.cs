namespace Virtool.Data.Changes;

/// <summary>What a subscriber is told at once.</summary>
/// <param name="Changes">At most one of each document, in the order of their sequence; empty with <paramref name="Resync"/>.</param>
/// <param name="Resync">Changes were lost to this subscriber: it reads again whatever it shows.</param>
/// <param name="Position">Where the subscriber stands after it.</param>
public sealed record ChangeBatch(IReadOnlyList<Change> Changes, bool Resync, Position Position);
