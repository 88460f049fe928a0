using System.Net;

namespace Virtool.Jobs.Outgoing;

/// <summary>Where an answer may send us.</summary>
internal static class Redirects
{
    /// <summary>How often in a row.</summary>
    public const int Most = 5;

    /// <summary>Whether the answer is elsewhere.</summary>
    public static bool IsOne(HttpResponseMessage answer) => answer.Headers.Location is not null && answer.StatusCode
        is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    /// <summary>
    /// The address an answer sends us to. One that is encrypted may be anywhere; one that is not, only where we have begun without encryption,
    /// and on the same machine: so nobody outside sends the server to what only this machine or this network can see.
    /// </summary>
    /// <returns>Null where it may not be followed.</returns>
    public static Uri? Next(Uri begun, Uri at, Uri location)
    {
        var next = location.IsAbsoluteUri ? location : new Uri(at, location);
        return IsAllowed(begun, next) ? next : null;
    }

    /// <summary>Whether an address may be asked that an answer of the server at <paramref name="begun"/> names.</summary>
    public static bool IsAllowed(Uri begun, Uri next) => next.Scheme switch
    {
        "https" => !next.IsLoopback || begun.IsLoopback,
        "http" => begun.Scheme == "http" && (string.Equals(begun.Host, next.Host, StringComparison.OrdinalIgnoreCase) || (begun.IsLoopback && next.IsLoopback)),
        _ => false,
    };

    /// <summary>Whether two addresses are of one server, which alone gets our token.</summary>
    public static bool AreOfOneServer(Uri left, Uri right) => Uri.Compare(left, right, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;
}
