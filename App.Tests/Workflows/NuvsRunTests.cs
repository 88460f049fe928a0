using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.App.Tests.Jobs;
using Virtool.Bio.Sequences;
using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Contigs;
using Virtool.Domain.Files;
using Virtool.Domain.Indexes;
using Virtool.Domain.Jobs;
using Virtool.Domain.Otus;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Subtractions;
using Virtool.Domain.Trimming;
using Xunit;

namespace Virtool.App.Tests.Workflows;

/// <summary>Reads to contigs with the real tools, through scheduler, launcher and limits, on made-up genomes.</summary>
public sealed class NuvsRunTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly Genomes _genomes = new(20191201);
    private readonly WorkflowsHost _host;

    public NuvsRunTests() => _host = new WorkflowsHost(_folder.Path);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        RealTools.Need("bowtie2", "bowtie2-build", "skewer", "spades.py", "hmmpress", "hmmscan", "hmmbuild", "mafft");
        await _host.Host.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact(Timeout = 300_000)]
    public async Task An_unknown_virus_is_assembled_and_its_protein_found_among_reads_of_a_known_one_and_the_host()
    {
        var (unknown, known, host) = (_genomes.Coding(500), _genomes.Genome(1500), _genomes.Genome(4000));
        await MadeProfiles.InstallAsync(
            _host.Host.Services,
            _folder.Path,
            ("coat protein", MadeProfiles.Proteins([_genomes.Relative(unknown, 0.05), _genomes.Relative(unknown, 0.05), unknown])),
            ("another protein", MadeProfiles.Proteins([_genomes.Coding(200), _genomes.Coding(200)])));
        (string First, string Second)[] pairs = [.. _genomes.Pairs(unknown, 400), .. _genomes.Pairs(known, 300), .. _genomes.Pairs(host, 300)];
        var analysis = await AnalyseAsync(pairs, known, host);

        (analysis.State, analysis.ContigCount >= 1, analysis.HitCount).ShouldBe((AnalysisState.Ready, true, 1), analysis.Error);
        string[] tools = ["bowtie2", "bowtie2-build", "hmmpress", "hmmscan", "skewer", "spades.py"];
        tools.ShouldAllBe(tool => char.IsAsciiDigit(analysis.Tools[tool][0]), string.Join(' ', analysis.Tools));
        var result = (await _host.Get<ContigService>().ResultAsync(analysis, Cancellation)).ShouldNotBeNull();
        var contig = result.Contigs.Single(contig => contig.LeastE is not null);
        contig.Sequence.Length.ShouldBeGreaterThan(1_400);
        (unknown.Contains(contig.Sequence, StringComparison.Ordinal) || unknown.Contains(Complement.Reverse(contig.Sequence), StringComparison.Ordinal)).ShouldBeTrue();
        contig.Orfs.SelectMany(orf => orf.Hits).Where(hit => hit.FullE < 1e-150).ShouldHaveSingleItem().HmmId.ShouldBe("hmm00001");
        (contig.Reads, contig.Coverage).ShouldSatisfyAllConditions(seen => seen.Reads.ShouldBeGreaterThan(700), seen => seen.Coverage.ShouldBeGreaterThan(0.99));
        contig.Depth.ShouldBe(contig.Reads * 100.0 / contig.Sequence.Length, 3);
        result.Counts.Known.ShouldBeInRange(590, 610);
        result.Counts.Host.ShouldBeInRange(590, 610);
        var depths = await _host.Get<AnalysisDepths>().OfAsync(analysis, new HashSet<string> { contig.Name }, Cancellation);
        depths[contig.Name].Depths(contig.Sequence.Length).Average().ShouldBe(contig.Depth, 0.01);
        (await _host.ReadAsync<TrimmedReads>(analysis.CacheId.ShouldNotBeNull())).Parameters.ShouldBe(new TrimParameters("pe", 100));
    }

    private async Task<Analysis> AnalyseAsync((string First, string Second)[] pairs, string known, string host)
    {
        var genome = await _host.StoreAsync("host.fa.gz", $">chromosome\n{host}\n", FileType.Subtraction);
        var subtraction = await _host.Get<SubtractionService>().CreateAsync(Viewer.Server, "Host", genome.Id, "", Cancellation);
        await _host.CompletedAsync(subtraction.JobId);
        var reference = await _host.ReferenceAsync(new OtuDraft("Known", "K", [new IsolateDraft("isolate", "K0", [new SequenceDraft("K0.1", "K0", known)])]));
        await _host.CompletedAsync((await _host.Get<IndexService>().BuildAsync(Viewer.Server, reference.Id, Cancellation)).JobId);
        var creation = await _host.SampleAsync("Leaf",
        [
            await _host.StoreAsync("1.fq.gz", WorkflowsHost.Fastq(pairs.Select((pair, at) => ($"NS500:{at}/1", pair.First)))),
            await _host.StoreAsync("2.fq.gz", WorkflowsHost.Fastq(pairs.Select((pair, at) => ($"NS500:{at}/2", pair.Second)))),
        ]);
        await _host.CompletedAsync(creation.Job.Id);
        var analysis = await _host.Get<AnalysisService>().RequestAsync(Viewer.Server, creation.Sample.Id, AnalysisService.Nuvs, reference.Id, [subtraction.Id], Cancellation);
        await _host.CompletedAsync(analysis.JobId);
        return await _host.ReadAsync<Analysis>(analysis.Id);
    }
}
