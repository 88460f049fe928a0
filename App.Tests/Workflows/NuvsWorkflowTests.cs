using Shouldly;
using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Contigs;
using Virtool.Domain.Hmms;
using Virtool.Domain.Jobs;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Trimming;
using Virtool.Jobs.Processes;
using Virtool.Jobs.Scheduling;
using Virtool.Jobs.Workflows;
using Xunit;

namespace Virtool.App.Tests.Workflows;

/// <summary>The steps of NuVs with tools that are played.</summary>
public sealed class NuvsWorkflowTests : IAsyncLifetime
{
    private readonly PlayedNuvs _played = new();
    private readonly WorkflowsHost _host;

    public NuvsWorkflowTests() => _host = _played.Host;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _played.StartAsync();

    public ValueTask DisposeAsync() => _played.DisposeAsync();

    [Fact]
    public async Task Contigs_with_reading_frames_are_published_once_with_their_hits_and_depth()
    {
        var analysis = await _played.AnalysisAsync(await _played.SampleAsync(), hosts: "host0001");

        await _played.RunAsync(analysis);
        await _host.RunAsync(await _played.JobAsync(analysis), WorkflowsHost.NoTools, attempt: 2);

        analysis = await _host.ReadAsync<Analysis>(analysis.Id);
        (analysis.State, analysis.LibraryReads, analysis.ContigCount, analysis.HitCount).ShouldBe((AnalysisState.Ready, 6, 2, 1));
        analysis.Parameters["assemble"].ShouldBe("-k 21,33,55,75 --phred-offset 33");
        analysis.Parameters["profiles"].ShouldBe("v1.0.0");
        analysis.Tools["skewer"].ShouldBe("unknown", "whoever trimmed the reads");
        (await _host.ReadAsync<Sample>(analysis.Sample.Id)).ShouldSatisfyAllConditions(sample => sample.Nuvs.ShouldBe(AnalysisTag.Ready), sample => sample.Pathoscope.ShouldBe(AnalysisTag.None));
        var result = await _host.ReadAsync<NuvsResult>(analysis.Id);
        result.Contigs.Select(contig => (contig.Index, contig.Name, contig.Sequence)).ShouldBe([(0, "sequence_0", PlayedNuvs.Long), (1, "sequence_1", PlayedNuvs.Exact)]);
        result.Contigs[0].Orfs.Count.ShouldBe(6);
        result.Contigs[1].Orfs.Select(orf => (orf.Strand, orf.Frame, orf.Start, orf.End, orf.Protein.Length)).ShouldBe([(1, 0, 0, 300, 100), (-1, 0, 0, 300, 100)]);
        (result.Contigs[0].Reads, result.Contigs[0].Coverage, result.Contigs[0].Depth, result.Contigs[0].MedianDepth).ShouldBe((2, 1, 2.5, 2));
        result.Contigs[0].Orfs[0].Hits.ShouldBe([new OrfHit("hmm00007", 7, 1e-40, 140.5, 1.5, 1e-39, 139.5, 1.25), new OrfHit("", 8, 1e-2, 20, 0.1, 1e-2, 19, 0.2)]);
        result.Contigs[1].LeastE.ShouldBeNull();
        result.Counts.ShouldBe(new NuvsCounts { Library = 6, Trimmed = 6, Known = 1, Host = 1, Assembled = 2, Mapped = 2, Contigs = 4 });
        result.Note.ShouldBeNull();
    }

    [Fact]
    public async Task What_is_kept_can_be_downloaded_and_does_not_tell_where_the_server_works()
    {
        var analysis = await _played.AnalysisAsync(await _played.SampleAsync());

        await _played.RunAsync(analysis);

        analysis = await _host.ReadAsync<Analysis>(analysis.Id);
        var contigs = _host.Get<ContigService>();
        PlayedNuvs.Unpacked(contigs.Demand(analysis, ContigFiles.Assembly)).ShouldBe(_played.Spades["scaffolds.fasta"]);
        PlayedNuvs.Unpacked(contigs.Demand(analysis, ContigFiles.Orfs)).ShouldStartWith($">sequence_0.0\n{new string('A', 120)}\n");
        (await File.ReadAllTextAsync(contigs.Demand(analysis, ContigFiles.Hits), Cancellation)).ShouldSatisfyAllConditions(table => table.ShouldContain("vFam_7"), table => table.ShouldNotContain("/secret"));
        var depths = await _host.Get<AnalysisDepths>().OfAsync(analysis, new HashSet<string> { "sequence_0" }, Cancellation);
        depths["sequence_0"].Depths(360).ShouldAllBe(depth => depth == 2);
        var result = (await contigs.ResultAsync(analysis, Cancellation)).ShouldNotBeNull();
        (await contigs.ProfilesAsync(result, Cancellation)).Values.ShouldHaveSingleItem().Name.ShouldBe("coat protein");
    }

