using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Virtool.Data.Collections;
using Virtool.Data.Store;
using Virtool.Domain;
using Virtool.Domain.Files;
using Virtool.Domain.Labels;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Settings;

namespace Virtool.Benchmarks.Samples;

/// <summary>Many samples on the embedded engine, in a folder that goes with it. One in a hundred is a group's, the others are of those who are alone.</summary>
internal sealed class LongList : IAsyncDisposable
{
    private const string GroupId = "group001";

    private static readonly string[] Hosts = ["Vitis vinifera", "Rubus idaeus", "Apis mellifera", "Solanum tuberosum", "Malus domestica", "Prunus avium", "Fragaria", ""];
    private static readonly string[] Labels = ["label001", "label002", "label003", "label004", "label005"];
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services;

    private LongList() => _services = new ServiceCollection()
        .AddLogging()
        .AddData(_folder.Path, new DatabaseOptions())
        .AddSingleton(new DataFolder(_folder.Path))
        .AddSingleton(new ConfiguredLimits())
        .AddSingleton(TimeProvider.System)
        .AddDomain()
        .BuildServiceProvider();

    /// <summary>One who sees 1 % of the samples.</summary>
    public static Viewer Few { get; } = new("user9999", "few", Administrator: false, new HashSet<Permission>()) { Groups = [GroupId] };

    /// <summary>One who sees all of them.</summary>
    public static Viewer All { get; } = new("user0001", "all", Administrator: true, new HashSet<Permission>());

    /// <summary>What is asked for.</summary>
    public static IReadOnlyList<(string Name, SampleFilter Filter, SampleOrder Order)> Pages { get; } =
    [
        ("newest", SampleFilter.Usual, SampleOrder.Newest),
        ("by name", SampleFilter.Usual, new SampleOrder(SampleSort.Name, Descending: false)),
        ("label, by name", new SampleFilter { Labels = [Labels[0]] }, new SampleOrder(SampleSort.Name, Descending: false)),
        ("two labels, by reads", new SampleFilter { Labels = [Labels[0], Labels[1]] }, new SampleOrder(SampleSort.Reads, Descending: true)),
        ("text, by host", new SampleFilter { Text = "vitis" }, new SampleOrder(SampleSort.Host, Descending: false)),
        ("rare text, by reads", new SampleFilter { Text = "vt-77" }, new SampleOrder(SampleSort.Reads, Descending: true)),
        ("not analysed, by reads", new SampleFilter { Pathoscope = [AnalysisTag.None] }, new SampleOrder(SampleSort.Reads, Descending: true)),
        ("a user's of a month, newest", new SampleFilter { Users = ["user0042"], From = Start, To = Start.AddDays(31) }, SampleOrder.Newest),
        ("failed, by quality", new SampleFilter { States = [SampleState.Failed] }, new SampleOrder(SampleSort.Quality, Descending: true)),
        ("archived, newest", new SampleFilter { Archived = true }, SampleOrder.Newest),
    ];

    /// <summary>So many samples, written in batches.</summary>
    public static async Task<LongList> FillAsync(int count, CancellationToken cancellation)
    {
        var list = new LongList();
        await list._services.EnsureCollectionsAsync(cancellation);
        var (store, samples) = (list._services.GetRequiredService<IDocumentStore>(), list._services.GetRequiredService<Collection<Sample>>());
        foreach (var portion in Enumerable.Range(0, count).Chunk(500))
        {
            await store.BatchAsync([.. portion.Select(number => samples.ToInsert(SampleOf(number)))], cancellation);
        }

        return list;
    }

    /// <summary>How long a page takes.</summary>
    public async Task<Measured> MeasureAsync(Viewer viewer, SampleFilter filter, SampleOrder order, int runs, CancellationToken cancellation)
    {
        var service = _services.GetRequiredService<SampleService>();
        var (times, found) = (new List<double>(), 0L);
        for (var run = 0; run <= runs; run++)
        {
            var start = Stopwatch.GetTimestamp();
            found = (await service.FilterAsync(viewer, filter, order, 0, 25, cancellation)).Found;
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return new Measured(times, found);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    private static Sample SampleOf(int number)
    {
        // Knuth's multiplicative hash spreads what would else come in rows.
        var mixed = (int)(((uint)number * 2_654_435_761u) >> 8);
        var handle = number % 100 == 0 ? "user0042" : string.Create(CultureInfo.InvariantCulture, $"user{mixed % 200:D4}");
        var owner = new Link(handle, handle);
        Access[] access = number % 100 == 0 ? [new Access(Principals.Group(GroupId), [Right.Read])] : [];
        var sample = new Sample
        {
            Id = number.ToString("D8", CultureInfo.InvariantCulture),
            Name = string.Create(CultureInfo.InvariantCulture, $"VT-{mixed % 1_000_000}"),
            CreatedAt = Start.AddMinutes(number),
            User = owner,
            Host = Hosts[mixed % Hosts.Length],
            Labels = [.. Labels.Where((_, at) => (mixed >> at) % (at + 3) == 0)],
            State = mixed % 50 == 0 ? SampleState.Failed : SampleState.Ready,
            Archived = mixed % 10 == 3,
            Pathoscope = (AnalysisTag)(mixed % 3),
            Library = new LibrarySummary(mixed, 36, 151, 44, mixed % 1000 / 1000.0, "Sanger / Illumina 1.9"),
            Access = access,
            Readers = RightsRules.ReadersOf(owner, access),
        };
        return SampleRules.Found(sample, sample.Labels.Select(id => LabelRules.Create(id, id, owner, Start)));
    }
}
