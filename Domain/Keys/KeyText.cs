using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Virtool.Domain.Keys;

/// <summary>API keys as they are written.</summary>
public static class KeyText
{
    /// <summary>What every key begins with, so that people, and programs that look for secrets, know it.</summary>
    public const string Prefix = "vt_";

    /// <summary>Characters after the prefix.</summary>
    private const int Length = 32;

    /// <summary>Characters after the prefix that are kept, by which its user tells it from others.</summary>
    private const int StartLength = 4;

    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);

    /// <summary>A new key, of 190 random bits.</summary>
    public static string New() => Prefix + RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>Whether it can be a key at all.</summary>
    public static bool IsWellFormed(string text) =>
        text.Length == Prefix.Length + Length && text.StartsWith(Prefix, StringComparison.Ordinal) && text.AsSpan(Prefix.Length).IndexOfAnyExcept(Letters) < 0;

    /// <summary>What is kept of it: SHA-256, as 64 hexadecimal digits in lower case.</summary>
    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>Its first characters.</summary>
    public static string Start(string key) => key[..(Prefix.Length + StartLength)];
}
