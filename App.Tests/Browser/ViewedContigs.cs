using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Virtool.App.Tests.Components;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Contigs;
using Virtool.Domain.Blasts;
using Virtool.Domain.Files;
using Virtool.Domain.Hmms;
using Virtool.Domain.Links;
using Virtool.Domain.Quality;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Trimming;

namespace Virtool.App.Tests.Browser;

/// <summary>An analysis by NuVs to look at: two segments of a virus, pieces of others, and contigs that match nothing; some were searched for by BLAST.</summary>
internal static class ViewedContigs
{
    public const string Id = "analysi5";
    public const string WithoutContigs = "analysi6";
    public const string WithoutHits = "analysi7";
    public const string Trimmed = "cache001";

    private static readonly (string Name, string Family)[] Profiles =
    [
        ("RNA-dependent RNA polymerase", "Secoviridae"), ("helicase", "Secoviridae"), ("cysteine protease", "Secoviridae"), ("coat protein", "Secoviridae"),
        ("movement protein with a name that is long enough to be cut off where it stands in the list", "Bromoviridae"), ("hypothetical protein", Hmm.NoFamily),
    ];

    public static async Task MakeAsync(IServiceProvider services, CancellationToken cancellation)
    {
        await Put(services, new HmmStatus { Id = HmmStatus.OnlyId, Installed = true, Set = "set00001", Count = Profiles.Length }, cancellation);
        foreach (var (at, profile) in Profiles.Index())
        {
            await Put(services, new Hmm { Id = HmmOf(at), Cluster = at, Set = "set00001", Names = [profile.Name], Count = 14, Families = new Dictionary<string, int> { [profile.Family] = 12, ["Picornaviridae"] = 2 } }, cancellation);
        }

        Contig[] contigs = [Large(0, 7_912, 62), Large(1, 3_904, 118), .. Enumerable.Range(2, 10).Select(Piece), .. Enumerable.Range(12, 30).Select(Other)];
        await Put(services, Analysis(Id) with { ContigCount = contigs.Length, HitCount = 12, CacheId = Trimmed }, cancellation);
        await Put(services, new NuvsResult { Id = Id, Contigs = contigs, Counts = new NuvsCounts { Library = 20_000, Trimmed = 17_204, Known = 2_410, Host = 6_120, Assembled = 9_102, Mapped = 7_730, Contigs = 61 } }, cancellation);
        await Put(services, Analysis(WithoutContigs), cancellation);
        await Put(services, new NuvsResult { Id = WithoutContigs, Counts = new NuvsCounts { Library = 20_000, Trimmed = 17_204, Known = 17_204 }, Note = "All reads belong to a virus of the reference or a host: none were left to assemble." }, cancellation);
        await Put(services, Analysis(WithoutHits) with { ContigCount = 3 }, cancellation);
        await Put(services, new NuvsResult { Id = WithoutHits, Contigs = [.. Enumerable.Range(0, 3).Select(Other)] }, cancellation);
        await PutDepthsAsync(services, contigs, cancellation);
        await PutBlastsAsync(services, cancellation);
        await PutTrimmedAsync(services, cancellation);
    }

    private static Analysis Analysis(string id) => Made.Analysis() with
    {
        Id = id, Workflow = AnalysisService.Nuvs, Sample = new Link(ViewedResults.SampleId, "VT-0412 raspberry leaf"), Reference = new Link("referenc", "Plant viruses"),
        Readers = [Principals.Everyone], ReadCount = null, SubtractedCount = null, ContigCount = 0, HitCount = 0,
        Tools = new Dictionary<string, string> { ["skewer"] = "0.2.2", ["spades"] = "4.0.0", ["hmmer"] = "3.4", ["bowtie2"] = "2.5.4" },
    };

    private static Contig Large(int index, int length, double depth) => Of(
        index,
        length,
        depth,
        [
            Orf(0, 1, 1, length / 40, length - (length / 8), Hit(0, 1.3e-180), Hit(1, 4e-60), Hit(2, 2e-21)), Orf(1, 1, 0, length / 12, length / 5), Orf(2, -1, 0, length / 3, length / 2),
            Orf(3, -1, 2, length - (length / 6), length - 9, Hit(5, 0.004)), Orf(4, 1, 2, length - (length / 9), length, Hit(3, 3.2e-44)),
        ]);

    private static Contig Piece(int index) => Of(index, 2_300 - (150 * index), 6 + (3 * (index % 5)), [Orf(0, index % 2 == 0 ? 1 : -1, index % 3, 30, 620, Hit(index % Profiles.Length, Math.Pow(10, -3 * index))), Orf(1, 1, 0, 0, 330)]);

    private static Contig Other(int index) => Of(index, 1_700 - (30 * index), 2, [Orf(0, 1, index % 3, 10, 340)]);

