namespace Virtool.Domain.Groups;

/// <summary>What hangs on a group, and goes from it when the group is removed.</summary>
/// <param name="Members">Users that are in it.</param>
/// <param name="Samples">Samples that give it rights.</param>
/// <param name="References">References that give it rights.</param>
public sealed record GroupUse(long Members, long Samples, long References);
