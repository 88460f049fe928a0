namespace Virtool.Files.Importing;

/// <summary>What a checksum beside a file says of it.</summary>
/// <param name="FileName">The name of the checksum's file, safe to show.</param>
/// <param name="IsMd5">MD5; else SHA-256.</param>
/// <param name="Expected">Lower-case hex; null where it says nothing of the file.</param>
internal sealed record Checksum(string FileName, bool IsMd5, string? Expected)
{
    /// <summary>The name of its algorithm.</summary>
    public string Algorithm => IsMd5 ? "MD5" : "SHA-256";
}
