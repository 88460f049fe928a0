using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Virtool.App.Tests.Components;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Judging;
using Virtool.Domain.Analyses.Verdicts;
using Virtool.Domain.Files;
using Virtool.Domain.Links;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;

namespace Virtool.App.Tests.Browser;

/// <summary>A run of samples with analyses to look at: a virus of two segments beside relatives and weak hits, one of 200 hits, controls and verdicts.</summary>
internal static class ViewedResults
{
    public const string SampleId = "sample01";
    public const string Segmented = "analysi1";
    public const string Earlier = "analysi0";
    public const string Large = "analysi2";
    public const string Samples = "sample01,sample02,sample03,sample04";

    private const string Control = "phage001";

    public static async Task MakeAsync(IServiceProvider services, CancellationToken cancellation)
    {
        await Put(services, new Reference { Id = "referenc", Name = "Plant viruses", User = Made.Nina, Readers = [Principals.Everyone], LatestIndex = new IndexLink("index001", 3), InternalControl = new Link(Control, "Phage control") }, cancellation);
        await Put(services, Sample(SampleId, "VT-0412 raspberry leaf") with { Host = "Rubus idaeus", Locale = "Dundee", CollectedOn = new DateOnly(2026, 6, 3), Notes = "Ring spots on the older leaves." }, cancellation);
        await Put(services, Sample("sample02", "VT-0413 tomato"), cancellation);
        await Put(services, Sample("sample03", "Water") with { Control = new SampleControl(ControlKind.Negative) }, cancellation);
        await Put(services, Sample("sample04", "Positive") with { Control = new SampleControl(ControlKind.Positive, "Tomato mosaic virus") }, cancellation);

        var segmented = SegmentedViruses();
        await PutAsync(services, Analysis(Segmented, SampleId, "VT-0412 raspberry leaf") with { RerunOf = Earlier, AmbiguousCount = 812 }, segmented, cancellation);
        await PutAsync(services, Analysis(Earlier, SampleId, "VT-0412 raspberry leaf") with { CreatedAt = Made.Now.AddDays(-20), Index = new IndexLink("index000", 2) }, [.. segmented.Take(2)], cancellation);
        await PutAsync(services, Analysis(Large, "sample02", "VT-0413 tomato"), [.. Enumerable.Range(1, 200).Select(Small)], cancellation);
        await PutAsync(services, Analysis("analysi3", "sample03", "Water"), [segmented[0] with { Weight = 0.4, Depth = 1 }], cancellation);
        await PutAsync(services, Analysis("analysi4", "sample04", "Positive"), [], cancellation);
        await Put(
            services,
            new AnalysisVerdicts
            {
                Id = Segmented,
                Sample = new Link(SampleId, "VT-0412 raspberry leaf"),
                Verdicts = [new Verdict("otu00000", VerdictValue.Inconclusive, Made.Nina, Made.Now.AddDays(-1)), new Verdict("otu00000", VerdictValue.Confirmed, Made.Nina, Made.Now, "ELISA positive")],
            },
            cancellation);
    }

    private static MadeVirus[] SegmentedViruses() =>
    [
        new("otu00000", "Raspberry ringspot virus", "RpRSV", 0.93, 0.80, 110, ["RNA 1", "RNA 2"], [7_915, 3_900], 3),
        new("otu00001", "Cherry leaf roll virus with a name that is long enough to be cut off", "CLRV", 0.05, 0.05, 6, ["RNA 1", "RNA 2"], [7_900, 6_360], 1),
        new("otu00002", "Arabis mosaic virus", "ArMV", 0.0005, 0.13, 0, ["RNA 1", "RNA 2"], [7_300, 3_800], 1),
        new(Control, "Phage control", "", 0.01, 0.01, 12, [""], [3_569], 1),
        new("otu00003", "Blueberry red ringspot virus", "BRRV", 0.0002, 0.0002, 0, [""], [8_000], 1),
    ];

    private static MadeVirus Small(int number) => new($"otu{number:00000}", $"Virus {number:000} of the stunt kind", $"V{number}", 1.0 / (number + 1), 1.0 / (number + 1), number % 9 == 0 ? 0 : 20, [""], [6_000 + number], 1);

    private static Sample Sample(string id, string name) => Made.Sample(id, name) with { Run = new RunPlace("run 2026-11"), Readers = [Principals.Everyone] };

    private static Analysis Analysis(string id, string sample, string name) => Made.Analysis() with
    {
        Id = id,
        Sample = new Link(sample, name),
        Reference = new Link("referenc", "Plant viruses"),
        RuleVersion = 1,
        Readers = [Principals.Everyone],
        Tools = new Dictionary<string, string> { ["bowtie2"] = "2.5.4", ["samtools"] = "1.21" },
    };

