namespace Virtool.Jobs.Outgoing;

/// <summary>A file that was downloaded.</summary>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256">In lower-case hexadecimal.</param>
public sealed record Download(long Size, string Sha256);
