using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Api;
using Virtool.App.Tests.Files;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Audit;
using Virtool.Domain.Rights;
using Virtool.Domain.Users;
using Xunit;

namespace Virtool.App.Tests.WaysIn;

/// <summary>In and out, by the API and by the pages.</summary>
public sealed class WayInTests : IAsyncLifetime
{
    private const string Other = "tomato bushy stunt";

    private readonly ShiftedTime _clock = new();
    private readonly ServerFactory _server;

    public WayInTests() => _server = new ServerFactory { SessionTime = _clock };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _server.AddUserAsync("root", administrator: true, Cancellation);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_program_logs_in_and_out()
    {
        using var client = Client();
        using var refused = await LoginAsync(client, "root", "guess");
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await BodyAsync(refused))["id"]!.GetValue<string>().ShouldBe("invalid_credentials");
        using var unknown = await LoginAsync(client, "nobody", "guess");
        (await unknown.Content.ReadAsStringAsync(Cancellation)).ShouldBe(await refused.Content.ReadAsStringAsync(Cancellation));

        using var taken = await LoginAsync(client, "root", ServerFactory.Password);
        taken.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await BodyAsync(taken)).ToJsonString().ShouldBe("""{"reset":false}""");
        var cookie = taken.Headers.GetValues("Set-Cookie").Single(one => one.StartsWith("virtool=", StringComparison.Ordinal));
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=lax", Case.Insensitive);
        cookie.ShouldNotContain("expires", Case.Insensitive);
        (await StatusAsync(client)).ShouldBe(HttpStatusCode.OK);

        using var left = await client.GetAsync(At("/api/account/logout"), Cancellation);
        left.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(client)).ShouldBe(HttpStatusCode.Unauthorized);
        (await TrailAsync()).Select(entry => (entry.Action, entry.Actor.Name, entry.Thing.Name)).ShouldBe(
        [
            (AuditAction.SignInRefused, "nobody", "root"),
            (AuditAction.SignInRefused, "nobody", "nobody"),
            (AuditAction.SignedIn, "root", "root"),
            (AuditAction.SignedOut, "root", "root"),
        ]);
    }

    [Fact]
    public async Task Why_somebody_was_refused_stands_in_the_trail_alone()
    {
        await using var scope = _server.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserService>();
        var gone = await users.CreateAsync(Viewer.Server, "gone", ServerFactory.Password, administrator: false, Cancellation);
        await users.DeactivateAsync(Viewer.Server, gone.Document.Id, Cancellation);
        using var client = Client();
        var answers = new List<string>();
        foreach (var (name, password) in new[] { ("nobody", "guess"), ("gone", ServerFactory.Password), ("root", "1"), ("root", "2"), ("root", "3"), ("root", "4"), ("root", "5"), ("root", ServerFactory.Password) })
        {
            using var answer = await LoginAsync(client, name, password);
            answers.Add($"{answer.StatusCode} {await answer.Content.ReadAsStringAsync(Cancellation)}");
        }

        answers.Distinct().Count().ShouldBe(1);
        (await TrailAsync()).SelectMany(entry => entry.Changes).Select(change => change.After).Distinct().ShouldBe(
            ["\"unknown name\"", "\"deactivated\"", "\"wrong password\"", "\"locked\""]);
    }

    [Fact]
    public async Task A_program_chooses_the_password_that_it_must()
    {
        await AddForcedAsync("bob");
        using var client = Client();
        using var asked = await LoginAsync(client, "bob", ServerFactory.Password);
        asked.StatusCode.ShouldBe(HttpStatusCode.OK);
        var body = await BodyAsync(asked);
        body["reset"]!.GetValue<bool>().ShouldBeTrue();
        var code = body["reset_code"]!.GetValue<string>();
        (await StatusAsync(client)).ShouldBe(HttpStatusCode.Unauthorized);

        using var weak = await ResetAsync(client, "short", code);
        weak.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await BodyAsync(weak))["reset_code"]!.GetValue<string>().ShouldBe(code);
        using var forged = await ResetAsync(client, Other, code[..^4] + "AAAA");
        (await BodyAsync(forged))["id"]!.GetValue<string>().ShouldBe("invalid_reset_code");
        using var none = await client.PostAsJsonAsync(At("/api/account/reset"), new { password = Other }, Cancellation);
        none.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var done = await ResetAsync(client, Other, code);
        (await BodyAsync(done)).ToJsonString().ShouldBe("""{"login":false,"reset":false}""");
        (await StatusAsync(client)).ShouldBe(HttpStatusCode.OK);

        using var another = Client();
        using var again = await ResetAsync(another, "yet another one", code);
        again.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var old = await LoginAsync(another, "bob", ServerFactory.Password);
        old.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task On_the_pages_a_new_password_is_chosen_before_the_session_begins()
    {
        await AddForcedAsync("bob");
        using var client = Client();
        using var asked = await SignInForm.SendAsync(client, "/sign-in?return=%2Fsamples%3Ffind%3Dx", Cancellation, ("Handle", "bob"), ("Password", ServerFactory.Password));
        var reset = asked.Headers.Location!.ToString();
        reset.ShouldEndWith("/reset?return=%2Fsamples%3Ffind%3Dx");
        var cookie = asked.Headers.GetValues("Set-Cookie").Single(one => one.StartsWith("virtool-reset=", StringComparison.Ordinal));
        foreach (var part in new[] { "httponly", "samesite=lax", "path=/reset", "max-age=600" })
        {
            cookie.ShouldContain(part, Case.Insensitive);
        }

        (await StatusAsync(client)).ShouldBe(HttpStatusCode.Unauthorized);
        var page = new Uri(client.BaseAddress!, reset).PathAndQuery;
        foreach (var (first, second, sentence) in new[]
        {
            (Other, "another", "not the same"),
            (ServerFactory.Password, ServerFactory.Password, "that you have already"),
            ("short", "short", "at least 8 characters"),
        })
        {
            using var refused = await SignInForm.SendAsync(client, page, Cancellation, ("Password", first), ("Again", second));
            var text = await refused.Content.ReadAsStringAsync(Cancellation);
            text.ShouldContain(sentence);
            text.ShouldContain("aria-invalid=\"true\"");
            text.ShouldNotContain(first);
        }

        using var done = await SignInForm.SendAsync(client, page, Cancellation, ("Password", Other), ("Again", Other));
        done.Headers.Location!.ToString().ShouldEndWith("/samples?find=x");
        (await StatusAsync(client)).ShouldBe(HttpStatusCode.OK);
        (await TrailAsync()).Select(entry => entry.Action).ShouldContain(AuditAction.SignedIn);
    }

    [Fact]
    public async Task Without_leave_the_page_for_a_new_password_leads_to_the_sign_in()
    {
        using var client = Client();
        using var answer = await client.GetAsync(At("/reset?return=%2Fjobs"), Cancellation);
        answer.Headers.Location!.ToString().ShouldEndWith("/sign-in?return=%2Fjobs");
    }

    [Fact]
    public async Task Of_two_first_administrators_at_once_one_is_made()
    {
        await using var server = new ServerFactory();
        var code = server.Services.GetRequiredService<FirstCode>().Text;
        using var early = server.CreateClient();
        using var guess = await FirstAsync(early, "early", "not the code");
        guess.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var weak = await early.PutAsJsonAsync(At("/api/users/first"), new { user_id = "early", password = "short", code }, Cancellation);
        weak.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async number =>
        {
            using var client = server.CreateClient();
            using var answer = await FirstAsync(client, $"user{number}", code);
            return answer.StatusCode;
        }));
        answers.Count(status => status == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(status => status == HttpStatusCode.Conflict).ShouldBe(7);
        var made = (await server.Services.GetRequiredService<Collection<User>>().FindAsync(Query<User>.All, Cancellation)).ShouldHaveSingleItem();
        (made.Administrator, made.ForceReset).ShouldBe((true, false));
        var trail = await server.Services.GetRequiredService<Collection<AuditEntry>>().FindAsync(Query<AuditEntry>.All.OrderBy(entry => entry.At), Cancellation);
        trail.Select(entry => (entry.Action, entry.Actor.Id, entry.Thing.Id)).ShouldBe([(AuditAction.Created, made.Id, made.Id), (AuditAction.SignedIn, made.Id, made.Id)]);
    }

    [Fact]
    public async Task A_stolen_cookie_stops_working_at_once_when_its_user_signs_out_everywhere()
    {
        using var own = Client();
        using var taken = await LoginAsync(own, "root", ServerFactory.Password);
        using var thief = _server.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });
        thief.DefaultRequestHeaders.Add("Cookie", taken.Headers.GetValues("Set-Cookie").Single(one => one.StartsWith("virtool=", StringComparison.Ordinal)).Split(';')[0]);
        (await StatusAsync(thief)).ShouldBe(HttpStatusCode.OK);

        await using var scope = _server.Services.CreateAsyncScope();
        var id = (await _server.Services.GetRequiredService<Collection<User>>().FirstAsync(Where<User>.Is(user => user.Handle, "root"), Cancellation))!.Id;
        await scope.ServiceProvider.GetRequiredService<UserService>().SignOutEverywhereAsync(Viewer.Server, id, Cancellation);
        (await StatusAsync(thief)).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(own)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData(false, 55, 65)]
    [InlineData(true, 29 * 24 * 60, 31 * 24 * 60)]
    public async Task A_session_lasts_as_long_as_it_is_used(bool remember, int within, int beyond)
    {
        using var client = Client();
        using var taken = await LoginAsync(client, "root", ServerFactory.Password, remember);
        for (var use = 0; use < 4; use++)
        {
            _clock.Forward(TimeSpan.FromMinutes(within));
            using var used = await client.PostAsync(At("/session"), null, Cancellation);
            used.StatusCode.ShouldBe(HttpStatusCode.OK);
            var life = await BodyAsync(used);
            life["stays"]!.GetValue<bool>().ShouldBe(remember);
            life["length"]!.GetValue<double>().ShouldBe((remember ? TimeSpan.FromDays(30) : TimeSpan.FromHours(1)).TotalSeconds);
        }

        _clock.Forward(TimeSpan.FromMinutes(beyond));
        using var ended = await client.PostAsync(At("/session"), null, Cancellation);
        ended.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Who_has_a_session_is_led_past_the_sign_in_and_never_to_another_server()
    {
        using var client = Client();
        using var taken = await LoginAsync(client, "root", ServerFactory.Password);
        using var past = await client.GetAsync(At("/sign-in?return=%2Fjobs"), Cancellation);
        past.Headers.Location!.ToString().ShouldEndWith("/jobs");
        using var elsewhere = await client.GetAsync(At("/sign-in?return=%2F%2Fevil.example"), Cancellation);
        elsewhere.Headers.Location!.ToString().ShouldNotContain("evil");
        using var left = await client.DeleteAsync(At("/session"), Cancellation);
        left.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var form = await client.GetAsync(At("/sign-in?return=%2Fjobs&why=idle"), Cancellation);
        (await form.Content.ReadAsStringAsync(Cancellation)).ShouldContain("Nobody used the page");
    }

    private HttpClient Client() => _server.CreateClient(new() { AllowAutoRedirect = false });

    private async Task AddForcedAsync(string handle)
    {
        await using var scope = _server.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<UserService>().CreateAsync(Viewer.Server, handle, ServerFactory.Password, administrator: false, forceReset: true, Cancellation);
    }

    private Task<IReadOnlyList<AuditEntry>> TrailAsync() =>
        _server.Services.GetRequiredService<Collection<AuditEntry>>().FindAsync(Query<AuditEntry>.All.OrderBy(entry => entry.At), Cancellation);

    private static Task<HttpResponseMessage> LoginAsync(HttpClient client, string username, string password, bool remember = false) =>
        client.PostAsJsonAsync(At("/api/account/login"), new { username, password, remember }, Cancellation);

    private static Task<HttpResponseMessage> ResetAsync(HttpClient client, string password, string code) =>
        client.PostAsJsonAsync(At("/api/account/reset"), new { password, reset_code = code }, Cancellation);

    private static Task<HttpResponseMessage> FirstAsync(HttpClient client, string handle, string code) =>
        client.PutAsJsonAsync(At("/api/users/first"), new { handle, password = ServerFactory.Password, code }, Cancellation);

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client)
    {
        using var answer = await client.GetAsync(At("/api/samples"), Cancellation);
        return answer.StatusCode;
    }

    private static async Task<JsonNode> BodyAsync(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;

    private static Uri At(string address) => new(address, UriKind.Relative);
}
