using Virtool.Domain.Analyses;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;

namespace Virtool.App.Tests.Components;

/// <summary>Documents to show. The result is that of the demo: a bee's reads and four related virus genomes.</summary>
internal static class Made
{
    public static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static readonly Link Nina = new("user0001", "nina");

    /// <summary>What everyone may see.</summary>
    public static readonly Virtool.Domain.Rights.Access[] Shared = [new(Principals.Everyone, [Right.Read])];

    public static Sample Sample(string id = "sample01", string name = "VT-0412", long? reads = 20_000) => new()
    {
        Id = id,
        Name = name,
        CreatedAt = Now.AddMinutes(-3),
        User = Nina,
        State = SampleState.Ready,
        Paired = true,
        Library = reads is null ? null : new LibrarySummary(reads.Value, 36, 151, 44, 0.91, "Sanger / Illumina 1.9"),
        Search = name.ToLowerInvariant(),
        Access = Shared,
        Readers = RightsRules.ReadersOf(Nina, Shared),
    };

    public static Analysis Analysis(AnalysisState state = AnalysisState.Ready, long? library = 100_000, long? kept = 24_000, long? removed = 1_000) => new()
    {
        Id = "analysis",
        Workflow = "pathoscope",
        State = state,
        CreatedAt = Now.AddMinutes(-2),
        Sample = new Link("sample01", "VT-0412"),
        Reference = new Link("referenc", "Bee viruses"),
        Index = new IndexLink("index001", 3),
        User = Nina,
        JobId = "job00001",
        Readers = RightsRules.ReadersOf(Nina, Shared),
        LibraryReads = library,
        ReadCount = kept,
        SubtractedCount = removed,
    };

    public static Job Job(JobState state = JobState.Running) => new()
    {
        Id = "job00001",
        Task = "pathoscope",
        Subject = new Subject("analyses", "analysis", "VT-0412 / Bee viruses"),
        User = Nina,
        State = state,
        Stage = "map_isolates",
        Readers = RightsRules.ReadersOf(Nina, Shared),
        Progress = 0.4,
        Proc = 2,
        Mem = 4,
        CreatedAt = Now.AddSeconds(-70),
        StartedAt = state == JobState.Waiting ? null : Now.AddSeconds(-60),
        Steps = [new JobStep("map_isolates", "Map to isolates", Now.AddSeconds(-60)), new JobStep("pathoscope", "Reassign")],
    };

    public static AnalysisResult Result() => new()
    {
        Id = "analysis",
        Hits =
        [
            Hit("HM067437.1", "dwv", "iso2", 0.90, 0.58, 1.0),
            Hit("NC_004830.2", "dwv", "iso1", 0.08, 0.20, 0.94),
            Hit("HM067438.1", "dwv", "iso3", 0.0196, 0.12, 0.76),
            Hit("NC_006494.1", "vdv", "iso4", 0.0004, 0.10, 0.03),
            Hit("NC_000001.1", "odd", "iso5", 0.0003, 0.0003, 0.05),
        ],
        Otus =
        [
            new HitOtu("dwv", "Deformed wing virus", "DWV", 0, [Isolate("iso1", "NC_004830.2"), Isolate("iso2", "HM067437.1"), Isolate("iso3", "HM067438.1")]),
            new HitOtu("vdv", "Varroa destructor virus-1", "VDV-1", 0, [Isolate("iso4", "NC_006494.1")]),
            new HitOtu("odd", "Some other virus", "", 0, [Isolate("iso5", "NC_000001.1")]),
        ],
    };

    public static Hit Hit(string accession, string otu, string isolate, double final, double initial, double coverage, IReadOnlyList<int[]>? align = null) => new(
        $"s{accession}", accession, otu, isolate, 1000, Share(final), Share(initial), coverage, 10, 10, align ?? [[0, 10], [(int)(1000 * coverage), 0]]);

    public static HitIsolate Isolate(string id, string accession) =>
        new(id, "Unnamed isolate", Default: true, [new HitSequence($"s{accession}", accession, "complete genome", null, 1000)]);

    private static Assignment Share(double pi) => new(pi, pi, pi, 0, (int)(pi * 24_000));
}
