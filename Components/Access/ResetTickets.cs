using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Virtool.Domain.Users;

namespace Virtool.Components.Access;

/// <summary>
/// Gives who signed in with the right password, and must choose a new one, ten minutes to do so: as text that only this server can write, which
/// browsers carry in a cookie for the page <c>/reset</c> alone, and programs as <c>reset_code</c>.
/// </summary>
/// <param name="protection">The server's keys.</param>
/// <param name="time">The clock.</param>
public sealed class ResetTickets(IDataProtectionProvider protection, TimeProvider time)
{
    /// <summary>The page.</summary>
    public const string Page = "/reset";

    private const string Cookie = "virtool-reset";
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(10);
    private readonly IDataProtector _protector = protection.CreateProtector("Virtool.Reset");

    /// <summary>A ticket as text.</summary>
    public string Write(User user, bool remember) =>
        _protector.Protect(JsonSerializer.Serialize(new ResetTicket(user.Id, user.SecurityStamp, remember, time.GetUtcNow() + Length)));

    /// <summary>The ticket; null where the text is none of this server, or its time is over.</summary>
    public ResetTicket? Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<ResetTicket>(_protector.Unprotect(text)) is { } ticket && ticket.Until > time.GetUtcNow() ? ticket : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Gives a browser its ticket.</summary>
    public void Give(HttpContext http, User user, bool remember) => http.Response.Cookies.Append(Cookie, Write(user, remember), Options(http, Length));

    /// <summary>The ticket that a browser brings; null: none that holds.</summary>
    public ResetTicket? Of(HttpContext http) => Read(http.Request.Cookies[Cookie]);

    /// <summary>Takes it away.</summary>
    public static void Take(HttpContext http) => http.Response.Cookies.Delete(Cookie, Options(http, length: null));

    private static CookieOptions Options(HttpContext http, TimeSpan? length) =>
        new() { HttpOnly = true, IsEssential = true, MaxAge = length, Path = Page, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps };
}
