namespace Virtool.Domain.Indexes;

/// <summary>A file of an index, for download.</summary>
/// <param name="Name">Its name: <c>ref.fa</c>, <c>reference.1.bt2</c>, …</param>
/// <param name="Path">Where it lies.</param>
/// <param name="Size">Its size in bytes.</param>
public sealed record IndexFile(string Name, string Path, long Size);
