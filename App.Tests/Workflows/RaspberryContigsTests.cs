using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.App.Tests.Jobs;
using Virtool.Bio.Sequences;
using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Contigs;
using Virtool.Domain.Indexes;
using Virtool.Domain.Rights;
using Xunit;

namespace Virtool.App.Tests.Workflows;

/// <summary>Real reads of a raspberry plant, assembled with a reference that does not have its virus.</summary>
public sealed class RaspberryContigsTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Word = 31;

    private readonly TemporaryFolder _folder = new();
    private WorkflowsHost? _host;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private WorkflowsHost Host => _host.ShouldNotBeNull();

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(TestCounts.Long, "It assembles twenty thousand reads: it runs with ./test --long.");
        RealTools.Need("bowtie2", "bowtie2-build", "skewer", "spades.py", "hmmpress", "hmmscan", "hmmbuild", "mafft");
        _host = new WorkflowsHost(_folder.Path);
        await _host.Host.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Fact(Timeout = 900_000)]
    public async Task Both_RNAs_of_Raspberry_ringspot_virus_are_assembled_and_their_proteins_found()
    {
        var (first, second) = (Raspberry.Rna1, Raspberry.Rna2);
        await Raspberry.InstallProfilesAsync(Host.Host.Services, _folder.Path);
        var reference = await Raspberry.ImportAsync(Host.Host.Services, Raspberry.WithoutIt);
        await Host.CompletedAsync((await Host.Get<IndexService>().BuildAsync(Viewer.Server, reference.Id, Cancellation)).JobId);
        var creation = await Host.SampleAsync("Raspberry", await Raspberry.StoreReadsAsync(Host));
        await Host.CompletedAsync(creation.Job.Id);

        var analysis = await Host.Get<AnalysisService>().RequestAsync(Viewer.Server, creation.Sample.Id, AnalysisService.Nuvs, reference.Id, [], Cancellation);
        var job = await Host.CompletedAsync(analysis.JobId);

        foreach (var step in job.Steps)
        {
            output.WriteLine($"{step.Name}: {(step.FinishedAt - step.StartedAt)?.TotalSeconds:0.0} s");
        }

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
