namespace Virtool.Data.Mongo;

/// <summary>A document in a copy that is being made, as it was when it was last read.</summary>
/// <param name="Offset">Where its bytes begin in the spool.</param>
/// <param name="Length">How many they are.</param>
/// <param name="Revision">Its revision.</param>
/// <param name="Pending">The key of a change that may not be among the changes yet; null where it has none.</param>
/// <param name="WrittenBy">The batch that had written it and not released it yet; null where there is none.</param>
internal sealed record MongoCopied(long Offset, int Length, long Revision, string? Pending, string? WrittenBy);
