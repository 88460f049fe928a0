using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.Bio.Sequences;
using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Contigs;
using Virtool.Domain.Rights;
using Xunit;

namespace Virtool.App.Tests.Workflows;

/// <summary>Real reads of a raspberry plant, assembled with a reference that does not have its virus.</summary>
public sealed class RaspberryContigsTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Word = 31;

    private readonly RaspberryLab _raspberry = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private WorkflowsHost Host => _raspberry.Host;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(TestCounts.Long, "It assembles twenty thousand reads: it runs with ./test --long.");
        RealTools.Need("bowtie2", "bowtie2-build", "skewer", "spades.py", "hmmpress", "hmmscan", "hmmbuild", "mafft");
        await Host.Host.StartAsync();
    }

    public ValueTask DisposeAsync() => _raspberry.DisposeAsync();

    [Fact(Timeout = 900_000)]
    public async Task Both_RNAs_of_Raspberry_ringspot_virus_are_assembled_and_their_proteins_found()
    {
        var (first, second) = (Raspberry.Rna1, Raspberry.Rna2);
        await _raspberry.InstallProfilesAsync();
        var reference = await _raspberry.ReferenceAsync(Raspberry.WithoutIt);
        var sample = await _raspberry.SampleAsync();

        var analysis = await Host.Get<AnalysisService>().RequestAsync(Viewer.Server, sample.Id, AnalysisService.Nuvs, reference.Id, [], Cancellation);
        var job = await Host.CompletedAsync(analysis.JobId);

        output.WriteLine(string.Join('\n', RaspberryLab.TimesOf(job)));
        var result = (await Host.Get<ContigService>().ResultAsync(await Host.ReadAsync<Analysis>(analysis.Id), Cancellation)).ShouldNotBeNull();
        output.WriteLine($"{result.Counts}");
        foreach (var contig in result.Contigs.Where(contig => contig.LeastE is not null))
        {
            output.WriteLine($"{contig.Name}: {contig.Sequence.Length} bases, {contig.Orfs.Count} ORFs, E {contig.LeastE}, {contig.Reads} reads, coverage {contig.Coverage}, depth {contig.Depth}");
        }

        ShouldHave(result, first, "hmm00001", 7_000);
        ShouldHave(result, second, "hmm00002", 3_500);
    }

    private static void ShouldHave(NuvsResult result, IReadOnlyList<string> sequences, string profile, int least)
    {
        var words = sequences.SelectMany(Words).ToHashSet(StringComparer.Ordinal);
        var contig = result.Contigs.Where(contig => contig.Orfs.Any(orf => orf.Hits is [{ FullE: < 1e-100 } best, ..] && best.HmmId == profile)).MaxBy(contig => contig.Sequence.Length).ShouldNotBeNull();
        contig.Sequence.Length.ShouldBeGreaterThan(least);
        new[] { contig.Sequence, Complement.Reverse(contig.Sequence) }.Max(strand => Words(strand).Average(word => words.Contains(word) ? 1.0 : 0)).ShouldBeGreaterThan(0.9);
        (contig.Coverage, contig.MedianDepth).ShouldSatisfyAllConditions(seen => seen.Coverage.ShouldBeGreaterThan(0.99), seen => seen.MedianDepth.ShouldBeGreaterThan(10));
    }

    private static IEnumerable<string> Words(string sequence) => Enumerable.Range(0, Math.Max(0, sequence.Length - Word + 1)).Select(at => sequence.Substring(at, Word));
}
