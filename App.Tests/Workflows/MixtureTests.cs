using System.Diagnostics;
using System.Globalization;
using Shouldly;
using Virtool.App.Analyse;
using Virtool.App.Tests.Data;
using Virtool.Domain.Analyses;
using Xunit;

namespace Virtool.App.Tests.Workflows;

/// <summary>Mixtures of relatives, sequenced by art_illumina with the errors of a HiSeq 2500.</summary>
public sealed class MixtureTests(ITestOutputHelper output) : IDisposable
{
    private const int Length = 7_000;
    private const int ReadLength = 100;
    private const int Reads = 20_000;

    private readonly TemporaryFolder _folder = new();
    private readonly Genomes _genomes = new(20190104);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 300_000)]
    public async Task Three_relatives_at_90_and_9_and_1_percent_come_out_within_a_tenth_of_their_share()
    {
        RealTools.Need("bowtie2", "bowtie2-build", "samtools", "art_illumina");
        var first = _genomes.Genome(Length);
        (string Name, string Genome, double Share)[] relatives = [("A", first, 0.9), ("B", _genomes.Relative(first, 0.08), 0.09), ("C", _genomes.Relative(first, 0.12), 0.01)];
        var reads = Path.Combine(_folder.Path, "reads.fq");
        foreach (var (name, genome, share) in relatives)
        {
            await File.AppendAllTextAsync(reads, await SequenceAsync(name, genome, share * Reads), Cancellation);
        }

        var reference = Path.Combine(_folder.Path, "viruses.fa");
        await File.WriteAllTextAsync(reference, string.Concat(relatives.Select(one => $">{one.Name} Virus {one.Name}\n{one.Genome}\n")), Cancellation);
        var input = new AnalyseInput([new FileInfo(reads)], new FileInfo(reference), [], Threads: null, Output: null, MapsWholeLibrary: false);
        var found = default(AnalysisViruses);
        var hits = default(AnalysisResult);
        await new AnalyseRun(input, (_, _) => { }).RunAsync(
            async (services, analysis) =>
            {
                var service = (AnalysisService)services.GetService(typeof(AnalysisService))!;
                (found, hits) = (await service.VirusesAsync(analysis, Cancellation), await service.ResultAsync(analysis, Cancellation));
            },
            Cancellation);

        foreach (var hit in hits.ShouldNotBeNull().Hits)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{hit.Accession}: {hit.Initial.Pi:0.00000} before, {hit.Final.Pi:0.00000} after, {hit.Final.Reads} reads, coverage {hit.Coverage}"));
        }

        foreach (var (name, _, share) in relatives)
        {
            hits.Hits.Single(hit => hit.Accession == name).Final.Pi.ShouldBe(share, share * 0.1, name);
        }

        found.ShouldNotBeNull().Viruses.ShouldAllBe(virus => virus.Trust == Trust.Strong);
    }

    private async Task<string> SequenceAsync(string name, string genome, double reads)
    {
        var (fasta, prefix) = (Path.Combine(_folder.Path, $"{name}.fa"), Path.Combine(_folder.Path, name));
        await File.WriteAllTextAsync(fasta, $">{name}\n{genome}\n", Cancellation);
        var count = reads.ToString("0", CultureInfo.InvariantCulture);
        using var art = Process.Start(new ProcessStartInfo("art_illumina", ["-q", "-na", "-ss", "HS25", "-i", fasta, "-l", $"{ReadLength}", "-c", count, "-rs", "20190104", "-o", prefix]) { RedirectStandardOutput = true })!;
        await art.StandardOutput.ReadToEndAsync(Cancellation);
        await art.WaitForExitAsync(Cancellation);
        art.ExitCode.ShouldBe(0);
        return await File.ReadAllTextAsync($"{prefix}.fq", Cancellation);
    }
}
