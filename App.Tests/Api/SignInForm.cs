using System.Text.RegularExpressions;

namespace Virtool.App.Tests.Api;

/// <summary>Fills in the sign-in page's form as a browser does.</summary>
internal static partial class SignInForm
{
    public static async Task<HttpResponseMessage> PostAsync(HttpClient client, string handle, string password, CancellationToken cancellation)
    {
        var page = await client.GetStringAsync(new Uri("/sign-in", UriKind.Relative), cancellation);
        var fields = HiddenField().Matches(page).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        fields["Input.Handle"] = handle;
        fields["Input.Password"] = password;
        using var form = new FormUrlEncodedContent(fields);
        return await client.PostAsync(new Uri("/sign-in", UriKind.Relative), form, cancellation);
    }

    [GeneratedRegex("""<input type="hidden" name="([^"]+)" value="([^"]*)"\s*/?>""")]
    private static partial Regex HiddenField();
}