    [Fact]
    public async Task The_tools_are_called_as_the_method_says()
    {
        var sample = await _played.SampleAsync();
        var analysis = await _played.AnalysisAsync(sample, hosts: ["host0001", "host0002"]);

        await _played.RunAsync(analysis);

        var work = _host.Data.Attempt(analysis.JobId, 1);
        var trimmed = _host.Data.Trimmed(sample.Id, analysis.JobId);
        var index = Path.Combine(_host.Data.Index(analysis.Reference.Id, analysis.Index.Id), "reference");
        const string Eliminate = "bowtie2 -p 2 -k 1 --very-fast-local --no-unal --no-hd --no-sq --un";
        _played.Lines.ShouldBe(
        [
            $"skewer -r 0.1 -d 0.03 -m pe -l 20 -q 20 -Q 25 -n -t 2 -o {work}/trimmed/reads -z --quiet {_host.Data.Reads(sample.Id, 1)} {_host.Data.Reads(sample.Id, 2)}",
            $"virtool tool quality --mates {work}/trimmed/reads_1.fq.gz {work}/trimmed/reads_2.fq.gz > {work}/trimmed_quality.json",
            $"virtool tool reads --numbered {trimmed}/reads_1.fq.gz {trimmed}/reads_2.fq.gz | {Eliminate} {work}/unmapped_otus.fq -x {index} -U - | virtool tool aligned > {work}/known_reads.json",
            $"{Eliminate} {work}/unmapped_hosts_1.fq -x {_host.Data.Subtraction("host0001")}/reference -U {work}/unmapped_otus.fq | virtool tool aligned > {work}/host_reads_1.json",
            $"{Eliminate} {work}/unmapped_hosts_2.fq -x {_host.Data.Subtraction("host0002")}/reference -U {work}/unmapped_hosts_1.fq | virtool tool aligned > {work}/host_reads_2.json",
            $"virtool tool reunite {trimmed}/reads_1.fq.gz {trimmed}/reads_2.fq.gz --left {work}/unmapped_hosts_2.fq --first {work}/unmapped_1.fq --second {work}/unmapped_2.fq > {work}/pairs.json",
            $"spades.py -t 2 -m 1 -1 {work}/unmapped_1.fq -2 {work}/unmapped_2.fq -o {work}/spades -k 21,33,55,75 --phred-offset 33",
            $"virtool tool orfs {work}/assembly.fa > {work}/orfs.json",
            $"bowtie2-build -f --threads 2 {work}/contigs.fa {work}/contigs",
            $"virtool tool reads {work}/unmapped_1.fq {work}/unmapped_2.fq | bowtie2 -p 2 --local --no-unal --no-hd --no-sq -N 0 -x {work}/contigs -U - | virtool tool depths --contigs {work}/contigs.fa --depth {work}/analysis/depth.json > {work}/depths.json",
            $"hmmpress -f {work}/profiles.hmm",
            $"hmmscan --tblout {work}/hmm.tsv --noali -o /dev/null --cpu 2 {work}/profiles.hmm {work}/orfs.fa",
        ]);
    }

    [Fact]
    public async Task Reads_of_small_RNA_that_stand_alone_are_trimmed_and_assembled_as_such()
    {
        var sample = await _played.SampleAsync(mates: 1);
        await _host.All<Sample>().UpdateAsync(sample.Id, one => one with { LibraryType = LibraryType.Srna }, Cancellation);
        var analysis = await _played.AnalysisAsync(sample);

        await _played.RunAsync(analysis);

        var work = _host.Data.Attempt(analysis.JobId, 1);
        _played.Lines.First().ShouldBe($"skewer -r 0.1 -d 0.03 -m any -l 20 -q 20 -Q 25 -n -L 22 -e -t 2 -o {work}/trimmed/reads -z --quiet {_host.Data.Reads(sample.Id, 1)}");
        _played.Lines.ShouldContain($"spades.py -t 2 -m 1 -s {work}/unmapped_otus.fq -o {work}/spades -k 17,21,23 --phred-offset 33");
        _played.Lines.ShouldNotContain(line => line.Contains("reunite", StringComparison.Ordinal));
        (await _host.ReadAsync<NuvsResult>(analysis.Id)).Counts.Assembled.ShouldBe(2);
    }

