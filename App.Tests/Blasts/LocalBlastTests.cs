using System.Text.Json.Nodes;
using Shouldly;
using Virtool.App.Tests.Jobs;
using Virtool.App.Tests.Jobs.Processes;
using Virtool.Domain.Analyses.Contigs;
using Virtool.Domain.Blasts;
using Virtool.Domain.Files;
using Virtool.Jobs.Limits;
using Virtool.Jobs.Processes;
using Xunit;

namespace Virtool.App.Tests.Blasts;

public sealed class LocalBlastTests
{
    private const string Database = "/srv/blast/viruses";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_labs_own_database_is_searched_on_this_machine_one_contig_after_another()
    {
        var runner = new Blastn();
        await using var host = await BlastHost.StartAsync(runner, Database);
        host.Service.LocalDatabase.ShouldBe("viruses");
        await host.Service.StartAsync(BlastHost.Nina, BlastHost.AnalysisId, [0, 1], local: true, cancellation: Cancellation);
        host.Begin();
        var ready = await host.UntilAsync(1, blast => blast.State == BlastState.Ready);
        (ready.Target, ready.Hits[0].Accession, ready.Hits[0].Title, ready.Rid, host.Service.PageOf(ready)).ShouldBe(("viruses", "NC_005266.3", "Raspberry ringspot virus RNA1", null, null));
        (await host.BlastAsync(0)).State.ShouldBe(BlastState.Ready);
        runner.Queries.ShouldBe([">sequence_0\nACGTAC\n", ">sequence_1\nGGGTTT\n"]);
        runner.Arguments.ShouldContain(Database);
        host.Ncbi.Requests.ShouldBeEmpty();
        Directory.EnumerateFileSystemEntries(host.Get<DataFolder>().Blasts).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_blastn_says_before_it_fails_is_told_and_where_it_is_missing_how_to_have_it()
    {
        var runner = new Blastn { Fails = "BLAST Database error: No alias or index file found." };
        await using var host = await BlastHost.StartAsync(runner, Database);
        await host.Service.StartAsync(BlastHost.Nina, BlastHost.AnalysisId, 0, local: true, cancellation: Cancellation);
        host.Begin();
        (await host.UntilAsync(0, blast => blast.State == BlastState.Failed)).Error.ShouldNotBeNull().ShouldContain("BLAST Database error: No alias or index file found.");

        await using var without = await BlastHost.StartAsync(database: Database);
        await without.Service.StartAsync(BlastHost.Nina, BlastHost.AnalysisId, 0, local: true, cancellation: Cancellation);
        without.Begin();
        (await without.UntilAsync(0, blast => blast.State == BlastState.Failed)).Error.ShouldNotBeNull().ShouldContain("ncbi-blast+");
    }

    [Fact]
    public async Task Cancelling_ends_the_program_and_the_next_one_is_searched_for()
    {
        var runner = new Blastn { Hangs = true };
        await using var host = await BlastHost.StartAsync(runner, Database);
        await host.Service.StartAsync(BlastHost.Nina, BlastHost.AnalysisId, [0, 1], local: true, cancellation: Cancellation);
        host.Begin();
        await Waiting.UntilAsync(() => runner.Queries.Count == 1);
        runner.Hangs = false;
        await host.Service.CancelAsync(BlastHost.Nina, BlastHost.AnalysisId, 0, Cancellation);
        await host.UntilAsync(1, blast => blast.State == BlastState.Ready);
        (await host.BlastAsync(0)).State.ShouldBe(BlastState.Cancelled);
        runner.Ended.ShouldBe(1);
    }

    [Fact]
    public async Task The_real_blastn_finds_a_contig_in_a_database_of_one_sequence()
    {
        RealTools.Need("blastn", "makeblastdb");
        using var lab = new RunLab();
        var runner = lab.Runner(LimitsMode.Watchdog);
        var letters = string.Concat(Enumerable.Range(0, 600).Select(index => "ACGT"[index * index * 7 / 11 % 4]));
        await lab.WriteAsync("viruses.fa", $">NC_000001.1 A made-up virus, segment 1\n{letters}\n");
        var made = await runner.RunAsync(lab.Run(new ToolCommand("makeblastdb", ["-in", lab.File("viruses.fa"), "-dbtype", "nucl", "-out", lab.File("viruses")])), Cancellation);
        made.ExitStatus.ShouldBe(0);
        await using var host = await BlastHost.StartAsync(runner, lab.File("viruses"));
        await host.All<NuvsResult>().UpdateAsync(BlastHost.AnalysisId, result => result with { Contigs = [new Contig(0, letters[100..500], [])] }, Cancellation);
        await host.Service.StartAsync(BlastHost.Nina, BlastHost.AnalysisId, 0, local: true, cancellation: Cancellation);
        host.Begin();
        var ready = await host.UntilAsync(0, blast => blast.State != BlastState.Waiting);
        ready.Error.ShouldBeNull();
        (ready.Program[..8], ready.Target).ShouldBe(("BLASTN 2", "viruses"));
        var hit = ready.Hits.ShouldHaveSingleItem();
        (hit.Accession, hit.Title, hit.Name, hit.Identity, hit.AlignLen, hit.Gaps, hit.Len).ShouldBe(("NC_000001.1", "A made-up virus, segment 1", BlastHit.NoName, 400, 400, 0, 600));
    }

    /// <summary>Stands in for blastn.</summary>
    private sealed class Blastn : IProcessRunner
    {
        public List<string> Queries { get; } = [];

        public IReadOnlyList<string> Arguments { get; private set; } = [];

        public string? Fails { get; init; }

        public bool Hangs { get; set; }

        public int Ended { get; private set; }

        public async Task<ToolResult> RunAsync(ProcessRun run, CancellationToken cancel, CancellationToken leave = default)
        {
            Arguments = run.Command.Arguments;
            Queries.Add(await File.ReadAllTextAsync(Of("-query"), cancel));
            if (Hangs)
            {
                await Task.Delay(Timeout.Infinite, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                Ended++;
                cancel.ThrowIfCancellationRequested();
            }

            if (Fails is not null)
            {
                return new ToolResult(2, [Fails]);
            }

            var report = BlastText.Report(Database);
            var about = report["results"]!["search"]!["hits"]![0]!["description"]![0]!.AsObject();
            (about["id"], about["accession"], about["title"]) = ("gnl|BL_ORD_ID|0", "0", "NC_005266.3 Raspberry ringspot virus RNA1");
            await File.WriteAllTextAsync(Of("-out"), new JsonObject { ["BlastOutput2"] = new JsonArray(new JsonObject { ["report"] = report }) }.ToJsonString(), cancel);
            return new ToolResult(0, []);
        }

        public Task EndAsync(string idPrefix, CancellationToken cancellation) => Task.CompletedTask;

        public Task ReleaseAsync(string jobId) => Task.CompletedTask;

        private string Of(string option) => Arguments[Arguments.ToList().IndexOf(option) + 1];
    }
}
