using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Server;
using Virtool.App.Tests.Api;
using Virtool.App.Tests.Browser;
using Virtool.App.Tests.Data;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Audit;
using Virtool.Domain.Files;
using Virtool.Domain.Rights;
using Virtool.Domain.Users;
using Xunit;

namespace Virtool.App.Tests.WaysIn;

public sealed class ServerSecurityTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Guessing_is_slowed_by_address_in_all_ways_in()
    {
        await using var server = new ServerFactory { Settings = { ("RateLimits:SignInsPerMinute", "3") } };
        using var client = server.CreateClient(new() { AllowAutoRedirect = false });
        for (var guess = 0; guess < 3; guess++)
        {
            using var answer = await client.PostAsJsonAsync(At("/api/account/login"), new { username = $"user{guess}", password = "guess" }, Cancellation);
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }

        using var refused = await client.PostAsJsonAsync(At("/api/account/login"), new { username = "ann", password = "guess" }, Cancellation);
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 60);
        (await refused.Content.ReadAsStringAsync(Cancellation)).ShouldContain("too_many_requests");
        foreach (var address in new[] { "/sign-in", "/reset", "/first-administrator", "/Sign-In/" })
        {
            using var form = new FormUrlEncodedContent([]);
            using var page = await client.PostAsync(At(address), form, Cancellation);
            page.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests, address);
            (await page.Content.ReadAsStringAsync(Cancellation)).ShouldContain("<h1>Too many tries</h1>");
        }

        using var first = await client.PutAsJsonAsync(At("/api/users/first"), new { handle = "ann", password = "guess", code = "guess" }, Cancellation);
        first.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        using var shown = await client.GetAsync(At("/sign-in"), Cancellation);
        ((int)shown.StatusCode).ShouldBeLessThan(400);
    }

    [Fact]
    public async Task The_api_is_slowed_by_user_and_pages_are_not()
    {
        await using var server = new ServerFactory { Settings = { ("RateLimits:ApiBurst", "5"), ("RateLimits:ApiPerSecond", "1") } };
        using var ann = await server.SignInAsync("ann", administrator: false, Cancellation);
        using var bob = await server.SignInAsync("bob", administrator: false, Cancellation);
        for (var request = 0; request < 5; request++)
        {
            using var answer = await ann.GetAsync(At("/api/samples"), Cancellation);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        // All at once: one after the other they might be as slow as they may be.
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(async _ =>
        {
            using var answer = await ann.GetAsync(At("/api/samples"), Cancellation);
            return answer.StatusCode;
        }));
        answers.ShouldContain(HttpStatusCode.TooManyRequests);
        using var others = await bob.GetAsync(At("/api/samples"), Cancellation);
        others.StatusCode.ShouldBe(HttpStatusCode.OK);
        for (var page = 0; page < 10; page++)
        {
            using var shown = await ann.GetAsync(At("/session-is-no-page"), Cancellation);
            shown.StatusCode.ShouldNotBe(HttpStatusCode.TooManyRequests);
        }
    }

    [Fact]
    public async Task A_proxy_that_is_trusted_says_who_comes_and_by_which_way_and_no_other_does()
    {
        foreach (var isTrusted in new[] { true, false })
        {
            string[] settings = isTrusted ? ["--Server:TrustedProxies:0=127.0.0.0/8", "--Server:TrustedProxies:1=::1", "--Server:Hsts=true"] : ["--Server:Hsts=true"];
            await using var server = await RunningServer.StartAsync(_ => { }, Cancellation, settings);
            await server.AddAdministratorAsync(Cancellation);
            using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = server.Address };
            client.DefaultRequestHeaders.Add("X-Forwarded-For", "192.0.2.7");
            client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
            client.DefaultRequestHeaders.Host = "virtool.example";
            using var taken = await client.PostAsJsonAsync(At("/api/account/login"), new { username = "admin", password = RunningServer.Password }, Cancellation);
            taken.StatusCode.ShouldBe(HttpStatusCode.Created);
            taken.Headers.GetValues("Set-Cookie").Single().Contains("; secure", StringComparison.OrdinalIgnoreCase).ShouldBe(isTrusted);
            taken.Headers.Contains("Strict-Transport-Security").ShouldBe(isTrusted);
            taken.Headers.GetValues("Content-Security-Policy").Single().ShouldContain(isTrusted ? "wss://virtool.example" : "ws://virtool.example");
            var entry = (await server.Services.GetRequiredService<Collection<AuditEntry>>()
                .FindAsync(Query<AuditEntry>.All, Cancellation)).ShouldHaveSingleItem();
            (entry.From == "192.0.2.7").ShouldBe(isTrusted, entry.From);
        }
    }

    [Theory]
    [InlineData("Server:TrustedProxies:0", "proxy.example")]
    [InlineData("Server:TrustedProxies:0", "10.0.0.0/99")]
    [InlineData("Server:Hsts", "perhaps")]
    [InlineData("RateLimits:SignInsPerMinute", "0")]
    [InlineData("RateLimits:ApiPerSecond", "-1")]
    [InlineData("RateLimits:ApiBurst", "many")]
    [InlineData("RateLimits:ApiBurts", "7")]
    public void A_wrong_setting_stops_the_server_with_its_name(string setting, string value)
    {
        using var folder = new TemporaryFolder();
        var wrong = Should.Throw<WrongSettingException>(() => ServerHost.Build([$"--Data:Folder={folder.Path}", $"--{setting}={value}"]));
        wrong.Message.ShouldContain(setting.Split(':')[0]);
    }

    [Fact]
    public async Task Only_the_servers_own_user_reads_the_keys_that_sessions_are_signed_with()
    {
        await using var server = new ServerFactory();
        using var client = await server.SignInAsync("ann", administrator: false, Cancellation);
        var keys = server.Services.GetRequiredService<DataFolder>().Keys;
        Directory.EnumerateFiles(keys).ShouldNotBeEmpty();
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(keys).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            Directory.EnumerateFiles(keys).Select(File.GetUnixFileMode).ShouldAllBe(mode => (mode & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) == UnixFileMode.None);
        }
    }

    [Fact]
    public async Task No_password_code_or_session_stands_in_the_log()
    {
        const string Chosen = "tomato bushy stunt";
        using var log = new LogCollector();
        await using var server = new ServerFactory { Log = log };
        using var client = server.CreateClient(new() { AllowAutoRedirect = false });
        await using var scope = server.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserService>();
        await users.CreateAsync(Viewer.Server, "bob", ServerFactory.Password, administrator: true, forceReset: true, Cancellation);
        (await SignInForm.PostAsync(client, "bob", "a wrong guess", Cancellation)).Dispose();
        using var asked = await SignInForm.PostAsync(client, "bob", ServerFactory.Password, Cancellation);
        var ticket = Cookie(asked, "virtool-reset=");
        using var done = await SignInForm.SendAsync(client, new Uri(client.BaseAddress!, asked.Headers.Location!.ToString()).PathAndQuery, Cancellation, ("Password", Chosen), ("Again", Chosen));
        var session = Cookie(done, "virtool=");
        using var byApi = await client.PostAsJsonAsync(At("/api/account/login"), new { username = "bob", password = Chosen }, Cancellation);
        byApi.StatusCode.ShouldBe(HttpStatusCode.Created);

        log.Lines.Count.ShouldBeGreaterThan(20);
        var hash = (await server.Services.GetRequiredService<Collection<User>>()
            .FirstAsync(Where<User>.Is(user => user.Handle, "bob"), Cancellation))!.PasswordHash!;
        foreach (var secret in new[] { ServerFactory.Password, Chosen, "a wrong guess", ticket, session, hash })
        {
            log.Lines.ShouldNotContain(line => line.Contains(secret, StringComparison.Ordinal));
        }
    }

    private static string Cookie(HttpResponseMessage answer, string name) =>
        answer.Headers.GetValues("Set-Cookie").Single(one => one.StartsWith(name, StringComparison.Ordinal) && !one.StartsWith($"{name};", StringComparison.Ordinal))[name.Length..].Split(';')[0];

    private static Uri At(string address) => new(address, UriKind.Relative);
}