    [Fact]
    public async Task Where_nothing_is_left_at_some_step_the_result_is_ordinary_and_says_why()
    {
        var empty = await EmptyAsync(await _played.SampleAsync("no reads", reads: ""), "no_reads");
        empty.ShouldBe("The sample has no reads.");
        _played.Calls.ShouldBeEmpty();

        (_played.Trimmed, var trimmed) = ("", _played.Trimmed);
        (await EmptyAsync(await _played.SampleAsync("short"), "trimmed0")).ShouldStartWith("No read was left after trimming");
        _played.Trimmed = trimmed;

        var sample = await _played.SampleAsync("b");
        (_played.Unmapped, var unmapped) = ("", _played.Unmapped);
        (await EmptyAsync(sample, "nothing0")).ShouldStartWith("No read was left to be assembled");
        _played.Unmapped = unmapped;

        _played.SpadesEnds = new ToolResult(21, []);
        _played.Spades["spades.log"] = "  0:00:00.021     1M / 33M   ERROR   General                 (kmer_coverage_model.cpp   : 187)   Invalid kmer coverage histogram, make sure that the coverage is indeed uniform\n";
        (await EmptyAsync(sample, "too_few0")).ShouldBe("The 2 reads that were left could not be assembled: they are too few, or lie too evenly.");
        _played.SpadesEnds = null;

        _played.Spades["scaffolds.fasta"] = ">NODE_1\nACGT\n";
        (await EmptyAsync(sample, "no_orfs0")).ShouldBe("None of the 1 contigs has a reading frame of 100 amino acids or more.");

        _played.Spades.Remove("scaffolds.fasta");
        _played.Spades.Remove("contigs.fasta");
        (await EmptyAsync(sample, "nothing1")).ShouldBe("The 2 reads that were left gave no contig.");
    }

    private async Task<string> EmptyAsync(Sample sample, string id)
    {
        var analysis = await _played.AnalysisAsync(sample, id);
        await _played.RunAsync(analysis);
        (await _host.ReadAsync<Analysis>(id)).ShouldSatisfyAllConditions(seen => seen.State.ShouldBe(AnalysisState.Ready), seen => seen.ContigCount.ShouldBe(0));
        (await _host.ReadAsync<Sample>(sample.Id)).Nuvs.ShouldBe(AnalysisTag.Ready);
        var result = await _host.ReadAsync<NuvsResult>(id);
        result.Contigs.ShouldBeEmpty();
        return result.Note.ShouldNotBeNull();
    }

    [Fact]
    public async Task SPAdes_that_runs_out_of_memory_is_told_as_that_and_more_is_offered()
    {
        var analysis = await _played.AnalysisAsync(await _played.SampleAsync());
        _played.SpadesEnds = new ToolResult(250, ["== Error ==  system call finished abnormally"]);
        _played.Spades["spades.log"] = "== Running: spades-hammer\n\n== Error ==  system call for: \"['spades-hammer']\" finished abnormally, OS return value: -6\n";
        var job = await _played.JobAsync(analysis);

        var failed = await Should.ThrowAsync<ToolFailedException>(() => _played.RunAsync(analysis));

        failed.Result.OutOfMemory.ShouldBeTrue();
        var error = Failure.Of(failed, job with { Mem = 4 }, most: 16);
        (error.Type, error.Message).ShouldSatisfyAllConditions(
            told => told.Type.ShouldBe("out_of_memory"),
            told => told.Message.ShouldStartWith("spades.py ran out of its 4 GB of memory"));
        _played.SpadesEnds = null;
        await _played.RunAsync(analysis, first: "assemble");
        (await _host.ReadAsync<Analysis>(analysis.Id)).State.ShouldBe(AnalysisState.Ready);
    }

