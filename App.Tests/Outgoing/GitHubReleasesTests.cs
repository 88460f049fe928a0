using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.Domain.Releases;
using Virtool.Jobs.Outgoing;
using Virtool.Jobs.Outgoing.GitHub;
using Xunit;

namespace Virtool.App.Tests.Outgoing;

public sealed class GitHubReleasesTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("virtool-github-").FullName;
    private readonly ManualTime _time = new();
    private GitHubStandIn _gitHub = null!;
    private ServiceProvider _parts = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private GitHubReleases Releases => _parts.GetRequiredService<GitHubReleases>();

    public async ValueTask InitializeAsync()
    {
        _gitHub = await GitHubStandIn.StartAsync(Cancellation);
        _parts = OutgoingParts.With(_time, log: null, ("GitHub", _gitHub.Address), ("Retries", "0"));
    }

    public async ValueTask DisposeAsync()
    {
        await _parts.DisposeAsync();
        await _gitHub.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task The_newest_release_is_read_with_its_file()
    {
        _gitHub.Publish("v1.3.0", [1]);
        _gitHub.Publish("v1.4.0", [1, 2, 3]);
        _gitHub.Publish("v2.0.0-rc.1", [1, 2], isPreRelease: true);
        var found = await Releases.LatestAsync(GitHubStandIn.Slug, etag: null, Cancellation);
        found.Changed.ShouldBeTrue();
        var release = found.Releases.ShouldHaveSingleItem();
        release.Tag.ShouldBe("v1.4.0");
        release.Body.ShouldBe("Notes of **v1.4.0**.");
        release.HtmlUrl.ShouldBe("https://github.com/virtool/ref-plant-viruses/releases/tag/v1.4.0");
        (release.Filename, release.Size, release.ContentType).ShouldBe(("reference.json.gz", 3, "application/gzip"));
        release.PublishedAt.ShouldBe(new DateTimeOffset(2026, 1, 2, 12, 0, 0, TimeSpan.Zero));
        release.RetrievedAt.ShouldBe(_time.GetUtcNow());
        release.Etag.ShouldNotBeNull();
        var asked = _gitHub.Requests.ShouldHaveSingleItem();
        asked.Path.ShouldBe("/repos/virtool/ref-plant-viruses/releases/latest");
        asked.Headers["Accept"].ShouldBe("application/vnd.github.v3+json");
    }

    [Fact]
    public async Task What_is_known_is_asked_with_its_etag_and_costs_nothing()
    {
        _gitHub.Publish("v1.4.0", [1]);
        var first = await Releases.LatestAsync(GitHubStandIn.Slug, etag: null, Cancellation);
        var second = await Releases.LatestAsync(GitHubStandIn.Slug, first.Etag, Cancellation);
        second.Changed.ShouldBeFalse();
        second.Releases.ShouldBeEmpty();
        second.Etag.ShouldBe(first.Etag);
        _gitHub.Requests[1].Headers["If-None-Match"].ShouldBe(first.Etag);
        _gitHub.Publish("v1.5.0", [1]);
        var third = await Releases.LatestAsync(GitHubStandIn.Slug, second.Etag, Cancellation);
        third.Changed.ShouldBeTrue();
        third.Releases[0].Tag.ShouldBe("v1.5.0");
    }

    [Fact]
    public async Task All_releases_are_listed_without_drafts()
    {
        _gitHub.Publish("v1.3.0");
        _gitHub.Publish("v1.4.0-rc.1", isPreRelease: true);
        _gitHub.Publish("v1.5.0")["draft"] = true;
        var found = await Releases.ListAsync(GitHubStandIn.Slug, etag: null, Cancellation);
        found.Releases.Select(release => (release.Tag, release.PreRelease, release.Filename)).ShouldBe([("v1.4.0-rc.1", true, null), ("v1.3.0", false, null)]);
    }

    [Fact]
    public async Task A_release_is_found_by_its_number()
    {
        var wanted = _gitHub.Publish("v1.3.0", [1])["id"]!.GetValue<int>();
        _gitHub.Publish("v1.4.0", [1]);
        (await Releases.GetAsync(GitHubStandIn.Slug, wanted, Cancellation)).Tag.ShouldBe("v1.3.0");
    }

    [Theory]
    [InlineData(403)]
    [InlineData(429)]
    public async Task The_limit_of_requests_is_told_with_the_time_when_it_is_over(int status)
    {
        var reset = _time.GetUtcNow().AddMinutes(23);
        _gitHub.Trouble = context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers["X-RateLimit-Remaining"] = "0";
            context.Response.Headers["X-RateLimit-Reset"] = $"{reset.ToUnixTimeSeconds()}";
            return Task.FromResult(true);
        };
        var told = await FailAsync();
        told.Failure.ShouldBe(OutgoingFailure.TooOften);
        told.Again.ShouldBe(reset);
        told.Message.ShouldContain("at 03:27 UTC, in 23 minutes");
        told.Message.ShouldContain("Outgoing:GitHubToken");
        _gitHub.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_second_limit_tells_how_long_to_wait()
    {
        _gitHub.Trouble = context =>
        {
            context.Response.StatusCode = 403;
            context.Response.Headers.RetryAfter = "60";
            return Task.FromResult(true);
        };
        var told = await FailAsync();
        told.Again.ShouldBe(_time.GetUtcNow().AddSeconds(60));
        told.Message.ShouldContain("in a minute");
    }

    [Fact]
    public async Task A_refusal_without_a_limit_is_a_refusal()
    {
        _gitHub.Trouble = context =>
        {
            context.Response.StatusCode = 403;
            return Task.FromResult(true);
        };
        (await FailAsync()).Failure.ShouldBe(OutgoingFailure.Forbidden);
    }

    [Fact]
    public async Task A_repository_that_is_not_there_is_named()
    {
        var told = await FailAsync("virtool/nothing");
        told.Failure.ShouldBe(OutgoingFailure.NotFound);
        told.Message.ShouldContain("virtool/nothing");
    }

    [Theory]
    [InlineData("virtool")]
    [InlineData("../../etc")]
    [InlineData("virtool/x?y=z")]
    public async Task What_names_no_repository_is_not_asked(string slug)
    {
        (await FailAsync(slug)).Failure.ShouldBe(OutgoingFailure.NotFound);
        _gitHub.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>Welcome to the hotel</html>")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"id":"one","tag_name":"v1"}""")]
    [InlineData("""{"id":1,"tag_name":null}""")]
    [InlineData("""{"id":1,"tag_name":"v1","assets":[{"size":1}]}""")]
    [InlineData("""{"id":1,"tag_name":"v1","assets":[null]}""")]
    [InlineData("""{"id":1,"tag_name":"v1","published_at":"yesterday"}""")]
    public async Task What_is_no_release_is_a_sentence(string body)
    {
        _gitHub.Trouble = async context =>
        {
            await context.Response.WriteAsync(body, Cancellation);
            return true;
        };
        (await FailAsync()).Failure.ShouldBe(OutgoingFailure.Unexpected);
    }

    [Fact]
    public async Task A_list_that_is_none_is_a_sentence()
    {
        _gitHub.Trouble = async context =>
        {
            await context.Response.WriteAsync("""[{"id":1,"tag_name":"v1"},null]""", Cancellation);
            return true;
        };
        (await Should.ThrowAsync<OutgoingException>(Releases.ListAsync(GitHubStandIn.Slug, etag: null, Cancellation))).Failure.ShouldBe(OutgoingFailure.Unexpected);
    }

    [Fact]
    public async Task An_address_that_is_no_web_page_becomes_no_link()
    {
        _gitHub.Publish("v1.0.0", [1])["html_url"] = "javascript:alert(1)";
        (await Releases.LatestAsync(GitHubStandIn.Slug, etag: null, Cancellation)).Releases[0].HtmlUrl.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_file_of_json_is_taken_before_others()
    {
        var assets = _gitHub.Publish("v1.0.0", [1, 2])["assets"]!.AsArray();
        assets.Insert(0, new System.Text.Json.Nodes.JsonObject { ["name"] = "checksums.txt", ["size"] = 9, ["browser_download_url"] = "https://example.org/checksums.txt" });
        (await Releases.LatestAsync(GitHubStandIn.Slug, etag: null, Cancellation)).Releases[0].Filename.ShouldBe("reference.json.gz");
    }

    [Fact]
    public async Task A_file_is_downloaded_by_way_of_its_redirect()
    {
        var bytes = new byte[300_000];
        _gitHub.Publish("v1.0.0", bytes);
        var heard = new List<long>();
        var got = await DownloadAsync(size => heard.Add(size));
        got.Size.ShouldBe(bytes.Length);
        heard[^1].ShouldBe(bytes.Length);
        _gitHub.Requests.Select(asked => asked.Path).Last().ShouldStartWith("/storage/");
    }

    [Theory]
    [InlineData(2, OutgoingFailure.CutOff)]
    [InlineData(4, OutgoingFailure.Unexpected)]
    public async Task A_file_of_another_size_is_refused(int size, OutgoingFailure failure)
    {
        _gitHub.Publish("v1.0.0", [1, 2, 3]);
        _gitHub.Exchange("v1.0.0", new byte[size]);
        (await Should.ThrowAsync<OutgoingException>(DownloadAsync(_ => { }))).Failure.ShouldBe(failure);
    }

    [Fact]
    public async Task A_file_with_another_checksum_is_refused()
    {
        _gitHub.Publish("v1.0.0", [1, 2, 3]);
        _gitHub.Exchange("v1.0.0", [1, 2, 4]);
        (await Should.ThrowAsync<OutgoingException>(DownloadAsync(_ => { }))).Message.ShouldContain("checksum");
    }

    [Fact]
    public async Task A_release_without_a_file_is_not_downloaded()
    {
        _gitHub.Publish("v1.0.0");
        (await Should.ThrowAsync<OutgoingException>(DownloadAsync(_ => { }))).Message.ShouldContain("no file");
    }

    [Fact]
    public async Task A_file_inside_this_network_is_not_fetched_for_somebody_outside()
    {
        await using var parts = OutgoingParts.With();
        var release = new Release { Id = 1, Tag = "v1", Name = "v1", DownloadUrl = _gitHub.Address, Size = 1 };
        await Should.ThrowAsync<OutgoingException>(parts.GetRequiredService<GitHubReleases>().DownloadAsync(release, Path.Combine(_folder, "file"), _ => Task.CompletedTask, Cancellation));
        _gitHub.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_token_goes_to_github_and_not_into_the_log()
    {
        using var log = new Jobs.LogCollector();
        _gitHub.Publish("v1.0.0", [1]);
        await using var parts = OutgoingParts.With(time: null, log, ("GitHub", _gitHub.Address), ("GitHubToken", "secret-token"));
        await parts.GetRequiredService<GitHubReleases>().LatestAsync(GitHubStandIn.Slug, etag: null, Cancellation);
        _gitHub.Requests.Single().Headers["Authorization"].ShouldBe("Bearer secret-token");
        log.Lines.ShouldAllBe(line => !line.Contains("secret", StringComparison.Ordinal));
    }

    private Task<OutgoingException> FailAsync(string slug = GitHubStandIn.Slug) => Should.ThrowAsync<OutgoingException>(Releases.LatestAsync(slug, etag: null, Cancellation));

    private async Task<Download> DownloadAsync(Action<long> received)
    {
        var release = (await Releases.LatestAsync(GitHubStandIn.Slug, etag: null, Cancellation)).Releases[0];
        return await Releases.DownloadAsync(
            release,
            Path.Combine(_folder, "file"),
            size =>
            {
                received(size);
                return Task.CompletedTask;
            },
            Cancellation);
    }
}
