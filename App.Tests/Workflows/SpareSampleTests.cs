using Shouldly;
using Virtool.App.Analyse;
using Virtool.App.Tests.Data;
using Virtool.Domain.Analyses;
using Xunit;

namespace Virtool.App.Tests.Workflows;

/// <summary>Samples with next to nothing in them, through the real tools: each has an ordinary result.</summary>
public sealed class SpareSampleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Genomes _genomes = new(20190105);
    private readonly string _virus;

    public SpareSampleTests() => _virus = _genomes.Genome(1_500);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task Of_reads_that_match_nothing_there_is_no_hit()
    {
        var (analysis, hits, viruses) = await AnalyseAsync(Reads(_genomes.Genome(3_000), 50));
        (analysis.LibraryReads, analysis.ReadCount, analysis.SubtractedCount).ShouldBe((50, 0, 0));
        hits.Hits.ShouldBeEmpty();
        viruses.Viruses.ShouldBeEmpty();
    }

    [Fact(Timeout = 120_000)]
    public async Task One_read_is_a_hit_that_is_not_strong()
    {
        var (analysis, hits, viruses) = await AnalyseAsync([("read", _virus.Substring(400, 100))]);
        (analysis.LibraryReads, analysis.ReadCount).ShouldBe((1, 1));
        hits.Hits.ShouldHaveSingleItem().Final.Pi.ShouldBe(1);
        viruses.Viruses.ShouldHaveSingleItem().Trust.ShouldNotBe(Trust.Strong);
    }

    [Fact(Timeout = 120_000)]
    public async Task Where_every_read_fits_the_host_better_there_is_no_hit_and_each_is_counted()
    {
        var alike = _genomes.Relative(_virus, 0.03);
        var (analysis, hits, viruses) = await AnalyseAsync(Reads(alike, 40), host: _genomes.Genome(1_000) + alike);
        (analysis.ReadCount, analysis.SubtractedCount).ShouldBe((0, 40));
        hits.Hits.ShouldBeEmpty();
        viruses.Viruses.ShouldBeEmpty();
    }

    [Fact(Timeout = 120_000)]
    public async Task Of_bases_that_nobody_knows_there_is_no_hit()
    {
        var (analysis, hits, _) = await AnalyseAsync(Enumerable.Range(0, 20).Select(at => ($"read{at}", new string('N', 100))));
        (analysis.LibraryReads, analysis.ReadCount, analysis.State).ShouldBe((20, 0, AnalysisState.Ready));
        hits.Hits.ShouldBeEmpty();
    }

    private static IEnumerable<(string Name, string Sequence)> Reads(string genome, int count) =>
        Enumerable.Range(0, count).Select(at => ($"read{at}", genome.Substring(at * (genome.Length - 100) / count, 100)));

    private async Task<(Analysis Analysis, AnalysisResult Hits, AnalysisViruses Viruses)> AnalyseAsync(IEnumerable<(string Name, string Sequence)> reads, string? host = null)
    {
        RealTools.Need("bowtie2", "bowtie2-build", "samtools");
        FileInfo[] subtractions = host is null ? [] : [Write("host.fa", $">chromosome\n{host}\n")];
        var input = new AnalyseInput([Write("reads.fq", WorkflowsHost.Fastq(reads))], Write("viruses.fa", $">V1 Some virus\n{_virus}\n"), subtractions, Threads: 1, Output: null, MapsWholeLibrary: false);
        (Analysis, AnalysisResult, AnalysisViruses)? found = null;
        await new AnalyseRun(input, (_, _) => { }).RunAsync(
            async (services, analysis) =>
            {
                var service = (AnalysisService)services.GetService(typeof(AnalysisService))!;
                found = (analysis, (await service.ResultAsync(analysis, Cancellation))!, (await service.VirusesAsync(analysis, Cancellation))!);
            },
            Cancellation);
        return found.ShouldNotBeNull();
    }

    private FileInfo Write(string name, string text)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllText(path, text);
        return new FileInfo(path);
    }
}
