using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Virtool.Benchmarks.Store;
using Virtool.Data.Changes;
using Virtool.Data.Collections;
using Virtool.Data.Store;

namespace Virtool.Benchmarks.Feed;

/// <summary>Writes without subscribers, with them, and with one more that is stuck, in turn.</summary>
internal sealed class FeedRun(string folder, int subscribers, CancellationToken cancellation)
{
    /// <summary>How often each is measured.</summary>
    public const int Rounds = 5;

    private const int Changes = 50_000;
    private const int Documents = 1_000;
    private const int Inserts = 500;
    private const int Writers = 64;
    private const int InsertsOfWriter = 50;

    private static readonly (string Name, bool Subscribed, bool Stuck)[] Cases = [("none", false, false), ("all", true, false), ("all, one stuck", true, true)];

    private int _number;
    private long _sequence;

    /// <summary>Measures all.</summary>
    public async Task<Table> MeasureAsync()
    {
        var table = new Table("", "Subscribers", "Per s", "Ratio");
        using (var feed = new ChangeFeed())
        {
            await MeasureAsync(table, "Changes through the feed alone", feed, Changes, () => Task.Run(() => Publish(feed), cancellation));
        }

        await using var services = await OpenAsync();
        var stored = services.GetRequiredService<IChangeFeed>();
        var specimens = services.GetRequiredService<Collection<Specimen>>();
        await MeasureAsync(table, "Durable inserts, 1 writer", stored, Inserts, () => WriteAsync(specimens, Inserts));
        await MeasureAsync(
            table,
            $"Durable inserts, {Writers} writers",
            stored,
            Writers * InsertsOfWriter,
            () => Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(() => WriteAsync(specimens, InsertsOfWriter), cancellation))));
        return table;
    }

    private async Task<ServiceProvider> OpenAsync()
    {
        var services = new ServiceCollection()
            .AddData(folder, new DatabaseOptions())
            .AddCollection<Specimen>("specimens", Index<Specimen>.On(specimen => specimen.Owner, specimen => specimen.CreatedAt))
            .BuildServiceProvider();
        await services.EnsureCollectionsAsync(cancellation);
        return services;
    }

    private async Task MeasureAsync(Table table, string name, IChangeFeed feed, int count, Func<Task> write)
    {
        var seconds = Cases.ToDictionary(one => one.Name, _ => new List<double>());
        for (var round = -1; round < Rounds; round++)
        {
            foreach (var (who, subscribed, stuck) in Cases)
            {
                await using var listeners = new Listeners(feed, subscribed ? subscribers : 0, stuck);
                var watch = Stopwatch.StartNew();
                await write();
                var taken = watch.Elapsed.TotalSeconds;
                if (round >= 0)
                {
                    seconds[who].Add(taken);
                }

                if (subscribed)
                {
                    await ArriveAsync(feed, listeners);
                }
            }
        }

        foreach (var (who, _, _) in Cases)
        {
            var median = Numbers.Median(seconds[who]);
            table.Add(name, who, Numbers.Text(count / median, 0), Numbers.Text(median / Numbers.Median(seconds[Cases[0].Name]), 2));
        }
    }

    /// <summary>The last change comes to those who listen.</summary>
    private async Task ArriveAsync(IChangeFeed feed, Listeners listeners)
    {
        using var subscription = feed.Subscribe();
        while (listeners.Last < subscription.Start.Sequence)
        {
            await Task.Delay(1, cancellation);
        }
    }

    private void Publish(ChangeFeed feed)
    {
        for (var i = 0; i < Changes; i++)
        {
            _sequence++;
            feed.Publish([new Change(_sequence, "specimens", ChangeOperation.Update, Specimen.IdOf((int)(_sequence % Documents)), _sequence)]);
        }
    }

    private async Task WriteAsync(Collection<Specimen> specimens, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await specimens.InsertAsync(Specimen.Of(Interlocked.Increment(ref _number)), cancellation);
        }
    }
}