    [Theory]
    [InlineData("== Error ==  system call finished abnormally, OS return value: -9", "spades.py was killed from outside")]
    [InlineData("== Error ==  file is empty: a.fq", "SPAdes could not assemble the reads: file is empty: a.fq.")]
    [InlineData("", "spades.py ended with exit status 1")]
    public async Task Other_ends_of_SPAdes_are_told_by_its_log(string log, string words)
    {
        var analysis = await _played.AnalysisAsync(await _played.SampleAsync());
        _played.SpadesEnds = new ToolResult(247, ["its last words"]);
        _played.Spades["spades.log"] = log + "\n";

        var exception = await Should.ThrowAsync<Exception>(() => _played.RunAsync(analysis));

        Failure.Of(exception, await _played.JobAsync(analysis), most: 16).Message.ShouldStartWith(words);
    }

    [Fact]
    public async Task After_an_error_the_analysis_stays_with_its_reason_and_goes_on_where_it_stood()
    {
        var sample = await _played.SampleAsync();
        var analysis = await _played.AnalysisAsync(sample);
        var job = await _played.JobAsync(analysis);
        await _played.RunAsync(analysis, last: "vfam");
        var failed = job with { State = JobState.Error, Error = new JobError("tool_failed", "hmmscan failed.", []) };

        await _host.Workflow("nuvs").CleanUpAsync(failed, Cancellation);
        await _host.Workflow("nuvs").CleanUpAsync(failed, Cancellation);

        var seen = await _host.ReadAsync<Analysis>(analysis.Id);
        (seen.State, seen.Error).ShouldBe((AnalysisState.Failed, "hmmscan failed."));
        (await _host.ReadAsync<Sample>(sample.Id)).Nuvs.ShouldBe(AnalysisTag.None);
        (await _host.ReadAsync<TrimmedReads>(seen.CacheId.ShouldNotBeNull())).Ready.ShouldBeTrue("what is whole is kept");
        var calls = _played.Calls.Count;
        await _played.RunAsync(analysis, first: "import_results");
        _played.Calls.Count.ShouldBe(calls);
        (await _host.ReadAsync<Analysis>(analysis.Id)).State.ShouldBe(AnalysisState.Ready);
    }

    [Fact]
    public async Task Profiles_that_were_removed_meanwhile_are_told()
    {
        var analysis = await _played.AnalysisAsync(await _played.SampleAsync());
        await _host.All<HmmStatus>().DeleteAsync(HmmStatus.OnlyId, Cancellation);

        (await Should.ThrowAsync<RefusedException>(() => _played.RunAsync(analysis))).Message.ShouldStartWith("No profiles are installed");
    }

    [Fact]
    public async Task Without_profiles_no_analysis_is_started()
    {
        var sample = await _played.SampleAsync();
        var analysis = await _played.AnalysisAsync(sample);
        await _host.All<HmmStatus>().DeleteAsync(HmmStatus.OnlyId, Cancellation);

        var refused = await Should.ThrowAsync<RefusedException>(
            () => _host.Get<AnalysisService>().RequestAsync(Viewer.Server, sample.Id, new AnalysisDraft(AnalysisService.Nuvs, analysis.Reference.Id), Cancellation));

        refused.Message.ShouldContain("none are installed");
        await _host.Get<AnalysisService>().RequestAsync(Viewer.Server, sample.Id, new AnalysisDraft(AnalysisService.Pathoscope, analysis.Reference.Id), Cancellation);
    }

    [Fact]
    public async Task A_result_that_is_too_large_for_a_document_lies_in_a_file()
    {
        var analysis = await _played.AnalysisAsync(await _played.SampleAsync());
        _played.Spades["scaffolds.fasta"] = string.Concat(Enumerable.Range(0, 60).Select(number => $">NODE_{number}\n{string.Concat(Enumerable.Repeat("GCA", 6_000))}\n"));

        await _played.RunAsync(analysis);

        analysis = await _host.ReadAsync<Analysis>(analysis.Id);
        (await _host.ReadAsync<NuvsResult>(analysis.Id)).ShouldSatisfyAllConditions(stored => stored.InFile.ShouldBeTrue(), stored => stored.Contigs.ShouldBeEmpty());
        var whole = (await _host.Get<ContigService>().ResultAsync(analysis, Cancellation)).ShouldNotBeNull();
        whole.Contigs.Count.ShouldBe(60);
        whole.Contigs[0].Orfs[0].Hits.Count.ShouldBe(2);
    }
}
