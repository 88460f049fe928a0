using System.Net.Http.Headers;
using System.Text;

namespace Virtool.App.Server.Keys;

/// <summary>What a request gives as an API key.</summary>
/// <param name="Text">The key.</param>
/// <param name="Handle">In whose name; null: not said.</param>
internal sealed record GivenKey(string Text, string? Handle)
{
    /// <summary>What SignalR's clients in browsers, which can set no header, give instead of one.</summary>
    private const string InQuery = "access_token";

    private const string Bearer = "Bearer";
    private const string Basic = "Basic";

    /// <summary>Where keys are taken; pages are for people.</summary>
    private static readonly PathString[] Places = ["/api", "/upload", "/download", Hubs];

    private static PathString Hubs => "/hubs";

    /// <summary>Whether a request comes with a key, good or not, where keys are taken.</summary>
    public static bool IsIn(HttpRequest request) =>
        Places.Any(place => request.Path.StartsWithSegments(place, StringComparison.OrdinalIgnoreCase)) && (Header(request) is not null || Token(request) is not null);

    /// <summary>The key; null where what is given has not the form of one.</summary>
    public static GivenKey? Of(HttpRequest request)
    {
        if (Header(request) is not { } header)
        {
            return Token(request) is { } token ? new GivenKey(token, null) : null;
        }

        if (header.Scheme.Equals(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return new GivenKey(header.Parameter ?? "", null);
        }

        var buffer = new byte[header.Parameter?.Length ?? 0];
        if (!Convert.TryFromBase64String(header.Parameter ?? "", buffer, out var length))
        {
            return null;
        }

        var pair = Encoding.UTF8.GetString(buffer.AsSpan(0, length)).Split(':', 2);
        return pair.Length == 2 ? new GivenKey(pair[1], pair[0]) : null;
    }

    private static AuthenticationHeaderValue? Header(HttpRequest request) =>
        AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header)
        && (header.Scheme.Equals(Bearer, StringComparison.OrdinalIgnoreCase) || header.Scheme.Equals(Basic, StringComparison.OrdinalIgnoreCase))
            ? header
            : null;

    private static string? Token(HttpRequest request) =>
        request.Path.StartsWithSegments(Hubs, StringComparison.OrdinalIgnoreCase) && request.Query.TryGetValue(InQuery, out var token) ? token.ToString() : null;
}
