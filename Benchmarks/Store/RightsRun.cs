using System.Diagnostics;
using System.Globalization;
using Virtool.Data.Live;
using Virtool.Domain.Rights;

namespace Virtool.Benchmarks.Store;

/// <summary>What a list on a page reads for a viewer: the page and its total, of the documents that the viewer may see.</summary>
internal sealed class RightsRun(EmbeddedEngine engine, int documents, CancellationToken cancellation)
{
    private const int Seed = 20190;
    private const int WarmUps = 10;
    private const int Times = 200;

    private static readonly Viewer Few = new("few", "few", Administrator: false, new HashSet<Permission>());
    private static readonly Viewer All = Few with { UserId = "all", Groups = [Specimen.AllGroup] };

    private readonly Random _random = new(Seed);

    /// <summary>Measures all.</summary>
    public async Task<Table> MeasureAsync()
    {
        var table = new Table("Page of 25 with its total, for a viewer", "Sees", "Total", "ms, median", "ms, 95 %");
        foreach (var (viewer, sees) in new[] { (Few, "1 %"), (All, "all") })
        {
            await MeasureAsync(table, "By filter and sort", sees, () => engine.PageAsync(viewer, Specimen.OwnerOf(_random.Next(documents))));
            await MeasureAsync(table, "That contain a rare text", sees, () => engine.ContainAsync(viewer, SomeDigits()));
            await MeasureAsync(table, "That contain a text which all have", sees, () => engine.ContainAsync(viewer, "mellifera"));
        }

        return table;
    }

    /// <summary>Three digits of a specimen's number: in some hundred others' too.</summary>
    private string SomeDigits() => string.Create(CultureInfo.InvariantCulture, $"{_random.Next(documents) % 1_000:000} a");

    private async Task MeasureAsync(Table table, string name, string sees, Func<Task<WindowState<Specimen>>> read)
    {
        var seconds = new List<double>();
        var totals = new List<double>();
        for (var time = -WarmUps; time < Times; time++)
        {
            cancellation.ThrowIfCancellationRequested();
            var watch = Stopwatch.StartNew();
            var state = await read();
            if (time >= 0)
            {
                seconds.Add(watch.Elapsed.TotalSeconds);
                totals.Add(state.Total);
            }
        }

        table.Add(name, sees, Numbers.Text(Numbers.Median(totals), 0), Numbers.Text(1000 * Numbers.Median(seconds), 2), Numbers.Text(1000 * Numbers.Quantile(seconds, 0.95), 2));
    }
}
