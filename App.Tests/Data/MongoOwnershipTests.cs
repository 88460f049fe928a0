using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Mongo;
using Virtool.Data.Ownership;
using Xunit;

namespace Virtool.App.Tests.Data;

/// <summary>The lease on a MongoDB database: each process has a clock of its own, which stands still where the test wants it to.</summary>
public sealed class MongoOwnershipTests : IAsyncLifetime
{
    private static readonly MongoOptions Options = new();
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);
    private readonly ManualTime _clock = new();
    private readonly ManualTime _otherClock = new(DateTimeOffset.UnixEpoch);
    private MongoDatabase? _database;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _database = await MongoDatabase.MakeAsync();

    public ValueTask DisposeAsync() => _database?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact(Timeout = 300_000)]
    public async Task One_process_has_the_data_and_gives_it_to_the_next_at_once()
    {
        await using var owner = Open(_clock);
        await using var other = Open(_otherClock);
        var tenure = (await owner.TryTakeAsync(Cancellation)).ShouldNotBeNull();
        (await owner.TryTakeAsync(Cancellation)).ShouldBe(tenure);
        owner.Other.ShouldBeNull();
        (await other.TryTakeAsync(Cancellation)).ShouldBeNull();
        other.Other!.ShouldContain($"process {Environment.ProcessId}");

        await owner.DisposeAsync();
        var next = (await other.TryTakeAsync(Cancellation)).ShouldNotBeNull();
        next.Fence.ShouldBeGreaterThan(tenure.Fence, "whatever the clocks say, of which the other's stands in 1970");
        next.Ended.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact(Timeout = 300_000)]
    public async Task Of_many_that_want_it_at_a_time_one_has_it()
    {
        var all = Enumerable.Range(0, 8).Select(_ => Open(_clock)).ToList();
        var tenures = await Task.WhenAll(all.Select(one => Task.Run(() => one.TryTakeAsync(Cancellation))));
        tenures.Count(tenure => tenure is not null).ShouldBe(1);
        foreach (var one in all)
        {
            await one.DisposeAsync();
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task What_a_crashed_owner_had_is_taken_when_it_stood_still_for_a_lease()
    {
        await using var owner = Open(_clock);
        await using var other = Open(_otherClock);
        var tenure = (await owner.TryTakeAsync(Cancellation)).ShouldNotBeNull();
        await owner.AbandonAsync();
        (await other.TryTakeAsync(Cancellation)).ShouldBeNull();
        _otherClock.Advance(Options.Lease - TimeSpan.FromMilliseconds(1));
        (await other.TryTakeAsync(Cancellation)).ShouldBeNull();
        _otherClock.Advance(TimeSpan.FromMilliseconds(1));
        (await other.TryTakeAsync(Cancellation)).ShouldNotBeNull().Fence.ShouldBeGreaterThan(tenure.Fence);
    }

    [Fact(Timeout = 300_000)]
    public async Task An_owner_that_lives_keeps_it_however_long()
    {
        await using var owner = Open(_clock);
        await using var other = Open(_otherClock);
        var tenure = (await owner.TryTakeAsync(Cancellation)).ShouldNotBeNull();
        for (var beats = 0; beats < 10; beats++)
        {
            var (beat, steps) = (await BeatAsync(), 0);
            await Waiting.UntilAsync(async () =>
            {
                // No further than two beats: beyond, the server's answer is to come, which takes its time.
                if (steps++ < 2 * Options.Beat / Step)
                {
                    _clock.Advance(Step);
                    _otherClock.Advance(Step);
                }

                (await other.TryTakeAsync(Cancellation)).ShouldBeNull();
                return await BeatAsync() > beat;
            });
        }

        tenure.Ended.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact(Timeout = 300_000)]
    public async Task An_owner_that_was_frozen_has_lost_it_when_it_wakes_up()
    {
        await using var owner = Open(_clock);
        await using var other = Open(_otherClock);
        var tenure = (await owner.TryTakeAsync(Cancellation)).ShouldNotBeNull();
        await other.TryTakeAsync(Cancellation);
        _otherClock.Advance(Options.Lease);
        var next = (await other.TryTakeAsync(Cancellation)).ShouldNotBeNull();
        tenure.Ended.IsCancellationRequested.ShouldBeFalse("its clock stands still");

        await Waiting.UntilAsync(() => _clock.WaitingCount > 0);
        _clock.Advance(Options.Beat);
        await Waiting.UntilAsync(() => tenure.Ended.IsCancellationRequested);
        (await owner.TryTakeAsync(Cancellation)).ShouldBeNull();
        next.Ended.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact(Timeout = 300_000)]
    public async Task An_owner_that_cannot_reach_the_server_ends_before_another_can_begin_and_may_have_it_again()
    {
        var server = new Uri(_database!.Address);
        await using var door = new Door(server.Host, server.Port < 0 ? 27017 : server.Port);
        await using var owner = new MongoOwnership($"mongodb://127.0.0.1:{door.Port}", _database.Name, Options, _clock, NullLogger.Instance);
        var tenure = (await owner.TryTakeAsync(Cancellation)).ShouldNotBeNull();
        await door.ShutAsync();
        var asked = TimeSpan.Zero;
        while (!tenure.Ended.IsCancellationRequested)
        {
            await Waiting.UntilAsync(() => _clock.WaitingCount > 0 || tenure.Ended.IsCancellationRequested);
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            asked += TimeSpan.FromMilliseconds(100);
        }

        asked.ShouldBeLessThan(Options.Lease);
        door.Open();
        Tenure? again = null;
        await Waiting.UntilAsync(async () => (again = await TryAsync(owner)) is not null);
        again!.Fence.ShouldBeGreaterThan(tenure.Fence);
    }

    private static async Task<Tenure?> TryAsync(MongoOwnership ownership)
    {
        try
        {
            return await ownership.TryTakeAsync(Cancellation);
        }
        catch (MongoException error) when (error.IsPassing)
        {
            return null;
        }
    }

    private async Task<long> BeatAsync()
    {
        using var client = _database!.Look();
        return (await client.ListAsync(MongoOwnership.Collection, [], cancellation: Cancellation))[0]["beat"].Whole;
    }

    private MongoOwnership Open(TimeProvider clock) => new(_database!.Address, _database.Name, Options, clock, NullLogger.Instance);
}
