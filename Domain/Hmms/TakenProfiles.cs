namespace Virtool.Domain.Hmms;

/// <summary>A copy of the profiles that are installed, with what results keep of them.</summary>
/// <param name="Status">Which set it is.</param>
/// <param name="Ids">The id of each profile's annotation by its <see cref="Hmm.Cluster"/>. Profiles without an annotation are not there.</param>
public sealed record TakenProfiles(HmmStatus Status, IReadOnlyDictionary<int, string> Ids);
