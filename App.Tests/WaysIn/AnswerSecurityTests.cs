using System.Net;
using Shouldly;
using Virtool.App.Tests.Api;
using Xunit;

namespace Virtool.App.Tests.WaysIn;

/// <summary>What every answer says to the browser, and what is refused of other sites' pages.</summary>
public sealed class AnswerSecurityTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/samples")]
    [InlineData("/nothing")]
    [InlineData("/api/samples")]
    [InlineData("/theme.js")]
    public async Task Every_answer_tells_the_browser_what_to_keep_to(string address)
    {
        using var client = await shared.SignInAsync("ann", Cancellation);
        var policies = new HashSet<string>(StringComparer.Ordinal);
        for (var time = 0; time < 2; time++)
        {
            using var answer = await client.GetAsync(At(address), Cancellation);
            var policy = answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
            policies.Add(policy).ShouldBeTrue("the word is another each time");
            policy.ShouldContain("default-src 'self'; script-src 'self' 'nonce-");
            policy.ShouldNotContain("unsafe-eval");
            policy.Split("; ").Where(rule => rule.Contains("unsafe-inline", StringComparison.Ordinal)).ShouldBe(["style-src-attr 'unsafe-inline'"]);
            answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
            answer.Headers.GetValues("Referrer-Policy").ShouldBe(["same-origin"]);
            answer.Headers.Contains("Permissions-Policy").ShouldBeTrue();
            answer.Headers.Contains("Strict-Transport-Security").ShouldBeFalse();
        }
    }

    [Fact]
    public async Task The_word_of_a_page_is_the_word_of_its_answer()
    {
        using var client = await shared.SignInAsync("ann", Cancellation);
        using var answer = await client.GetAsync(At("/samples"), Cancellation);
        var page = await answer.Content.ReadAsStringAsync(Cancellation);
        var word = answer.Headers.GetValues("Content-Security-Policy").Single().Split("'nonce-")[1].Split('\'')[0];
        WebUtility.HtmlDecode(page).ShouldContain($"nonce=\"{word}\"");
        page.ShouldNotContain("<style");
    }

    [Theory]
    [InlineData("/api/account/logout", "POST")]
    [InlineData("/api/account/login", "POST")]
    [InlineData("/api/samples/sample01/rights", "PATCH")]
    [InlineData("/API/jobs/job00001/cancel", "PUT")]
    [InlineData("/upload/tus", "POST")]
    [InlineData("/upload/tus/upload01", "DELETE")]
    [InlineData("/hubs/changes/negotiate", "POST")]
    [InlineData("/_blazor/negotiate", "POST")]
    [InlineData("/session", "POST")]
    [InlineData("/session", "DELETE")]
    public async Task What_a_page_of_another_site_asks_for_is_refused(string address, string method)
    {
        using var client = await shared.SignInAsync("root", Cancellation);
        foreach (var (header, value) in new[] { ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"), ("Origin", "https://elsewhere.example"), ("Origin", "null"), ("Origin", "http://localhost:81") })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), address);
            request.Headers.Add(header, value);
            using var answer = await client.SendAsync(request, Cancellation);
            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, $"{header}: {value}");
            (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldContain("foreign_origin");
        }

        foreach (var (header, value) in new[] { ("Sec-Fetch-Site", "same-origin"), ("Origin", "http://localhost"), ("X-Nothing", "as programs do") })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), address);
            request.Headers.Add(header, value);
            using var answer = await client.SendAsync(request, Cancellation);
            (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldNotContain("foreign_origin");
        }
    }

    [Fact]
    public async Task A_web_socket_that_a_page_of_another_site_opens_is_refused()
    {
        using var client = await shared.SignInAsync("root", Cancellation);
        foreach (var address in new[] { "/hubs/changes", "/_blazor" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Add("Origin", "https://elsewhere.example");
            request.Headers.TryAddWithoutValidation("Connection", "Upgrade");
            request.Headers.TryAddWithoutValidation("Upgrade", "websocket");
            using var answer = await client.SendAsync(request, Cancellation);
            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, address);
        }
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/sign-out")]
    [InlineData("/reset")]
    [InlineData("/first-administrator")]
    public async Task A_form_that_is_posted_from_elsewhere_is_refused(string page)
    {
        using var client = await shared.SignInAsync("root", Cancellation);
        using var form = new FormUrlEncodedContent([new("_handler", page.TrimStart('/')), new("Input.Handle", "root"), new("Input.Password", ServerFactory.Password)]);
        using var answer = await client.PostAsync(At(page), form, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var still = await client.GetAsync(At("/api/samples"), Cancellation);
        still.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static Uri At(string address) => new(address, UriKind.Relative);
}
