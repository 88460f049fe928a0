using System.Text.RegularExpressions;

namespace Virtool.App.Tests.Api;

/// <summary>Fills in the sign-in page's form as a browser does.</summary>
internal static partial class SignInForm
{
    public static Task<HttpResponseMessage> PostAsync(HttpClient client, string handle, string password, CancellationToken cancellation) =>
        SendAsync(client, "/sign-in", cancellation, ("Handle", handle), ("Password", password));

    /// <summary>Opens a page with a form, types into it and sends it.</summary>
    public static async Task<HttpResponseMessage> SendAsync(HttpClient client, string page, CancellationToken cancellation, params (string Field, string Text)[] typed)
    {
        var address = new Uri(page, UriKind.Relative);
        var shown = await client.GetStringAsync(address, cancellation);
        var fields = HiddenField().Matches(shown).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        foreach (var (field, text) in typed)
        {
            fields[$"Input.{field}"] = text;
        }

        using var form = new FormUrlEncodedContent(fields);
        return await client.PostAsync(address, form, cancellation);
    }

    [GeneratedRegex("""<input type="hidden" name="([^"]+)" value="([^"]*)"\s*/?>""")]
    private static partial Regex HiddenField();
}
