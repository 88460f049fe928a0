using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Browser;
using Virtool.App.Tests.Commands;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Changes;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Domain.Subtractions;
using Xunit;

namespace Virtool.App.Tests.Crashes;

/// <summary>An admin verb beside a running server, on the embedded engine.</summary>
public sealed class AdminVerbTests
{
    private const int Verbs = 3;

    // What is promised is half a second; the machine may be doing other things.
    private static readonly TimeSpan Bound = Waiting.Promised(TimeSpan.FromSeconds(5));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task What_a_verb_changes_is_in_the_servers_feed_soon_and_in_order()
    {
        await using var lab = await Lab.EmbeddedAsync();
        await using var server = await RunningServer.StartAsync(lab.Folder, lab.Settings, Cancellation);
        using var subscription = server.Services.GetRequiredService<IChangeFeed>().Subscribe();
        var reading = ReadAsync(subscription);
        for (var i = 0; i < Verbs; i++)
        {
            // The server writes too, meanwhile.
            var own = server.Services.GetRequiredService<Collection<Subtraction>>().InsertAsync(SubtractionOf(i), Cancellation);
            var call = VirtoolProgram.Call(null, "admin", "user", "add", $"ann{i}", "--data", lab.Folder);
            var ended = await VirtoolProgram.RunAsync(call, RunningServer.Password + "\n", Cancellation);
            ended.ExitCode.ShouldBe(0, ended.Error);
            await own;
        }

        var seen = await reading;
        seen.Select(one => one.Change.Sequence).ShouldBe(Enumerable.Range(0, seen.Count).Select(i => subscription.Start.Sequence + 1 + i), "no gap, no doubling, in order");
        var delays = seen.Where(one => one.Change.Collection == "users").Select(one => one.At - Committed(lab, one.Change)).ToList();
        delays.Count.ShouldBe(Verbs);
        delays.ShouldAllBe(delay => delay < Bound);
        TestContext.Current.SendDiagnosticMessage($"From the verb's commit to the server's feed: {string.Join(", ", delays.Select(delay => $"{delay.TotalMilliseconds:0} ms"))}");
    }

    // Each document is written once: several changes of one would come as one.
    private static Subtraction SubtractionOf(int number) => new()
    {
        Id = Ids.New(),
        Name = $"Host {number}",
        File = new("file0001", "host.fa"),
        User = new("user0001", "ann"),
        JobId = "job00001",
    };

    private static async Task<List<(Change Change, DateTimeOffset At)>> ReadAsync(IChangeSubscription subscription)
    {
        var seen = new List<(Change Change, DateTimeOffset At)>();
        await foreach (var batch in subscription.ReadAsync(Cancellation))
        {
            var at = TimeProvider.System.GetUtcNow();
            batch.Resync.ShouldBeFalse();
            seen.AddRange(batch.Changes.Select(change => (change, at)));
            if (seen.Count(one => one.Change.Collection == "users") == Verbs)
            {
                break;
            }
        }

        return seen;
    }

    private static DateTimeOffset Committed(Lab lab, Change change)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(lab.Folder, "virtool.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT committed FROM _changes WHERE sequence = $sequence";
        command.Parameters.AddWithValue("$sequence", change.Sequence);
        return DateTimeOffset.UnixEpoch.AddSeconds((double)command.ExecuteScalar()!);
    }
}
