using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Virtool.Components.Shell;

/// <summary>The word of one request by which its page's own scripts are known: another each time, so that nobody else can write it into a page.</summary>
public static class PageNonce
{
    /// <summary>The word; made when it is asked for first.</summary>
    public static string Of(HttpContext http)
    {
        if (http.Items.TryGetValue(typeof(PageNonce), out var made))
        {
            return (string)made!;
        }

        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
        http.Items[typeof(PageNonce)] = nonce;
        return nonce;
    }
}
