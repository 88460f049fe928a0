using System.Security.Cryptography;
using System.Text;

namespace Virtool.Domain.History;

/// <summary>What nucleotides are known by in the history.</summary>
public static class SequenceHash
{
    /// <summary>SHA-256 of the letters, in lower-case hexadecimal.</summary>
    public static string Of(string nucleotides) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(nucleotides)));
}
