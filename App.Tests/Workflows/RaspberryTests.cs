using System.Text.Json;
using Shouldly;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Documents;
using Virtool.Domain.Analyses;
using Virtool.Domain.Links;
using Xunit;

namespace Virtool.App.Tests.Workflows;

/// <summary>Real reads of a raspberry plant that carries Raspberry ringspot virus.</summary>
public sealed class RaspberryTests(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly RaspberryLab _raspberry = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private WorkflowsHost Host => _raspberry.Host;

    public async ValueTask InitializeAsync()
    {
        MainJobTests.NeedTools(Host);
        await Host.Host.StartAsync();
    }

    public ValueTask DisposeAsync() => _raspberry.DisposeAsync();

    [Fact(Timeout = 600_000)]
    public async Task A_reference_without_the_virus_has_no_strong_hit()
    {
        var (analysis, result) = await AnalyseAsync(Raspberry.WithoutIt);

        analysis.LibraryReads.ShouldBe(20_000);
        result.Hits.ShouldAllBe(hit => hit.Coverage < 0.5);
        (await Host.ReadAsync<AnalysisViruses>(analysis.Id)).Viruses.ShouldAllBe(virus => virus.Trust != Trust.Strong);
    }

    [Fact(Timeout = 600_000)]
    public async Task The_virus_is_found_among_all_plant_viruses_and_nothing_else_is()
    {
        Assert.SkipUnless(TestCounts.Long, "It maps to every plant virus: it runs with ./test --long.");
        var (analysis, result) = await AnalyseAsync(Raspberry.WithIt);

        analysis.TopHits[0].ShouldBe("Raspberry ringspot virus");
        var viruses = await Host.ReadAsync<AnalysisViruses>(analysis.Id);
        foreach (var virus in viruses.Viruses.Take(15))
        {
            output.WriteLine($"{virus.Name}: {virus.Trust}. {virus.Reason}");
        }

        viruses.Viruses.Where(virus => virus.Trust == Trust.Strong).Select(virus => virus.Name).ShouldBe(["Raspberry ringspot virus"]);
        var strong = result.Hits.Where(hit => hit.Coverage > 0.5).ToArray();
        strong.Select(hit => hit.Accession.Split('.')[0]).Order().ShouldBe(["MZ220963", "MZ220964"]);
        strong.ShouldAllBe(hit => hit.Coverage > 0.99 && hit.Depth > 100);
        var isolate = result.Otus.SelectMany(otu => otu.Isolates).Single(isolate => isolate.Id == strong.Select(hit => hit.IsolateId).Distinct().ShouldHaveSingleItem());
        isolate.Name.ShouldBe("Isolate 13c209");
    }

    private async Task<(Analysis Analysis, AnalysisResult Result)> AnalyseAsync(string path)
    {
        var reference = await _raspberry.ReferenceAsync(path);
        var sample = await _raspberry.SampleAsync(new Link(reference.Id, reference.Name));
        var id = sample.Requested[0].Id;
        await Waiting.UntilAsync(async () => await Host.All<Analysis>().GetAsync(id, Cancellation) is not null);
        var job = await Host.CompletedAsync((await Host.ReadAsync<Analysis>(id)).JobId);
        var (analysis, result) = (await Host.ReadAsync<Analysis>(id), await Host.ReadAsync<AnalysisResult>(id));
        Report(analysis, result);
        output.WriteLine(string.Join('\n', RaspberryLab.TimesOf(job)));
        return (analysis, result);
    }

    private void Report(Analysis analysis, AnalysisResult result)
    {
        output.WriteLine($"{analysis.LibraryReads} reads, {analysis.ReadCount} kept, {analysis.HitCount} hits, {JsonSerializer.SerializeToUtf8Bytes(result, Json.Stored).Length} bytes");
        foreach (var hit in result.Hits.Take(20))
        {
            var otu = result.Otus.Single(one => one.Id == hit.OtuId);
            var isolate = otu.Isolates.Single(one => one.Id == hit.IsolateId);
            output.WriteLine($"{hit.Accession} {otu.Name} / {isolate.Name}: {hit.Final.Pi:0.0000} ({hit.Initial.Pi:0.0000}), coverage {hit.Coverage}, depth {hit.Depth}, {hit.Final.Reads} reads");
        }
    }
}
