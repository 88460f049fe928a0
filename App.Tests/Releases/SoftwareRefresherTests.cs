using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Shouldly;
using Virtool.App.Tests.Jobs;
using Virtool.App.Tests.Outgoing;
using Virtool.Data.Collections;
using Virtool.Data.Store;
using Virtool.Domain.Releases;
using Virtool.Jobs.Outgoing;
using Virtool.Jobs.Outgoing.GitHub;
using Virtool.Jobs.Releases;
using Xunit;

namespace Virtool.App.Tests.Releases;

public sealed class SoftwareRefresherTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("virtool-software-").FullName;
    private readonly ManualTime _time = new();
    private readonly CancellationTokenSource _ended = new();
    private GitHubStandIn _gitHub = null!;
    private ServiceProvider _data = null!;
    private ServiceProvider _outgoing = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _gitHub = await GitHubStandIn.StartAsync(Cancellation);
        _gitHub.Repository = "virtool/server";
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(_time);
        services.AddData(_folder, new DatabaseOptions());
        services.AddCollection<Software>("software");
        _data = services.BuildServiceProvider();
        await _data.EnsureCollectionsAsync(Cancellation);
        _outgoing = With();
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _ended.Dispose();
        await _outgoing.DisposeAsync();
        await _data.DisposeAsync();
        await _gitHub.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task It_asks_at_once_and_every_twelve_hours_and_ends_with_the_server()
    {
        _gitHub.Publish("v99.0.0");
        var releases = Releases(_outgoing);
        var running = new SoftwareRefresher(releases, _time, NullLogger<SoftwareRefresher>.Instance).RunAsync(_ended.Token);
        await Waiting.UntilAsync(async () => (await releases.GetAsync(Cancellation)).CheckedAt is not null && _time.Waits(SoftwareRefresher.Pause));
        var known = await releases.GetAsync(Cancellation);
        known.CheckedAt.ShouldBe(_time.GetUtcNow());
        (known.NextCheckAt!.Value - _time.GetUtcNow()).ShouldBeInRange(TimeSpan.FromHours(12), TimeSpan.FromHours(13.2));
        SoftwareReleases.Newer(known).ShouldHaveSingleItem().Tag.ShouldBe("v99.0.0");
        _gitHub.Requests.Count.ShouldBe(1);
        _time.Advance(TimeSpan.FromMinutes(1));
        await Waiting.UntilAsync(() => _time.Waits(SoftwareRefresher.Pause));
        _gitHub.Requests.Count.ShouldBe(1);
        for (var hour = 0; hour < 14; hour++)
        {
            _time.Advance(TimeSpan.FromHours(1));
            await Waiting.UntilAsync(() => _time.Waits(SoftwareRefresher.Pause));
        }

        await Waiting.UntilAsync(() => _gitHub.Requests.Count == 2);
        _gitHub.Requests[1].Headers.ShouldContainKey("If-None-Match");
        await _ended.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
    }

    [Fact]
    public async Task It_ends_with_the_server_while_it_waits_for_an_answer()
    {
        _gitHub.Trouble = async context =>
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
            return true;
        };
        var running = new SoftwareRefresher(Releases(_outgoing), _time, NullLogger<SoftwareRefresher>.Instance).RunAsync(_ended.Token);
        await Waiting.UntilAsync(() => _gitHub.Requests.Count == 1);
        await _ended.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(30), Cancellation).ShouldThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task A_failure_is_kept_in_a_sentence_and_tried_again_sooner()
    {
        _gitHub.Trouble = context =>
        {
            context.Response.StatusCode = 502;
            return Task.FromResult(true);
        };
        var releases = Releases(_outgoing);
        var first = await releases.AskAsync(Cancellation);
        first.Error.ShouldNotBeNull().ShouldContain("502");
        first.Failures.ShouldBe(1);
        (first.NextCheckAt!.Value - _time.GetUtcNow()).ShouldBeLessThan(TimeSpan.FromMinutes(12));
        var second = await releases.AskAsync(Cancellation);
        (second.NextCheckAt!.Value - _time.GetUtcNow()).ShouldBeGreaterThan(TimeSpan.FromMinutes(19));
        _gitHub.Trouble = null;
        _gitHub.Publish("v99.0.0");
        var third = await releases.AskAsync(Cancellation);
        (third.Error, third.Failures, third.Releases.Count).ShouldBe((null, 0, 1));
    }

    [Fact]
    public async Task Without_a_repository_or_switched_off_nothing_is_asked()
    {
        await using var without = With(("Software", ""));
        await using var off = With(("Enabled", "false"));
        foreach (var parts in new[] { without, off })
        {
            Releases(parts).IsLookedFor.ShouldBeFalse();
            await new SoftwareRefresher(Releases(parts), _time, NullLogger<SoftwareRefresher>.Instance).RunAsync(_ended.Token).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        }

        _gitHub.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void Only_newer_releases_are_told_and_pre_releases_only_to_pre_releases()
    {
        var known = new Software
        {
            Id = Software.OnlyId,
            Releases = [Made("v98.0.0"), Made("v99.0.0-rc.1") with { PreRelease = true }, Made("v0.0.1"), Made("v99.0.0"), Made("summer")],
        };
        SoftwareReleases.Newer(known).Select(release => release.Tag).ShouldBe(["v99.0.0", "v98.0.0"]);
    }

    private static Release Made(string tag) => new() { Id = 1, Tag = tag, Name = tag };

    private ServiceProvider With(params (string Key, string Value)[] settings) =>
        OutgoingParts.With(_time, log: null, [("GitHub", _gitHub.Address), ("Retries", "0"), ("Software", "virtool/server"), .. settings]);

    private SoftwareReleases Releases(ServiceProvider parts) => new(
        _data.GetRequiredService<Collection<Software>>(), parts.GetRequiredService<GitHubReleases>(), parts.GetRequiredService<IOptions<OutgoingOptions>>(), _time);
}
