using System.Security.Cryptography;
using System.Text;

namespace Virtool.Domain.Users;

/// <summary>The one-time code that the server prints while it has no user: who can read the server's output makes the first administrator.</summary>
public sealed class FirstCode
{
    /// <summary>No letters and digits that look alike.</summary>
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>The code, of this run of the server.</summary>
    public string Text { get; } = RandomNumberGenerator.GetString(Alphabet, 10);

    /// <summary>Whether it is the code; takes the same time whatever is given.</summary>
    public bool Is(string? given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Text), Encoding.UTF8.GetBytes((given ?? "").Trim().ToLowerInvariant()));
}
