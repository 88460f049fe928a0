using System.IO.Compression;
using System.Text;
using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.App.Tests.Jobs;
using Virtool.Domain.Analyses;
using Virtool.Domain.Files;
using Virtool.Domain.Indexes;
using Virtool.Domain.Links;
using Virtool.Domain.Otus;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Subtractions;
using Virtool.Jobs.Evidence;
using Virtool.Jobs.Processes;
using Xunit;

namespace Virtool.App.Tests.Workflows;

/// <summary>Reads to hits with the real tools, through scheduler, launcher and reconciler, on made-up genomes.</summary>
public sealed class MainJobTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly Genomes _genomes = new(20190101);
    private readonly WorkflowsHost _host;

    public MainJobTests() => _host = new WorkflowsHost(_folder.Path);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        NeedTools(_host);
        await _host.Host.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Skips the test where bowtie2 is not on this machine.</summary>
    internal static void NeedTools(WorkflowsHost host)
    {
        foreach (var tool in new[] { "bowtie2", "bowtie2-build", "samtools" })
        {
            Assert.SkipWhen(host.Get<Toolbox>().Find(tool) is null, $"The program {tool} is not on this machine. {Toolbox.HowToInstall(tool)}.");
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task Reads_become_hits_whatever_their_names_look_like()
    {
        var (virus, other, host) = (_genomes.Genome(1500), _genomes.Genome(900), _genomes.Genome(3000));
        var relative = _genomes.Relative(virus, 0.03);
        var like = host[..600] + _genomes.Genome(600);
        var reference = await ReferenceAsync(
            new OtuDraft("Virus", "V", [Isolate("V0", virus, _genomes.Genome(300)), Isolate("V1", relative, _genomes.Genome(300))]),
            new OtuDraft("Other virus", "O", [Isolate("O0", other)]),
            new OtuDraft("Virus in the host", "H", [Isolate("H0", like)]));
        var subtraction = await SubtractionAsync(">chromosome\n" + host + "\n");
        (string First, string Second)[] pairs = [.. _genomes.Pairs(relative, 300), .. _genomes.Pairs(other, 20), .. _genomes.Pairs(host[..600], 50), .. _genomes.Pairs(_genomes.Genome(3000), 50)];

        var analyses = new List<Analysis>();
        foreach (var (first, second) in new[] { (" 1:N:0:ACGT", " 2:N:0:ACGT"), ("/1", "/2"), (";1", ";2") })
        {
            analyses.Add(await AnalyseAsync($"named{first}", pairs, reference, subtraction, first, second));
        }

        var results = new List<AnalysisResult>();
        foreach (var analysis in analyses)
        {
            (analysis.LibraryReads, analysis.ReadCount, analysis.SubtractedCount).ShouldBe((840, 640, 100));
            analysis.TopHits.Take(2).ShouldBe(["Virus", "Other virus"]);
            analysis.Tools.Keys.Order().ShouldBe(["bowtie2", "bowtie2-build", "samtools", "virtool"]);
            results.Add(await _host.ReadAsync<AnalysisResult>(analysis.Id));
        }

        results.Select(result => WorkflowsHost.Json(result.Hits.Select(Rounded))).Distinct().ShouldHaveSingleItem();
        var hit = results[0].Hits[0];
        hit.Accession.ShouldBe("V1.1");
        hit.Final.Pi.ShouldBe(600 / 640.0, 0.01);
        hit.Initial.Pi.ShouldBeLessThan(hit.Final.Pi);
        hit.Coverage.ShouldBeGreaterThan(0.98);
        results[0].Otus.Single(otu => otu.Name == "Virus").Isolates.Single(isolate => isolate.Name == "Isolate V1").Sequences.Count.ShouldBe(2);
        await EvidenceAsync(analyses[0], pairs);
        await Waiting.UntilAsync(() => Directory.GetDirectories(_host.Data.Work).Length == 0);
        Directory.GetFiles(_host.Data.Files).ShouldBeEmpty();
    }

    [Fact(Timeout = 300_000)]
    public async Task Samples_without_reads_and_without_viruses_have_results_without_hits()
    {
        var genome = _genomes.Genome(1500);
        var reference = await ReferenceAsync(new OtuDraft("Virus", "V", [Isolate("V0", genome)]));
        var empty = await AnalyseAsync("water", [], reference, null, "/1", "/2");
        var healthy = await AnalyseAsync("healthy", _genomes.Pairs(_genomes.Genome(3000), 50), reference, null, "/1", "/2");

        var blank = await AnalyseAsync("blank", [(new string('N', 100), new string('N', 100))], reference, null, "/1", "/2");

        foreach (var (analysis, reads) in new[] { (empty, 0L), (healthy, 100L), (blank, 2L) })
        {
            (analysis.LibraryReads, analysis.ReadCount, analysis.SubtractedCount, analysis.HitCount).ShouldBe((reads, 0, 0, 0));
            (await _host.ReadAsync<AnalysisResult>(analysis.Id)).Hits.ShouldBeEmpty();
            (await _host.ReadAsync<Sample>(analysis.Sample.Id)).Pathoscope.ShouldBe(AnalysisTag.Ready);
        }

        var single = await AnalyseAsync("single", [(genome[700..800], _genomes.Genome(100))], reference, null, "/1", "/2");
        (single.LibraryReads, single.ReadCount, single.AmbiguousCount, single.HitCount).ShouldBe((2, 1, 0, 1));
        single.TopHits.ShouldBeEmpty();
        var virus = (await _host.ReadAsync<AnalysisViruses>(single.Id)).Viruses.ShouldHaveSingleItem();
        (virus.Trust, virus.Reads, virus.Reason).ShouldBe((Trust.Weak, 1, "Only 1 distinct read fits it best, fewer than 3."));
    }

    [Fact(Timeout = 300_000)]
    public async Task Reads_that_all_come_from_the_host_are_subtracted()
    {
        var host = _genomes.Genome(3000);
        var reference = await ReferenceAsync(new OtuDraft("Virus in the host", "H", [Isolate("H0", host[..1000])]));
        var subtraction = await SubtractionAsync(">chromosome\n" + host + "\n");

        var analysis = await AnalyseAsync("host", _genomes.Pairs(host[..1000], 40), reference, subtraction, "/1", "/2");

        (analysis.ReadCount, analysis.SubtractedCount, analysis.HitCount).ShouldBe((0, 80, 0));
        var whole = await _host.Get<AnalysisService>().RequestAsync(
            Viewer.Server, analysis.Sample.Id, new AnalysisDraft(AnalysisService.Pathoscope, reference.Id) { MapsWholeLibrary = true }, Cancellation);
        await _host.CompletedAsync(whole.JobId);
        (await _host.ReadAsync<Analysis>(whole.Id)).HostReads.ShouldBe(80);
    }

    // The kept alignments tell what the relative is, and which of its reads were given to it.
    private async Task EvidenceAsync(Analysis analysis, (string First, string Second)[] pairs)
    {
        var evidence = _host.Get<AlignmentEvidence>();
        var result = await _host.ReadAsync<AnalysisResult>(analysis.Id);
        var found = await evidence.FindAsync(analysis, result.Hits[0].OtuId, Cancellation);
        using var fasta = new MemoryStream();
        await evidence.WriteConsensusAsync(found, fasta, Cancellation);
        Encoding.ASCII.GetString(fasta.ToArray()).ShouldStartWith(">V1.1 consensus of named 1:N:0:ACGT, Virus");
        using var packed = new MemoryStream();
        await evidence.WriteReadsAsync(found, packed, Cancellation);
        packed.Position = 0;
        using var reads = new StreamReader(new GZipStream(packed, CompressionMode.Decompress));
        var sequences = (await reads.ReadToEndAsync(Cancellation)).Split('\n').Where((_, line) => line % 4 == 1).ToArray();
        sequences.Length.ShouldBe(600);
        sequences.Order(StringComparer.Ordinal).ShouldBe(pairs.Take(300).SelectMany(pair => new[] { pair.First, pair.Second }).Order(StringComparer.Ordinal));
        var judged = (await _host.ReadAsync<AnalysisViruses>(analysis.Id)).Viruses[0];
        (judged.Name, judged.Trust).ShouldBe(("Virus", Trust.Strong));
    }

    // Threads change the order of the alignments, and so the last digits of sums.
    private static Hit Rounded(Hit hit) => hit with { Final = Rounded(hit.Final), Initial = Rounded(hit.Initial) };

    private static Assignment Rounded(Assignment assignment) => assignment with { Pi = Math.Round(assignment.Pi, 9), Best = Math.Round(assignment.Best, 9) };

    private async Task<Analysis> AnalyseAsync(
        string name, (string First, string Second)[] pairs, Reference reference, Subtraction? subtraction, string first, string second)
    {
        var files = new[]
        {
            await _host.StoreAsync("1.fq.gz", WorkflowsHost.Fastq(pairs.Select((pair, at) => ($"read{at}{first}", pair.First)))),
            await _host.StoreAsync("2.fq.gz", WorkflowsHost.Fastq(pairs.Select((pair, at) => ($"read{at}{second}", pair.Second)))),
        };
        var creation = await _host.SampleAsync(
            name, files, [new Link(reference.Id, reference.Name)], subtraction is null ? [] : [new Link(subtraction.Id, subtraction.Name)]);
        await _host.CompletedAsync(creation.Job.Id);
        var id = creation.Sample.Requested[0].Id;
        await Waiting.UntilAsync(async () => await _host.All<Analysis>().GetAsync(id, Cancellation) is not null);
        await _host.CompletedAsync((await _host.ReadAsync<Analysis>(id)).JobId);
        return await _host.ReadAsync<Analysis>(id);
    }

    private async Task<Reference> ReferenceAsync(params OtuDraft[] otus)
    {
        var reference = await _host.ReferenceAsync(otus);
        var index = await _host.Get<IndexService>().BuildAsync(Viewer.Server, reference.Id, Cancellation);
        await _host.CompletedAsync(index.JobId);
        return reference;
    }

    private async Task<Subtraction> SubtractionAsync(string genome)
    {
        var file = await _host.StoreAsync("host.fa.gz", genome, FileType.Subtraction);
        var subtraction = await _host.Get<SubtractionService>().CreateAsync(Viewer.Server, "Host", file.Id, "", Cancellation);
        await _host.CompletedAsync(subtraction.JobId);
        return subtraction;
    }

    private static IsolateDraft Isolate(string name, params string[] sequences) =>
        new("isolate", name, [.. sequences.Select((sequence, at) => new SequenceDraft($"{name}.{at + 1}", name, sequence))]);
}