    private static Contig Of(int index, int length, double depth, Orf[] orfs) =>
        new(index, string.Concat(Enumerable.Range(0, length).Select(at => "ACGT"[((at * at) + (at / 7) + index) % 4])), orfs) { Reads = (long)(depth * length / 140), Coverage = 0.994, Depth = depth + 1.4, MedianDepth = depth };

    private static Orf Orf(int index, int strand, int frame, int start, int end, params OrfHit[] hits) =>
        new(index, string.Concat(Enumerable.Range(0, (end - start) / 3).Select(at => "MKVLAAGIVDETS"[(at * 5) % 13])), frame, strand, start, end, hits);

    private static OrfHit Hit(int profile, double e) => new(HmmOf(profile), profile, e, -Math.Log2(e) + 8, 0.4, e * 3, -Math.Log2(e), 0.2);

    private static string HmmOf(int profile) => $"hmm{profile:00000}";

    private static async Task PutDepthsAsync(IServiceProvider services, IEnumerable<Contig> contigs, CancellationToken cancellation)
    {
        var folder = services.GetRequiredService<DataFolder>().Analysis(ViewedResults.SampleId, Id);
        Directory.CreateDirectory(folder);
        var depths = contigs.ToDictionary(contig => contig.Name, contig => new { median = contig.MedianDepth, align = Steps(contig).ToArray() });
        await File.WriteAllTextAsync(Path.Combine(folder, ContigFiles.Depth), JsonSerializer.Serialize(depths), cancellation);
    }

    private static IEnumerable<int[]> Steps(Contig contig) => Enumerable.Range(0, contig.Sequence.Length / 20).Select(step => new[] { 20 * step, (int)(contig.MedianDepth * (1.1 + (0.6 * Math.Sin(step / 11d)) + (0.2 * Math.Sin(step / 2d)))) });

    private static async Task PutBlastsAsync(IServiceProvider services, CancellationToken cancellation)
    {
        Blast Of(int contig, BlastState state) => new() { Id = Blast.IdOf(Id, contig), AnalysisId = Id, ContigIndex = contig, State = state, User = Made.Nina, CreatedAt = Made.Now, Interval = 13 };
        await Put(
            services,
            Of(0, BlastState.Ready) with
            {
                Rid = "K3X9A0B1016", Program = "BLASTN 2.17.0+", Target = "nt", FinishedAt = Made.Now,
                Hits = [.. Enumerable.Range(0, 5).Select(at => new BlastHit($"NC_00526{at}.1", 12809, $"Raspberry ringspot virus RNA 1, isolate {(char)('A' + at)}, complete genome", "Raspberry ringspot virus", 5_900 - (90 * at), 7_800, 34, at == 0 ? 0 : Math.Pow(10, -180 + (10 * at)), 5_800, 6_300 - (100 * at), 7_935))],
            },
            cancellation);
        await Put(services, Of(2, BlastState.Waiting) with { Rid = "K3X9A0B2016", SentAt = Made.Now, LastCheckedAt = Made.Now, NextCheckAt = TimeProvider.System.GetUtcNow().AddDays(30) }, cancellation);
        await Put(services, Of(3, BlastState.Failed) with { Error = "NCBI does not know the number any more." }, cancellation);
    }

    private static async Task PutTrimmedAsync(IServiceProvider services, CancellationToken cancellation)
    {
        await Put(
            services,
            new TrimmedReads
            {
                Id = Trimmed, Sample = new Link(ViewedResults.SampleId, "VT-0412 raspberry leaf"), ReadsVersion = 1, Program = "skewer-0.2.2", Parameters = new TrimParameters("pe", 100), CreatedAt = Made.Now,
                JobId = "job00001", Ready = true, Library = new LibrarySummary(17_204, 100, 151, 44, 0.97, null), Readers = [Principals.Everyone],
                Files = [.. new[] { 1, 2 }.Select(mate => new SampleFile(SampleRules.ReadsName(mate), 840_000, 8_602, "", new SourceFile("", "", 0)))],
            },
            cancellation);
        foreach (var (id, loss) in new[] { (ViewedResults.SampleId, 0.09), (Trimmed, 0.03) })
        {
            await Put(
                services,
                new ReadQuality
                {
                    Id = id, Count = 20_000, Length = [100, 151],
                    Bases = [.. Enumerable.Range(0, 150).Select(at => new[] { 37 - (loss * at), 38 - (loss * at), 34 - (loss * at), 39, 28 - (loss * at), 40 })],
                    Composition = [.. Enumerable.Range(0, 150).Select(_ => new[] { 22d, 28, 28, 22 })],
                    Sequences = [.. Enumerable.Range(0, 45).Select(mean => mean is > 25 and < 40 ? 900L * (mean - 25) : 0)],
                    Lengths = [[100, 3_000], [130, 6_000], [151, 11_000]],
                },
                cancellation);
        }
    }

    private static Task Put<T>(IServiceProvider services, T document, CancellationToken cancellation)
        where T : Document => services.GetRequiredService<Collection<T>>().InsertAsync(document, cancellation);
}
