using System.Text.RegularExpressions;
using Virtool.Domain.Groups;

namespace Virtool.Domain.Users;

/// <summary>What somebody changes of the own profile; what is null stays, what is empty is not told any more.</summary>
/// <param name="FullName">The name as people write it.</param>
/// <param name="Email">Where to write to.</param>
public sealed partial record ProfileChange(string? FullName = null, string? Email = null)
{
    /// <summary>What a name has to be.</summary>
    internal const string NameRule = "A name has up to 100 characters, all of which can be seen.";

    /// <summary>What an address has to be.</summary>
    internal const string EmailRule = "This is no e-mail address. It is written as name@example.org.";

    private const int LongestName = 100;

    /// <summary>The longest address that can be delivered to (RFC 5321, 4.5.3.1.3).</summary>
    private const int LongestEmail = 254;

    /// <summary>The user with the change.</summary>
    public User ApplyTo(User user) => user with { FullName = Told(FullName, user.FullName), Email = Told(Email, user.Email) };

    /// <summary>What is told from now on.</summary>
    internal static string? Told(string? given, string? now) => given is null ? now : given.Trim() is { Length: > 0 } text ? text : null;

    internal static bool IsName(string? name) => name is null || (name.Trim().Length <= LongestName && GroupRules.IsReadable(name));

    internal static bool IsEmail(string? email) => email is null || email.Trim() is "" || (email.Trim().Length <= LongestEmail && Address().IsMatch(email.Trim()));

    [GeneratedRegex(@"^[a-zA-Z0-9_.+-]+@[a-zA-Z0-9-]+\.[a-zA-Z0-9.-]+\z")]
    private static partial Regex Address();
}
