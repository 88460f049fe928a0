namespace Virtool.Domain.Samples;

/// <summary>The stored file that a sample's reads came from.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">The name it came with.</param>
/// <param name="Size">Its bytes.</param>
public sealed record SourceFile(string Id, string Name, long Size);
