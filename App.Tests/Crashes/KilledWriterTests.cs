using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Xunit;

namespace Virtool.App.Tests.Crashes;

/// <summary>The embedded database under <c>kill -9</c>: what was acknowledged is there, and no batch by half.</summary>
public sealed class KilledWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, (int Writer, long Number)> _acknowledged = [];
    private readonly long[] _counters = new long[CrashWriter.Writers];
    private readonly Random _random = new(20261122);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 1_200_000)]
    public async Task Every_acknowledged_write_is_there_and_no_half_batch_however_often_the_writer_is_killed()
    {
        var rounds = TestCounts.Of(10, 50);
        for (var round = 0; round < rounds; round++)
        {
            var before = _acknowledged.Count;
            await WriteAndKillAsync();
            _acknowledged.Count.ShouldBeGreaterThan(before);
            await VerifyAsync();
        }

        TestContext.Current.SendDiagnosticMessage($"{rounds} kills, {_acknowledged.Count} acknowledged batches, none lost, none by half.");
    }

    private async Task WriteAndKillAsync()
    {
        using var writer = Process.Start(new ProcessStartInfo(Environment.ProcessPath!)
        {
            ArgumentList = { CrashWriter.Verb, _folder.Path },
            RedirectStandardOutput = true,
        })!;
        try
        {
            Note(await writer.StandardOutput.ReadLineAsync(Cancellation));
            var reading = ReadAsync(writer.StandardOutput);
            await Task.Delay(_random.Next(20, 400), Cancellation);
            writer.Kill();
            await reading;
            await writer.WaitForExitAsync(Cancellation);
            const int SignalBase = 128;
            const int KillSignal = 9;
            writer.ExitCode.ShouldBe(SignalBase + KillSignal);
        }
        finally
        {
            writer.Kill();
        }
    }

    // What it wrote before its end is still in the pipe.
    private async Task ReadAsync(StreamReader output)
    {
        while (await output.ReadLineAsync(Cancellation) is { } line)
        {
            Note(line);
        }
    }

    private void Note(string? line)
    {
        // The last line may be cut off.
        if (line?.Split(' ') is [var writer, var number, { Length: 8 } id])
        {
            _acknowledged[id] = (int.Parse(writer, CultureInfo.InvariantCulture), long.Parse(number, CultureInfo.InvariantCulture));
        }
    }

    private async Task VerifyAsync()
    {
        await using var services = CrashWriter.Open(_folder.Path);
        await services.EnsureCollectionsAsync(Cancellation);
        var store = services.GetRequiredService<IDocumentStore>();
        var left = await AllAsync(store, "left");
        var right = await AllAsync(store, "right");
        left.ShouldBe(right, ignoreOrder: true, "each batch writes the same numbers under the same ids on both sides");
        foreach (var (id, (_, number)) in _acknowledged)
        {
            left.ShouldContainKeyAndValue(id, number);
        }

        for (var writer = 0; writer < CrashWriter.Writers; writer++)
        {
            // From where it began in this round, which an unacknowledged batch of the round before may have moved.
            var last = _acknowledged.Values.Where(one => one.Writer == writer).Select(one => one.Number).Append(_counters[writer]).Max();
            _counters[writer] = left.GetValueOrDefault(CrashWriter.Counter(writer));
            _counters[writer].ShouldBeInRange(last, last + 1, "at most one batch of a writer is under way");
        }

        Integrity().ShouldBe("ok");
    }

    private static async Task<Dictionary<string, long>> AllAsync(IDocumentStore store, string collection) =>
        (await store.FindAsync(collection, Query<CrashPair>.All, Cancellation)).ToDictionary(pair => pair.Id, pair => pair.Number);

    private string Integrity()
    {
        using var connection = new SqliteConnection($"Data Source={_folder.File("virtool.db")};Pooling=False");
        connection.Open();
        connection.CreateFunction<object?, string?>("fold", value => value is string text ? Fold.Text(text) : null, isDeterministic: true);
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        return (string)command.ExecuteScalar()!;
    }
}