    private static async Task PutAsync(IServiceProvider services, Analysis analysis, IReadOnlyList<MadeVirus> viruses, CancellationToken cancellation)
    {
        var hits = viruses.SelectMany(virus => virus.Hits()).ToArray();
        await Put(services, analysis with { HitCount = hits.Length, TopHits = [.. viruses.Take(3).Select(virus => virus.Name)] }, cancellation);
        await Put(services, new AnalysisResult { Id = analysis.Id, Hits = [.. hits.Select(pair => pair.Hit)], Otus = [.. viruses.Select(virus => virus.Otu())] }, cancellation);
        await Put(
            services,
            new AnalysisViruses
            {
                Id = analysis.Id,
                RuleVersion = 1,
                Viruses = [.. viruses.Select(virus => virus.Found(isControl: virus.Id == Control))],
                InternalControl = new Link(Control, "Phage control"),
                InternalControlFound = viruses.Any(virus => virus.Id == Control),
            },
            cancellation);
        var folder = services.GetRequiredService<DataFolder>().Analysis(analysis.Sample.Id, analysis.Id);
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(
            Path.Combine(folder, AnalysisFiles.Depth), JsonSerializer.Serialize(hits.ToDictionary(pair => pair.Hit.Id, pair => new { median = pair.Hit.MedianDepth, align = pair.Hit.Align })), cancellation);
    }

    private static Task Put<T>(IServiceProvider services, T document, CancellationToken cancellation)
        where T : Document => services.GetRequiredService<Collection<T>>().InsertAsync(document, cancellation);

    /// <summary>A virus with isolates alike.</summary>
    internal sealed record MadeVirus(string Id, string Name, string Abbreviation, double Weight, double Initial, int Depth, IReadOnlyList<string> Segments, IReadOnlyList<int> Lengths, int Isolates)
    {
        private double Coverage => Depth == 0 ? 0.04 : 0.93;

        public HitOtu Otu() => new(Id, Name, Abbreviation, 1, [.. Enumerable.Range(0, Isolates).Select(isolate => new HitIsolate($"{Id}i{isolate}", $"Isolate {(char)('A' + isolate)}", isolate == 0, [.. Sequences(isolate)]))])
        {
            Schema = [.. Segments.Where(segment => segment.Length > 0)],
        };

        public IEnumerable<(Hit Hit, int Length)> Hits() => Enumerable.Range(0, Isolates).SelectMany(isolate => Sequences(isolate).Select(sequence => (Of(sequence, isolate), sequence.Length)));

        public FoundVirus Found(bool isControl)
        {
            var numbers = new VirusNumbers(Weight, Initial, Math.Round(Weight * 24_000), Coverage);
            var judgement = Judgement.Of(numbers, TrustRule.First);
            return new FoundVirus(Id, Name, Abbreviation)
            {
                Weight = Weight, Initial = Initial, Reads = numbers.Reads, Coverage = Coverage, MedianDepth = Depth, Depth = Depth, Length = Lengths.Sum(), Trust = judgement.Trust, Reason = judgement.Reason, IsInternalControl = isControl,
            };
        }

        private IEnumerable<HitSequence> Sequences(int isolate) => Segments.Zip(Lengths).Select((pair, at) =>
            new HitSequence($"{Id}{isolate}{at}", $"MZ2209{isolate}{at}.1", $"{Name} {pair.First}, complete sequence", pair.First.Length == 0 ? null : pair.First, pair.Second));

        private Hit Of(HitSequence sequence, int isolate)
        {
            var share = isolate == 0 ? 1 - (0.1 * (Isolates - 1)) : 0.1;
            var assigned = new Assignment(Weight * share / Segments.Count, 0, 0, 0, (int)(Weight * share * 24_000 / Segments.Count));
            return new Hit(sequence.Id, sequence.Accession, Id, $"{Id}i{isolate}", sequence.Length, assigned, assigned with { Pi = Initial * share / Segments.Count }, Coverage, Depth, Depth, [.. Steps(sequence.Length, (int)(Depth * share))]);
        }

        private static IEnumerable<int[]> Steps(int length, int depth)
        {
            yield return [0, 7];
            for (var at = 40; at < length; at += 40)
            {
                yield return [at, depth == 0 ? (at < length / 25 ? 1 : 0) : (int)(depth * (1.2 + Math.Sin(at / 400d) + (0.2 * Math.Sin(at / 30d))))];
            }
        }
    }
}
