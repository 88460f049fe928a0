using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Hubs;
using Virtool.App.Tests.Jobs;
using Virtool.Domain.Subtractions;
using Xunit;

namespace Virtool.App.Tests.Hubs;

public sealed class HubLoadTests : IAsyncLifetime
{
    private const int Documents = 50;

    private HubLab _lab = null!;
    private int _written;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _lab = await HubLab.StartAsync(Cancellation);
        for (var number = 0; number < Documents; number++)
        {
            await _lab.Of<Subtraction>().InsertAsync(HubLab.ASubtraction(Id(number)), Cancellation);
        }
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task Two_hundred_connections_hear_everything_and_the_writer_waits_for_none()
    {
        var alone = await WriteAsync(200, "short");
        var clients = new List<HubClient>();
        for (var number = 0; number < 4; number++)
        {
            var session = await _lab.SignInAsync($"user{number}", Cancellation);
            clients.AddRange(await Task.WhenAll(Enumerable.Range(0, ChangeListeners.MostOfOneUser).Select(_ => HubClient.BeginAsync(_lab.Server.Address, session.Cookies, Cancellation))));
        }

        clients.Count.ShouldBe(200);
        var beside = await WriteAsync(200, "short");
        foreach (var client in clients)
        {
            await HearsTheLastAsync(client);
        }

        await Task.WhenAll(clients.Select(client => client.DisposeAsync().AsTask()));
        TestContext.Current.SendDiagnosticMessage($"200 writes: alone {alone.TotalMilliseconds:N0} ms, beside 200 connections {beside.TotalMilliseconds:N0} ms");

        // They share the machine's cores, so it is not as fast as alone; but one that waited would take seconds a write.
        beside.ShouldBeLessThan(Waiting.Promised(TimeSpan.FromSeconds(5)) + (20 * alone));
    }

    [Fact]
    public async Task A_connection_that_takes_nothing_slows_nobody_and_is_given_up()
    {
        var session = await _lab.SignInAsync("ann", Cancellation);
        var text = new string('x', 20_000);
        var alone = await WriteAsync(500, text);
        var deaf = await _lab.ListenAsync(session, Cancellation, isDeaf: true);
        var other = await _lab.ListenAsync(session, Cancellation);
        var listeners = _lab.Server.Services.GetRequiredService<ChangeListeners>();
        listeners.Count.ShouldBe(2);

        // Until its buffers are full: then sending to it fails, after the time that a connection has for taking something.
        var slowest = TimeSpan.Zero;
        await Waiting.UntilAsync(async () =>
        {
            var beside = await WriteAsync(500, text);
            slowest = beside > slowest ? beside : slowest;
            return listeners.Count == 1;
        });
        await HearsTheLastAsync(other);
        deaf.Changes.ShouldBeEmpty();
        TestContext.Current.SendDiagnosticMessage($"500 writes: alone {alone.TotalMilliseconds:N0} ms, beside a deaf connection at most {slowest.TotalMilliseconds:N0} ms");
        slowest.ShouldBeLessThan(Waiting.Promised(TimeSpan.FromSeconds(2)) + (5 * alone));
    }

    /// <summary>The time that updates one after the other take.</summary>
    private async Task<TimeSpan> WriteAsync(int count, string text)
    {
        var began = Stopwatch.GetTimestamp();
        for (var number = 0; number < count; number++)
        {
            _written++;
            await _lab.Of<Subtraction>().UpdateAsync(Id(_written % Documents), subtraction => subtraction with { Nickname = $"{_written} {text}" }, Cancellation);
        }

        return Stopwatch.GetElapsedTime(began);
    }

    private Task HearsTheLastAsync(HubClient client) =>
        client.WaitAsync("Changed", Cancellation, change => change["data"]!["nickname"]!.GetValue<string>().StartsWith($"{_written} ", StringComparison.Ordinal));

    private static string Id(int number) => $"host{number:D4}";
}
