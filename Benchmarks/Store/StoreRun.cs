using System.Diagnostics;
using System.Globalization;

namespace Virtool.Benchmarks.Store;

/// <summary>Does the same to both engines, in turn, and looks that both find the same.</summary>
internal sealed class StoreRun(IEngine embedded, IEngine raw, int documents, CancellationToken cancellation)
{
    private const int Seed = 20190;
    private const int WarmUps = 10;
    private const int Inserts = 500;
    private const int Writers = 64;
    private const int InsertsOfWriter = 25;
    private const int Rounds = 3;
    private const int Finds = 1000;
    private const int Pages = 300;
    private const int Searches = 50;

    private readonly Random _random = new(Seed);
    private int _inserted;

    /// <summary>Measures all.</summary>
    public async Task<Table> MeasureAsync()
    {
        var table = new Table("Operation", "Unit", "Embedded", "Raw SQLite", "Ratio");
        await WriteAsync(table);
        await CrowdAsync(table);
        await ReadAsync(table, "Find by id", Finds, 3, () => Specimen.IdOf(_random.Next(documents)), (engine, id) => engine.FindAsync(id));
        await ReadAsync(table, "Page of 25, by filter and sort", Pages, 3, () => Specimen.OwnerOf(_random.Next(documents)), (engine, owner) => engine.PageAsync(owner));
        await ReadAsync(table, "Page of 25 that contain a text", Searches, 2, SomeDigits, (engine, text) => engine.ContainAsync(text));
        return table;
    }

    /// <summary>The last five digits of a specimen's number: in up to a few others' too.</summary>
    private string SomeDigits() => string.Create(CultureInfo.InvariantCulture, $"{_random.Next(documents) % 100_000:00000}");

    private async Task WriteAsync(Table table)
    {
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var insert = -WarmUps; insert < Inserts; insert++)
        {
            cancellation.ThrowIfCancellationRequested();
            var specimen = Specimen.Of(documents + _inserted++);
            var (our, their) = (await SecondsAsync(() => embedded.InsertAsync(specimen)), await SecondsAsync(() => raw.InsertAsync(specimen)));
            if (insert >= 0)
            {
                ours.Add(our);
                theirs.Add(their);
            }
        }

        Add(table, $"Durable insert, 1 writer, {Inserts} times", 3, Numbers.Median(ours), Numbers.Median(theirs));
    }

    private async Task CrowdAsync(Table table)
    {
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            var specimens = Enumerable.Range(documents + _inserted, Writers * InsertsOfWriter).Select(Specimen.Of).ToArray();
            _inserted += specimens.Length;
            ours.Add(await SecondsAsync(() => WriteTogetherAsync(embedded, specimens)));
            theirs.Add(await SecondsAsync(() => WriteTogetherAsync(raw, specimens)));
        }

        var (our, their) = (Numbers.Median(ours), Numbers.Median(theirs));
        const int Count = Writers * InsertsOfWriter;
        table.Add($"Durable inserts, {Writers} writers", "per s", Numbers.Text(Count / our, 0), Numbers.Text(Count / their, 0), Numbers.Text(our / their, 2));
    }

    private static Task WriteTogetherAsync(IEngine engine, Specimen[] specimens) => Task.WhenAll(specimens.Chunk(InsertsOfWriter).Select(async own =>
    {
        foreach (var specimen in own)
        {
            await engine.InsertAsync(specimen);
        }
    }));

    private async Task ReadAsync(Table table, string name, int times, int digits, Func<string> ask, Func<IEngine, string, Task<IReadOnlyList<Specimen>>> find)
    {
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var time = -WarmUps; time < times; time++)
        {
            cancellation.ThrowIfCancellationRequested();
            var asked = ask();
            IReadOnlyList<Specimen> our = [];
            IReadOnlyList<Specimen> their = [];
            var ourSeconds = await SecondsAsync(async () => our = await find(embedded, asked));
            var theirSeconds = await SecondsAsync(async () => their = await find(raw, asked));
            if (our.Count == 0 || !our.SequenceEqual(their))
            {
                throw new InvalidOperationException($"{name}: for {asked} the engines do not find the same.");
            }

            if (time >= 0)
            {
                ours.Add(ourSeconds);
                theirs.Add(theirSeconds);
            }
        }

        Add(table, name, digits, Numbers.Median(ours), Numbers.Median(theirs));
    }

    private static void Add(Table table, string name, int digits, double ours, double theirs) => table.Add(
        name,
        "ms, median",
        Numbers.Text(1000 * ours, digits),
        Numbers.Text(1000 * theirs, digits),
        Numbers.Text(ours / theirs, ours < theirs / 10 ? 3 : 2));

    private static async Task<double> SecondsAsync(Func<Task> action)
    {
        var watch = Stopwatch.StartNew();
        await action();
        return watch.Elapsed.TotalSeconds;
    }
}
