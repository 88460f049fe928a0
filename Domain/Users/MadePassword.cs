using System.Security.Cryptography;

namespace Virtool.Domain.Users;

/// <summary>Passwords that are made up for somebody, who chooses another at the first sign-in.</summary>
public static class MadePassword
{
    private const int Groups = 4;
    private const int GroupLength = 4;

    /// <summary>No letters and digits that look alike: it may be read out.</summary>
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>A new one, of 79 random bits: <c>k3pm-x7wd-9qha-rt5v</c>.</summary>
    public static string New() => string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Alphabet, GroupLength)));
}
