namespace Virtool.Domain.Watching;

/// <summary>A file that no watched folder takes.</summary>
/// <param name="Name">Below the folder, with <c>/</c>, safe to show.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ModifiedAt">When it was last written.</param>
/// <param name="Why">Why it is not taken: a sentence.</param>
public sealed record UnknownFile(string Name, long Size, DateTimeOffset ModifiedAt, string Why);
