namespace Virtool.Jobs.Hmms;

/// <summary>The two files that a set is installed of.</summary>
/// <param name="Profiles">The path of the profiles.</param>
/// <param name="Annotations">The path of the annotations.</param>
internal sealed record UnpackedProfiles(string Profiles, string Annotations);
