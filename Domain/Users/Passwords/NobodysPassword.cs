using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Virtool.Domain.Users.Passwords;

/// <summary>A password that nobody has: so that it takes as long to refuse a name that there is not as one that there is.</summary>
/// <param name="options">How passwords are hashed.</param>
public sealed class NobodysPassword(IOptions<PasswordHasherOptions> options)
{
    private readonly Lazy<string> _hash = new(() => new PasswordHasher<Account>(options).HashPassword(null!, RandomNumberGenerator.GetHexString(32)));

    /// <summary>Its hash.</summary>
    public string Hash => _hash.Value;
}
