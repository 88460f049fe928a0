using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.Bio;
using Virtool.Domain.Analyses;
using Virtool.Domain.Indexes;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.Otus;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Jobs.Processes;
using Xunit;

namespace Virtool.App.Tests.Workflows;

/// <summary>The steps of Pathoscope with tools that are played.</summary>
public sealed class PathoscopeWorkflowTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly WorkflowsHost _host;
    private readonly List<ToolCommand> _calls = [];

    public PathoscopeWorkflowTests() => _host = new WorkflowsHost(_folder.Path);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _host.Host.PrepareAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Hits_are_joined_with_the_index_and_published_once()
    {
        var analysis = await AnalysisAsync();
        var hit = (await SequencesAsync("A1"))[0];

        await _host.RunAsync(await JobAsync(analysis), Play);
        var calls = _calls.Count;
        await _host.RunAsync(await JobAsync(analysis), WorkflowsHost.NoTools, attempt: 2);

        _calls.Count.ShouldBe(calls);
        analysis = await _host.ReadAsync<Analysis>(analysis.Id);
        (analysis.State, analysis.LibraryReads, analysis.ReadCount, analysis.SubtractedCount, analysis.HitCount).ShouldBe((AnalysisState.Ready, 4, 20, 1, 1));
        analysis.TopHits.ShouldBe(["A"]);
        analysis.Parameters["map_isolates"].ShouldBe("--no-unal --no-hd --no-sq --local --score-min L,20,1.0 -N 0 -L 15 -k 100");
        var result = await _host.ReadAsync<AnalysisResult>(analysis.Id);
        var found = result.Hits.ShouldHaveSingleItem();
        (found.Id, found.Accession, found.Length, found.Coverage, found.Depth, found.MedianDepth).ShouldBe((hit.Id, "A1.1", 6, 0.5, 1, 0.5));
        found.Final.ShouldBe(new Assignment(1, 1, 1, 0, 2));
        found.Initial.ShouldBe(new Assignment(0.5, 0.5, 0, 1, 1));
        found.Align.ShouldBe([[0, 2], [2, 2], [3, 0], [4, 0], [5, 0]]);
        var isolate = result.Otus.ShouldHaveSingleItem().Isolates.ShouldHaveSingleItem();
        isolate.Sequences.Select(sequence => (sequence.Accession, sequence.Length)).ShouldBe([("A1.1", 6), ("A1.2", 3)], ignoreOrder: true);
        (await _host.ReadAsync<Sample>(analysis.Sample.Id)).Pathoscope.ShouldBe(AnalysisTag.Ready);
        Directory.GetFiles(_host.Data.Analysis(analysis.Sample.Id, analysis.Id)).Select(Path.GetFileName).Order().ShouldBe(["alignments.bam", "alignments.bam.bai", "depth.json", "names.json", "result.json"]);
        (analysis.AmbiguousCount, analysis.HostReads, analysis.RuleVersion).ShouldBe((1, null, 1));
        (await _host.ReadAsync<AnalysisViruses>(analysis.Id)).Viruses.Select(virus => (virus.Name, virus.Weight, virus.Reads, virus.Coverage, virus.Length)).ShouldBe([("A", 1, 20, 0.3333, 9)]);
    }

    [Fact]
    public async Task The_tools_are_called_as_the_method_says()
    {
        var analysis = await AnalysisAsync();

        await _host.RunAsync(await JobAsync(analysis), Play);

        var reads = $"virtool tool reads {_host.Data.Reads(analysis.Sample.Id, 1)} {_host.Data.Reads(analysis.Sample.Id, 2)}";
        var work = _host.Data.Attempt(analysis.JobId, 1);
        var index = Path.Combine(_host.Data.Index(analysis.Reference.Id, analysis.Index.Id), "reference");
        _calls.Select(call => call.ToString()).Distinct().ShouldBe(
        [
            $"{reads} | bowtie2 -p 2 --no-unal --no-hd --no-sq --local --score-min L,20,1.0 -N 0 -L 15 -x {index} -U - > {work}/to_default_isolates.sam",
            $"bowtie2-build -f --threads 2 {work}/isolates.fa {work}/isolates",
            $"{reads} | bowtie2 -p 2 --no-unal --no-hd --no-sq --local --score-min L,20,1.0 -N 0 -L 15 -k 100 --al {work}/mapped.fastq -x {work}/isolates -U - > {work}/to_isolates.sam",
            $"bowtie2 -p 2 --local --no-unal --no-hd --no-sq -N 0 -x {_host.Data.Subtraction("host0001")}/reference -U {work}/mapped.fastq > {work}/to_subtraction_1.sam",
            $"bowtie2 -p 2 --local --no-unal --no-hd --no-sq -N 0 -x {_host.Data.Subtraction("host0002")}/reference -U {work}/mapped.fastq > {work}/to_subtraction_2.sam",
            $"virtool tool pathoscope --isolates {work}/to_isolates.sam --subtraction {work}/to_subtraction_1.sam --subtraction {work}/to_subtraction_2.sam --lengths {work}/lengths.json --names {work}/analysis/names.json --alignments {work}/reassigned.sam --depth {work}/analysis/depth.json > {work}/analysis/result.json",
            $"samtools sort --no-PG -@ 1 -m 32M -T {work}/sorting -O bam -o {work}/analysis/alignments.bam {work}/reassigned.sam",
            $"samtools index {work}/analysis/alignments.bam",
        ]);
    }

    [Fact]
    public async Task The_whole_library_is_mapped_to_each_host_in_turn_where_that_is_chosen()
    {
        var analysis = await AnalysisAsync(mapsWholeLibrary: true);

        await _host.RunAsync(await JobAsync(analysis), Play);

        var work = _host.Data.Attempt(analysis.JobId, 1);
        _calls.Where(call => call.Arguments[1] == "aligned").Select(call => call.ToString()).Distinct().ShouldBe(
        [
            $"virtool tool reads {_host.Data.Reads(analysis.Sample.Id, 1)} {_host.Data.Reads(analysis.Sample.Id, 2)} | bowtie2 -p 2 --local --no-unal --no-hd --no-sq -N 0 --un {work}/without_host_1.fastq -x {_host.Data.Subtraction("host0001")}/reference -U - | virtool tool aligned > {work}/host_reads_1.json",
            $"bowtie2 -p 2 --local --no-unal --no-hd --no-sq -N 0 -x {_host.Data.Subtraction("host0002")}/reference -U {work}/without_host_1.fastq | virtool tool aligned > {work}/host_reads_2.json",
        ]);
        (await _host.ReadAsync<Analysis>(analysis.Id)).HostReads.ShouldBe(2);
    }

    [Fact]
    public async Task Without_a_match_the_result_is_ordinary_and_nothing_more_is_called()
    {
        var analysis = await AnalysisAsync();

        await _host.RunAsync(await JobAsync(analysis), async command =>
        {
            _calls.Add(command);
            await File.WriteAllTextAsync(command.OutputFile!, "", Cancellation);
        });

        _calls.Select(call => call.ToString()).Distinct().ShouldHaveSingleItem("the runner tells the second time how the first ended");
        await ShouldBeWithoutHitsAsync(analysis, 4);
    }

    [Fact]
    public async Task Without_reads_no_tool_is_called()
    {
        var analysis = await AnalysisAsync("");

        await _host.RunAsync(await JobAsync(analysis), WorkflowsHost.NoTools);

        await ShouldBeWithoutHitsAsync(analysis, 0);
    }

    [Fact]
    public async Task Later_edits_of_viruses_do_not_matter()
    {
        var analysis = await AnalysisAsync();
        foreach (var otu in await _host.All<Otu>().FindAsync(Virtool.Data.Queries.Filter.All, Cancellation))
        {
            await _host.All<Otu>().DeleteAsync(otu.Id, Cancellation);
        }

        await _host.RunAsync(await JobAsync(analysis), Play);

        (await _host.ReadAsync<Analysis>(analysis.Id)).TopHits.ShouldBe(["A"]);
    }

    [Fact]
    public async Task An_index_whose_files_are_gone_is_said()
    {
        var analysis = await AnalysisAsync();
        Directory.Delete(_host.Data.Index(analysis.Reference.Id, analysis.Index.Id), recursive: true);
        var job = await JobAsync(analysis);

        var exception = await Should.ThrowAsync<InputException>(() => _host.RunAsync(job, Play));

        exception.Message.ShouldContain("Analyse the sample again");
    }

    [Theory]
    [InlineData(JobState.Error, "bowtie2 ran out of memory.", null)]
    [InlineData(JobState.Cancelled, "Its job was cancelled.", null)]
    [InlineData(JobState.Error, "bowtie2 ran out of memory.", "import_results")]
    public async Task After_an_error_and_a_cancellation_the_analysis_stays_with_its_reason_and_can_be_tried_again(JobState state, string sentence, string? first)
    {
        var analysis = await AnalysisAsync();
        var job = await JobAsync(analysis);
        await _host.RunAsync(job, Play, last: "pathoscope");
        var failed = job with { State = state, Error = state == JobState.Error ? new JobError("out_of_memory", sentence, []) : null };

        await _host.Workflow("pathoscope").CleanUpAsync(failed, Cancellation);
        await _host.Workflow("pathoscope").CleanUpAsync(failed, Cancellation);

        var seen = await _host.ReadAsync<Analysis>(analysis.Id);
        (seen.State, seen.Error).ShouldBe((AnalysisState.Failed, sentence));
        seen.FinishedAt.ShouldNotBeNull();
        (await _host.ReadAsync<Sample>(analysis.Sample.Id)).Pathoscope.ShouldBe(AnalysisTag.None);
        Directory.Exists(_host.Data.Analysis(analysis.Sample.Id, analysis.Id)).ShouldBeFalse();

        await _host.RunAsync(job, Play, attempt: first is null ? 2 : 1, first: first);
        seen = await _host.ReadAsync<Analysis>(analysis.Id);
        (seen.State, seen.Error).ShouldBe((AnalysisState.Ready, null));
        (await _host.ReadAsync<Sample>(analysis.Sample.Id)).Pathoscope.ShouldBe(AnalysisTag.Ready);

        await _host.Workflow("pathoscope").CleanUpAsync(failed, Cancellation);
        (await _host.ReadAsync<Analysis>(analysis.Id)).State.ShouldBe(AnalysisState.Ready);
    }

    // Plays every tool: all reads match the second isolate of A.
    private async Task Play(ToolCommand command)
    {
        _calls.Add(command);
        var hit = (await SequencesAsync("A1"))[0].Id;
        var other = (await SequencesAsync("A0"))[0].Id;
        if (command.Tool == "samtools")
        {
            await File.WriteAllTextAsync(command.Arguments[0] == "sort" ? command.Arguments[^2] : $"{command.Arguments[^1]}.bai", "", Cancellation);
            return;
        }

        if (command.Tool == "virtool" && command.Arguments[1] == "aligned")
        {
            await File.WriteAllTextAsync(command.OutputFile!, """{"reads":1}""", Cancellation);
            return;
        }

        if (command.Tool == "virtool")
        {
            await File.WriteAllTextAsync(
                command.OutputFile!,
                $$"""{"read_count":20,"subtracted_count":1,"ambiguous_count":1,"hits":[{"id":"{{hit}}","final":{"pi":1,"best":1,"high":1,"low":0,"reads":2},"initial":{"pi":0.5,"best":0.5,"high":0,"low":1,"reads":1},"coverage":0.5,"depth":1}]}""",
                Cancellation);
            await File.WriteAllTextAsync(command.Arguments[^1], $$"""{"{{hit}}":{"median":0.5,"align":[[0,2],[2,2],[3,0],[5,0]]} }""", Cancellation);
            return;
        }

        if (command.Tool == "bowtie2-build")
        {
            (await File.ReadAllTextAsync(command.Arguments[^2], Cancellation)).ShouldContain(hit);
            await WorkflowsHost.FakeBuilder(command);
            return;
        }

        var target = command.OutputFile!.EndsWith("to_default_isolates.sam", StringComparison.Ordinal) ? other : hit;
        await File.WriteAllTextAsync(command.OutputFile!, $"a/1\t0\t{target}\t1\t1\t3M\t*\t0\t0\tACG\tIII\tAS:i:6\n", Cancellation);
        if (command.Arguments.Contains("--al"))
        {
            await File.WriteAllTextAsync(command.Arguments[command.Arguments.ToList().IndexOf("--al") + 1], "@a/1\nACG\n+\nIII\n", Cancellation);
        }
    }

    private async Task ShouldBeWithoutHitsAsync(Analysis analysis, long libraryReads)
    {
        var seen = await _host.ReadAsync<Analysis>(analysis.Id);
        (seen.State, seen.LibraryReads, seen.ReadCount, seen.SubtractedCount, seen.HitCount).ShouldBe((AnalysisState.Ready, libraryReads, 0, 0, 0));
        (await _host.ReadAsync<AnalysisResult>(analysis.Id)).Hits.ShouldBeEmpty();
        (await _host.ReadAsync<Sample>(analysis.Sample.Id)).Pathoscope.ShouldBe(AnalysisTag.Ready);
    }

    private async Task<IReadOnlyList<Sequence>> SequencesAsync(string accession) =>
        [.. (await _host.All<Sequence>().FindAsync(Virtool.Data.Queries.Filter.All, Cancellation)).Where(sequence => sequence.Accession.StartsWith(accession, StringComparison.Ordinal)).OrderBy(sequence => sequence.Accession, StringComparer.Ordinal)];

    private async Task<Job> JobAsync(Analysis analysis) => await _host.JobAsync(analysis.JobId);

    private async Task<Analysis> AnalysisAsync(string reads = "@a\nACG\n+\nIII\n@b\nACG\n+\nIII\n", bool mapsWholeLibrary = false)
    {
        var reference = await _host.ReferenceAsync(
            new OtuDraft("A", "A", [Isolate("A0", "ACGACG", "AAA"), Isolate("A1", "ACGTTT", "CCC")]),
            new OtuDraft("B", "B", [Isolate("B0", "GGGGGG")]));
        var index = await _host.Get<IndexService>().BuildAsync(Viewer.Server, reference.Id, Cancellation);
        await _host.RunAsync(await _host.JobAsync(index.JobId), WorkflowsHost.FakeBuilder);
        var creation = await _host.SampleAsync("a", [await _host.StoreAsync("1.fq.gz", reads), await _host.StoreAsync("2.fq.gz", reads)]);
        await _host.RunAsync(creation.Job, WorkflowsHost.NoTools);
        var request = new AnalysisRequest(
            "analysis", "pathoscope", new Link(reference.Id, reference.Name), [new Link("host0001", "Host"), new Link("host0002", "Other")], WorkflowsHost.User)
        {
            MapsWholeLibrary = mapsWholeLibrary,
        };
        return (await _host.Get<AnalysisService>().TryFulfilAsync(await _host.ReadAsync<Sample>(creation.Sample.Id), request, Cancellation)).ShouldNotBeNull();
    }

    private static IsolateDraft Isolate(string name, params string[] sequences) =>
        new("isolate", name, [.. sequences.Select((sequence, at) => new SequenceDraft($"{name}.{at + 1}", name, sequence))]);
}
