namespace Virtool.Jobs.Limits;

/// <summary>What was found that this machine can do.</summary>
/// <param name="Means">As jobs are held by it.</param>
/// <param name="Abilities">As people read it.</param>
internal sealed record FoundMeans(Means Means, IReadOnlyList<Ability> Abilities);
