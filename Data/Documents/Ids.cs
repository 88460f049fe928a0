using System.Security.Cryptography;

namespace Virtool.Data.Documents;

/// <summary>Makes the ids of documents: 8 characters of <c>0-9a-z</c>, random.</summary>
public static class Ids
{
    private const string Alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";

    /// <summary>A new id: one of 36^8, about 2.8 × 10^12. Inserting one that is taken fails, so a collision is never silent.</summary>
    public static string New() => RandomNumberGenerator.GetString(Alphabet, 8);
}
