using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Virtool.App.Tests.Jobs;
using Virtool.App.Tests.Outgoing;
using Virtool.Domain.Links;
using Virtool.Domain.References;
using Virtool.Domain.Releases;
using Virtool.Domain.Rights;
using Virtool.Jobs.Outgoing;
using Virtool.Jobs.References.Remote;
using Xunit;

namespace Virtool.App.Tests.References.Releases;

public sealed class RemoteRefresherTests : IAsyncLifetime
{
    private readonly CancellationTokenSource _ended = new();
    private RemoteHost _host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await RemoteHost.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _ended.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task It_asks_every_ten_minutes_and_ends_with_the_server()
    {
        _host.GitHub.Publish("v1.0.0", [1]);
        await AddAsync("ref00001", GitHubStandIn.Slug);
        var running = Refresher().RunAsync(_ended.Token);
        await Waiting.UntilAsync(async () => (await _host.ReferenceAsync("ref00001")).Remote!.CheckedAt is not null && IsAsleep());
        var remote = (await _host.ReferenceAsync("ref00001")).Remote!;
        remote.ShouldSatisfyAllConditions(
            () => remote.Newest!.Tag.ShouldBe("v1.0.0"),
            () => remote.Error.ShouldBeNull(),
            () => remote.CheckedAt.ShouldBe(_host.Time.GetUtcNow()),
            () => (remote.NextCheckAt!.Value - _host.Time.GetUtcNow()).ShouldBeInRange(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(11)));
        await StepAsync(TimeSpan.FromMinutes(9));
        _host.GitHub.Requests.Count.ShouldBe(1);
        _host.GitHub.Publish("v1.1.0", [1]);
        await StepAsync(TimeSpan.FromMinutes(3));
        await Waiting.UntilAsync(async () => (await _host.ReferenceAsync("ref00001")).Remote!.Newest!.Tag == "v1.1.0");
        _host.GitHub.Requests[1].Headers.ContainsKey("If-None-Match").ShouldBeTrue();
        await _ended.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
    }

    [Fact]
    public async Task It_ends_with_the_server_while_it_waits_for_an_answer()
    {
        _host.GitHub.Trouble = async context =>
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
            return true;
        };
        await AddAsync("ref00001", GitHubStandIn.Slug);
        var running = Refresher().RunAsync(_ended.Token);
        await Waiting.UntilAsync(() => _host.GitHub.Requests.Count == 1);
        await _ended.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(running.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
        (await _host.ReferenceAsync("ref00001")).Remote!.Error.ShouldBeNull();
    }

    [Fact]
    public async Task One_that_fails_keeps_no_other_from_being_asked_and_is_asked_again_later_each_time()
    {
        _host.GitHub.Publish("v1.0.0", [1]);
        await AddAsync("ref00001", "virtool/nothing");
        await AddAsync("ref00002", GitHubStandIn.Slug);
        _ = Refresher().RunAsync(_ended.Token);
        await Waiting.UntilAsync(async () => (await _host.ReferenceAsync("ref00001")).Remote!.Failures == 1 && (await _host.ReferenceAsync("ref00002")).Remote!.Newest is not null);
        var failed = (await _host.ReferenceAsync("ref00001")).Remote!;
        failed.Error.ShouldNotBeNull().ShouldContain("virtool/nothing");
        await StepAsync(TimeSpan.FromMinutes(12));
        await Waiting.UntilAsync(async () => (await _host.ReferenceAsync("ref00001")).Remote!.Failures == 2);
        failed = (await _host.ReferenceAsync("ref00001")).Remote!;
        (failed.NextCheckAt!.Value - failed.CheckedAt!.Value).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(20));
    }

    [Fact]
    public async Task A_limit_of_requests_is_waited_out()
    {
        var reset = _host.Time.GetUtcNow().AddMinutes(47);
        _host.GitHub.Trouble = context =>
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers["X-RateLimit-Reset"] = $"{reset.ToUnixTimeSeconds()}";
            return Task.FromResult(true);
        };
        var reference = await AddAsync("ref00001", GitHubStandIn.Slug);
        var now = (await _host.Get<RemoteChecks>().AskAsync(reference, Cancellation)).ShouldNotBeNull();
        now.Remote!.NextCheckAt.ShouldBe(reset);
        now.Remote.Error.ShouldNotBeNull().ShouldContain("in 47 minutes");
    }

    [Fact]
    public async Task Nothing_is_asked_where_nothing_is_remote_or_whole_or_in_use()
    {
        await AddAsync("ref00001", null);
        await AddAsync("ref00002", GitHubStandIn.Slug, reference => reference with { Archived = true });
        await AddAsync("ref00003", GitHubStandIn.Slug, reference => reference with { Ready = false });
        var running = Refresher().RunAsync(_ended.Token);
        await Waiting.UntilAsync(() => IsAsleep());
        await StepAsync(TimeSpan.FromMinutes(30));
        _host.GitHub.Requests.ShouldBeEmpty();
        running.IsCompleted.ShouldBeFalse();
    }

    private RemoteRefresher Refresher() => new(
        _host.All<Reference>(), _host.Get<RemoteChecks>(), _host.Get<OutgoingClient>(), _host.Time, NullLogger<RemoteRefresher>.Instance);

    // While it asks, others wait by the same clock: for an answer that does not come.
    private bool IsAsleep() => _host.Time.Waits(RemoteRefresher.Pause);

    /// <summary>Time goes on, and the refresher has looked as often as it does meanwhile.</summary>
    private async Task StepAsync(TimeSpan by)
    {
        for (var gone = TimeSpan.Zero; gone < by; gone += RemoteRefresher.Pause)
        {
            await Waiting.UntilAsync(() => IsAsleep());
            _host.Time.Advance(RemoteRefresher.Pause);
        }

        await Waiting.UntilAsync(() => IsAsleep());
    }

    private Task<Reference> AddAsync(string id, string? slug, Func<Reference, Reference>? change = null)
    {
        var reference = new Reference
        {
            Id = id,
            Name = id,
            User = new Link("user0001", "nina"),
            Readers = [Principals.Everyone],
            Remote = slug is null ? null : new Remote { Slug = slug, Installed = new Release { Id = 1, Tag = "v0.9.0", Name = "v0.9.0" } },
        };
        return _host.All<Reference>().InsertAsync(change?.Invoke(reference) ?? reference, Cancellation);
    }
}
