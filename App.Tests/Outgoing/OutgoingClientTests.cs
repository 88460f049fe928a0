using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Shouldly;
using Virtool.App.Tests.Jobs;
using Virtool.Jobs.Outgoing;
using Xunit;

namespace Virtool.App.Tests.Outgoing;

public sealed class OutgoingClientTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("virtool-outgoing-").FullName;
    private StandIn _other = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _other = await StandIn.StartAsync(Cancellation);

    public async ValueTask DisposeAsync()
    {
        await _other.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Every_request_says_that_it_comes_from_virtool_and_in_which_version()
    {
        Say("hello");
        await using var parts = OutgoingParts.With();
        (await AskAsync(parts)).ShouldBe("hello");
        var agent = _other.Requests.Single().Headers["User-Agent"];
        agent.ShouldBe($"Virtool/{Virtool.Components.Shell.Product.Version}");
    }

    [Fact]
    public async Task Switched_off_nothing_is_asked_and_a_sentence_says_so()
    {
        await using var parts = OutgoingParts.With(("Enabled", "false"));
        var told = await FailAsync(parts);
        told.Failure.ShouldBe(OutgoingFailure.Off);
        told.Message.ShouldContain("Outgoing:Enabled");
        _other.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    public async Task A_failure_that_passes_is_tried_again(int status)
    {
        _other.Answer = context =>
        {
            context.Response.StatusCode = _other.Requests.Count < 3 ? status : 200;
            return context.Response.WriteAsync("better", Cancellation);
        };
        await using var parts = OutgoingParts.With();
        (await AskAsync(parts)).ShouldBe("better");
        _other.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_failure_that_stays_is_told_after_the_last_try()
    {
        Status(502);
        await using var parts = OutgoingParts.With(("Retries", "1"));
        var told = await FailAsync(parts);
        told.Failure.ShouldBe(OutgoingFailure.Failed);
        told.Message.ShouldContain("502");
        _other.Requests.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(401, OutgoingFailure.Forbidden)]
    [InlineData(403, OutgoingFailure.Forbidden)]
    [InlineData(404, OutgoingFailure.NotFound)]
    [InlineData(410, OutgoingFailure.NotFound)]
    [InlineData(204, OutgoingFailure.Unexpected)]
    [InlineData(304, OutgoingFailure.Unexpected)]
    [InlineData(400, OutgoingFailure.Unexpected)]
    public async Task What_does_not_pass_is_asked_once(int status, OutgoingFailure failure)
    {
        Status(status);
        await using var parts = OutgoingParts.With();
        (await FailAsync(parts)).Failure.ShouldBe(failure);
        _other.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_there_is_a_sentence()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var nobody = new Uri($"http://{taken.LocalEndpoint}/");
        taken.Stop();
        await using var parts = OutgoingParts.With();
        var told = await FailAsync(parts, Request(nobody));
        told.Failure.ShouldBe(OutgoingFailure.Unreachable);
        told.Message.ShouldStartWith("The other could not be reached: ");
        told.Message.ShouldContain("Outgoing:Proxy");
    }

    [Fact]
    public async Task A_name_that_nobody_knows_is_a_sentence()
    {
        await using var parts = OutgoingParts.With();
        var told = await FailAsync(parts, Request(new Uri("http://nobody.invalid/")));
        told.Failure.ShouldBe(OutgoingFailure.Unreachable);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_is_given_up_on()
    {
        _other.Answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted);
        var time = new ManualTime();
        await using var parts = OutgoingParts.With(time, log: null, ("Retries", "0"));
        var asked = FailAsync(parts);
        await Waiting.UntilAsync(() => !_other.Requests.IsEmpty && time.WaitingCount > 0);
        time.Advance(TimeSpan.FromSeconds(31));
        var told = await asked;
        told.Failure.ShouldBe(OutgoingFailure.Unreachable);
        told.Message.ShouldContain("Outgoing:Patience");
    }

    [Fact]
    public async Task Who_asks_can_give_up_first()
    {
        _other.Answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted);
        await using var parts = OutgoingParts.With();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var asked = parts.GetRequiredService<OutgoingClient>().GetAsync(Request(_other.Address), cancel.Token);
        await Waiting.UntilAsync(() => !_other.Requests.IsEmpty);
        await cancel.CancelAsync();
        await asked.ShouldThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task More_than_is_wanted_is_not_taken()
    {
        _other.Answer = async context =>
        {
            // Without saying before how much it is.
            for (var part = 0; part < 3000; part++)
            {
                await context.Response.Body.WriteAsync(new byte[1000], context.RequestAborted);
            }
        };
        await using var parts = OutgoingParts.With();
        var told = await FailAsync(parts, Request(_other.Address) with { Largest = 2_000_000 });
        told.Failure.ShouldBe(OutgoingFailure.TooLarge);
        told.Message.ShouldContain("2 MB");
    }

    [Fact]
    public async Task Redirects_are_followed_and_the_token_stays_where_it_belongs()
    {
        await using var elsewhere = await StandIn.StartAsync(Cancellation);
        elsewhere.Answer = context => context.Response.WriteAsync("there", Cancellation);
        _other.Answer = context =>
        {
            context.Response.Redirect(context.Request.Path == "/" ? "/moved" : elsewhere.Address.ToString());
            return Task.CompletedTask;
        };
        await using var parts = OutgoingParts.With();
        (await AskAsync(parts, Request(_other.Address) with { Token = "secret-token" })).ShouldBe("there");
        _other.Requests.Select(asked => asked.Path).ShouldBe(["/", "/moved"]);
        _other.Requests.ShouldAllBe(asked => asked.Headers["Authorization"] == "Bearer secret-token");
        elsewhere.Requests.Single().Headers.ShouldNotContainKey("Authorization");
    }

    [Fact]
    public async Task Redirects_without_end_are_given_up_on()
    {
        _other.Answer = context =>
        {
            context.Response.Redirect("/again");
            return Task.CompletedTask;
        };
        await using var parts = OutgoingParts.With();
        var told = await FailAsync(parts);
        told.Failure.ShouldBe(OutgoingFailure.Unexpected);
        told.Message.ShouldContain("without end");
        _other.Requests.Count.ShouldBe(6);
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/file")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://192.0.2.1/inside")]
    public async Task Where_nobody_should_send_us_we_do_not_go(string where)
    {
        _other.Answer = context =>
        {
            context.Response.Redirect(where);
            return Task.CompletedTask;
        };
        await using var parts = OutgoingParts.With();
        (await FailAsync(parts)).Failure.ShouldBe(OutgoingFailure.Unexpected);
        _other.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("https://api.github.com/", "https://objects.example.org/", true)]
    [InlineData("https://api.github.com/", "http://api.github.com/", false)]
    [InlineData("https://api.github.com/", "https://127.0.0.1/", false)]
    [InlineData("https://api.github.com/", "http://127.0.0.1/", false)]
    [InlineData("http://github.lab/", "http://github.lab:8080/file", true)]
    [InlineData("http://github.lab/", "http://other.lab/", false)]
    [InlineData("http://127.0.0.1:1/", "http://localhost:2/", true)]
    public void An_address_may_be_asked_that_is_encrypted_or_where_we_began(string begun, string next, bool isAllowed) =>
        Redirects.IsAllowed(new Uri(begun), new Uri(next)).ShouldBe(isAllowed);

    [Fact]
    public async Task A_download_tells_how_far_it_is_and_what_it_got()
    {
        var bytes = Enumerable.Range(0, 1_000_000).Select(place => (byte)place).ToArray();
        _other.Answer = context => context.Response.Body.WriteAsync(bytes, Cancellation).AsTask();
        await using var parts = OutgoingParts.With();
        var path = Path.Combine(_folder, "file");
        var heard = new List<long>();
        var got = await parts.GetRequiredService<OutgoingClient>().DownloadAsync(
            Request(_other.Address),
            path,
            size =>
            {
                heard.Add(size);
                return Task.CompletedTask;
            },
            Cancellation);
        got.Size.ShouldBe(bytes.Length);
        got.Sha256.ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)));
        (await File.ReadAllBytesAsync(path, Cancellation)).ShouldBe(bytes);
        heard.ShouldBe(heard.Order());
        heard[^1].ShouldBe(bytes.Length);
    }

    [Fact]
    public async Task A_download_that_is_cut_off_is_begun_anew_and_told_when_it_stays_so()
    {
        _other.Answer = async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.Body.WriteAsync(new byte[500], context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
        };
        await using var parts = OutgoingParts.With();
        var told = await Should.ThrowAsync<OutgoingException>(
            parts.GetRequiredService<OutgoingClient>().DownloadAsync(Request(_other.Address), Path.Combine(_folder, "file"), _ => Task.CompletedTask, Cancellation));
        told.Failure.ShouldBe(OutgoingFailure.CutOff);
        _other.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_download_whose_connection_is_reset_is_begun_anew()
    {
        using var other = new ResettingServer();
        await using var parts = OutgoingParts.With();

        var told = await Should.ThrowAsync<OutgoingException>(parts.GetRequiredService<OutgoingClient>().DownloadAsync(
            Request(other.Address),
            Path.Combine(_folder, "file"),
            _ =>
            {
                other.Reset();
                return Task.CompletedTask;
            },
            Cancellation));

        told.Failure.ShouldBe(OutgoingFailure.CutOff);
        other.Connections.ShouldBe(3);
    }

    [Fact]
    public async Task All_requests_take_the_proxy_that_is_set()
    {
        await using var proxy = await StandIn.StartAsync(Cancellation);
        proxy.Answer = context => context.Response.WriteAsync("through the proxy", Cancellation);
        await using var parts = OutgoingParts.With(("Proxy", proxy.Address.ToString()));
        (await AskAsync(parts, Request(new Uri("http://github.invalid/somewhere")))).ShouldBe("through the proxy");
    }

    [Fact]
    public async Task No_secret_reaches_the_log()
    {
        using var log = new LogCollector();
        Status(500);
        await using var parts = OutgoingParts.With(time: null, log, ("GitHubToken", "secret-token"));
        var told = await FailAsync(parts, Request(new Uri(_other.Address, "?api_key=secret-key")) with { Token = "secret-token" });
        told.ToString().ShouldNotContain("secret");
        log.Lines.ShouldNotBeEmpty();
        log.Lines.ShouldAllBe(line => !line.Contains("secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Proxy", "proxy:3128")]
    [InlineData("GitHub", "api.github.com")]
    [InlineData("GitHub", "ftp://api.github.com")]
    [InlineData("GenBank", "")]
    [InlineData("Software", "virtool")]
    [InlineData("GitHubToken", "two words")]
    [InlineData("Patience", "00:00:00")]
    [InlineData("Retries", "-1")]
    [InlineData("LargestDownload", "0")]
    public async Task A_wrong_setting_is_named(string key, string value)
    {
        await using var parts = OutgoingParts.With((key, value));
        var wrong = Should.Throw<OptionsValidationException>(() => parts.GetRequiredService<IOptions<OutgoingOptions>>().Value);
        wrong.Message.ShouldContain($"Outgoing:{key}");
    }

    private static OutgoingRequest Request(Uri address) => new("The other", "Outgoing:GitHub", address);

    private void Say(string text) => _other.Answer = context => context.Response.WriteAsync(text, Cancellation);

    private void Status(int status) => _other.Answer = context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    private async Task<string> AskAsync(ServiceProvider parts, OutgoingRequest? request = null) =>
        System.Text.Encoding.UTF8.GetString((await parts.GetRequiredService<OutgoingClient>().GetAsync(request ?? Request(_other.Address), Cancellation)).Body);

    private Task<OutgoingException> FailAsync(ServiceProvider parts, OutgoingRequest? request = null) =>
        Should.ThrowAsync<OutgoingException>(parts.GetRequiredService<OutgoingClient>().GetAsync(request ?? Request(_other.Address), Cancellation));
}
