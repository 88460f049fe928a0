namespace Virtool.Domain.Hmms;

/// <summary>What profiles can be installed of, in the folder for profiles.</summary>
/// <param name="Name">An archive; or <see cref="HmmFolder.Profiles"/>, where the two files lie there as they are.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ChangedAt">When it was last written to.</param>
public sealed record HmmArchive(string Name, long Size, DateTimeOffset ChangedAt);
