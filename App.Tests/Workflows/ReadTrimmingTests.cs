using Shouldly;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Queries;
using Virtool.Domain.Analyses;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Quality;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Trash;
using Virtool.Domain.Trimming;
using Virtool.Jobs.Processes;
using Xunit;

namespace Virtool.App.Tests.Workflows;

/// <summary>Trimmed reads, and who makes and uses them; skewer is played.</summary>
public sealed class ReadTrimmingTests : IAsyncLifetime
{
    private readonly PlayedNuvs _played = new();
    private readonly WorkflowsHost _host;

    public ReadTrimmingTests() => _host = _played.Host;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private int Trimmings => _played.Calls.Count(call => call.Tool == "skewer");

    public ValueTask InitializeAsync() => _played.StartAsync();

    public ValueTask DisposeAsync() => _played.DisposeAsync();

    [Fact]
    public async Task Analyses_that_need_the_same_reads_share_them_with_their_quality()
    {
        var sample = await _played.SampleAsync();

        var first = await TrimAsync(await _played.AnalysisAsync(sample, "first000"));
        var second = await TrimAsync(await _played.AnalysisAsync(sample, "second00"));
        await _host.All<Sample>().UpdateAsync(sample.Id, one => one with { LibraryType = LibraryType.Srna }, Cancellation);
        var third = await TrimAsync(await _played.AnalysisAsync(sample, "third000"));

        Trimmings.ShouldBe(2);
        second.CacheId.ShouldBe(first.CacheId);
        third.CacheId.ShouldNotBe(first.CacheId);
        var cache = await _host.ReadAsync<TrimmedReads>(first.CacheId.ShouldNotBeNull());
        (cache.Ready, cache.JobId, cache.Library?.Count, cache.Parameters).ShouldBe((true, first.JobId, 6, new TrimParameters("pe", 20)));
        cache.Program.ShouldStartWith("skewer-");
        cache.Files.Select(file => (file.Name, file.ReadCount)).ShouldBe([("reads_1.fq.gz", 3), ("reads_2.fq.gz", 3)]);
        PlayedNuvs.Unpacked(_host.Get<TrimmingService>().Demand(cache, 2)).ShouldBe(PlayedNuvs.Reads);
        (await _host.All<ReadQuality>().FindAsync(SampleQualities.Of(cache), Cancellation)).Select(quality => quality.Count).ShouldBe([6, 3, 3]);
        (await _host.Get<TrimmingService>().ListAsync(Viewer.Server, sample.Id, Cancellation)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Who_needs_them_while_they_are_made_waits_and_does_not_make_them_again()
    {
        var sample = await _played.SampleAsync();
        var (first, second) = (await BegunAsync(sample, "first000"), await BegunAsync(sample, "second00"));
        var trimming = new TaskCompletionSource();
        var begun = new TaskCompletionSource();

        var making = RunAsync(first, async command =>
        {
            begun.TrySetResult();
            await trimming.Task;
            await _played.PlayAsync(command);
        });
        await begun.Task.WaitAsync(Cancellation);
        var waiting = RunAsync(second, WorkflowsHost.NoTools);
        await Task.Delay(100, Cancellation);
        waiting.IsCompleted.ShouldBeFalse("an unfinished cache is not used");
        trimming.SetResult();
        await Task.WhenAll(making, waiting);

        Trimmings.ShouldBe(1);
        (await _host.ReadAsync<Analysis>(second.Id)).CacheId.ShouldBe((await _host.ReadAsync<Analysis>(first.Id)).CacheId);
    }

    [Theory]
    [InlineData(JobState.Error)]
    [InlineData(JobState.Cancelled)]
    [InlineData(JobState.Waiting)]
    public async Task Who_waits_for_them_takes_the_work_over_where_it_ends_without_them(JobState ends)
    {
        var sample = await _played.SampleAsync();
        var (first, second) = (await BegunAsync(sample, "first000"), await BegunAsync(sample, "second00"));
        await Should.ThrowAsync<IOException>(() => RunAsync(first, _ => throw new IOException("The server was killed.")));
        var waiting = RunAsync(second, _played.PlayAsync);
        await Task.Delay(50, Cancellation);
        Trimmings.ShouldBe(0);

        await StateAsync(first, ends);
        await waiting;

        Trimmings.ShouldBe(1);
        var cache = await _host.ReadAsync<TrimmedReads>((await _host.ReadAsync<Analysis>(second.Id)).CacheId.ShouldNotBeNull());
        (cache.Ready, cache.JobId).ShouldBe((true, second.JobId));
        await StateAsync(first, JobState.Running);
        await RunAsync(first, WorkflowsHost.NoTools);
        (await _host.ReadAsync<Analysis>(first.Id)).CacheId.ShouldBe(cache.Id);
    }

    [Fact]
    public async Task Who_lost_the_work_to_another_uses_what_that_makes()
    {
        var sample = await _played.SampleAsync();
        var (first, second) = (await BegunAsync(sample, "first000"), await BegunAsync(sample, "second00"));

        // While the first one measures, it is taken for dead, and the second one makes them.
        await RunAsync(first, async command =>
        {
            await _played.PlayAsync(command);
            if (command.Tool == "virtool")
            {
                await StateAsync(first, JobState.Waiting);
                await RunAsync(second, _played.PlayAsync);
            }
        });

        Trimmings.ShouldBe(2);
        var cache = await _host.ReadAsync<TrimmedReads>((await _host.ReadAsync<Analysis>(first.Id)).CacheId.ShouldNotBeNull());
        cache.JobId.ShouldBe(second.JobId);
        Directory.GetDirectories(_host.Data.Trimmed(sample.Id)).Select(Path.GetFileName).ShouldBe([second.JobId]);
    }

    [Fact]
    public async Task A_run_that_was_cut_off_after_it_had_published_goes_on_there()
    {
        var sample = await _played.SampleAsync();
        var analysis = await BegunAsync(sample, "analysis");
        await RunAsync(analysis, _played.PlayAsync);
        var id = (await _host.ReadAsync<Analysis>(analysis.Id)).CacheId.ShouldNotBeNull();

        // As if the batch had not come.
        foreach (var quality in SampleQualities.IdsOf(id))
        {
            await _host.All<ReadQuality>().DeleteAsync(quality, Cancellation);
        }

        await _host.All<TrimmedReads>().UpdateAsync(id, cache => cache with { Ready = false, Files = [] }, Cancellation);
        await RunAsync(analysis, _ => Task.CompletedTask);

        var cache = await _host.ReadAsync<TrimmedReads>(id);
        cache.Ready.ShouldBeTrue();
        PlayedNuvs.Unpacked(_host.Get<TrimmingService>().Demand(cache, 1)).ShouldBe(PlayedNuvs.Reads);
    }

    [Fact]
    public async Task After_an_error_nobody_waits_for_what_was_not_made()
    {
        var analysis = await BegunAsync(await _played.SampleAsync(), "analysis");
        await Should.ThrowAsync<IOException>(() => RunAsync(analysis, _ => throw new IOException("The disk is full.")));

        await _host.Workflow("nuvs").CleanUpAsync((await _played.JobAsync(analysis)) with { State = JobState.Error }, Cancellation);

        (await _host.AllAsync<TrimmedReads>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Damaged_files_that_skewer_leaves_are_told()
    {
        var analysis = await BegunAsync(await _played.SampleAsync(), "analysis");

        var failed = await Should.ThrowAsync<Virtool.Jobs.Workflows.StepFailedException>(() => RunAsync(analysis, async command =>
        {
            await _played.PlayAsync(command);
            if (command.Tool == "virtool")
            {
                throw new ToolFailedException("virtool", new ToolResult(2, ["The file ends too early."]));
            }
        }));

        failed.Message.ShouldBe("skewer left damaged files: The file ends too early. Is the disk of the data folder full? Make room on it, and start the job again.");
    }

    [Fact]
    public async Task Trimmed_reads_go_with_the_last_analysis_that_uses_them()
    {
        var sample = await _played.SampleAsync();
        var analyses = new List<Analysis>();
        foreach (var id in new[] { "first000", "second00" })
        {
            var analysis = await _played.AnalysisAsync(sample, id);
            await _played.RunAsync(analysis);
            analyses.Add(await _host.ReadAsync<Analysis>(id));
        }

        await _host.Get<AnalysisRemoval>().RemoveAsync(Viewer.Server, analyses[0].Id, Cancellation);
        (await _host.AllAsync<TrimmedReads>()).ShouldHaveSingleItem();
        (await _host.ReadAsync<Sample>(sample.Id)).Nuvs.ShouldBe(AnalysisTag.Ready);

        await _host.Get<AnalysisRemoval>().RemoveAsync(Viewer.Server, analyses[1].Id, Cancellation);
        (await _host.AllAsync<TrimmedReads>()).ShouldBeEmpty();
        (await _host.AllAsync<ReadQuality>()).Select(quality => quality.Id).ShouldBe(SampleQualities.IdsOf(sample.Id), ignoreOrder: true);
        Directory.GetDirectories(_host.Data.Trimmed(sample.Id)).ShouldBeEmpty();
        (await _host.ReadAsync<Sample>(sample.Id)).Nuvs.ShouldBe(AnalysisTag.None);
        (await _host.AllAsync<Virtool.Domain.Analyses.Contigs.NuvsResult>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_analysis_that_came_back_without_its_trimmed_reads_has_none_until_they_are_made_again()
    {
        var sample = await _played.SampleAsync();
        var analysis = await _played.AnalysisAsync(sample, "first000");
        await _played.RunAsync(analysis);
        analysis = await _host.ReadAsync<Analysis>(analysis.Id);
        var trimming = _host.Get<TrimmingService>();
        (await trimming.OfAsync(analysis, Cancellation)).ShouldNotBeNull();

        await _host.Get<AnalysisRemoval>().RemoveAsync(Viewer.Server, analysis.Id, Cancellation);
        await _host.Get<TrashService>().RestoreAsync(Viewer.Server, (await _host.AllAsync<TrashItem>()).ShouldHaveSingleItem().Id, Cancellation);
        analysis = await _host.ReadAsync<Analysis>(analysis.Id);
        (await trimming.OfAsync(analysis, Cancellation)).ShouldBeNull();

        await TrimAsync(await _played.AnalysisAsync(sample, "second00"));
        (await trimming.OfAsync(analysis, Cancellation)).ShouldNotBeNull().Ready.ShouldBeTrue();
        await _host.Get<AnalysisRemoval>().RemoveAsync(Viewer.Server, analysis.Id, Cancellation);
        (await _host.AllAsync<TrimmedReads>()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Trimmed_reads_go_with_their_sample_and_come_back_with_it()
    {
        var sample = await _played.SampleAsync();
        var analysis = await _played.AnalysisAsync(sample);
        await _played.RunAsync(analysis);
        await StateAsync(analysis, JobState.Complete);
        var cache = (await _host.AllAsync<TrimmedReads>()).ShouldHaveSingleItem();
        var jobs = await _host.AllAsync<Job>();
        foreach (var job in jobs.Where(job => !job.IsOver()))
        {
            await _host.All<Job>().UpdateAsync(job.Id, one => one with { State = JobState.Complete }, Cancellation);
        }

        await _host.Get<SampleRemovals>().RemoveAsync(Viewer.Server, sample.Id, Cancellation);
        (await _host.AllAsync<TrimmedReads>()).ShouldBeEmpty();
        (await _host.AllAsync<ReadQuality>()).ShouldBeEmpty();

        var item = (await _host.AllAsync<TrashItem>()).Single(item => item.Kind == "sample");
        await _host.Get<TrashService>().RestoreAsync(Viewer.Server, item.Id, Cancellation);
        PlayedNuvs.Unpacked(_host.Get<TrimmingService>().Demand(await _host.ReadAsync<TrimmedReads>(cache.Id), 1)).ShouldBe(PlayedNuvs.Reads);
        (await _host.ReadAsync<Virtool.Domain.Analyses.Contigs.NuvsResult>(analysis.Id)).Contigs.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Trimmed_reads_go_when_the_reads_are_replaced()
    {
        var sample = await _played.SampleAsync();
        var analysis = await _played.AnalysisAsync(sample);
        await _played.RunAsync(analysis);
        await StateAsync(analysis, JobState.Complete);
        var stored = await _host.StoreAsync("new.fq.gz", PlayedNuvs.Reads, FileType.SampleReplacement, measured: false);
        var other = await _host.StoreAsync("new2.fq.gz", PlayedNuvs.Reads, FileType.SampleReplacement, measured: false);

        var replaced = await _host.Get<SampleReplacements>().ReplaceAsync(Viewer.Server, sample.Id, [stored.Id, other.Id], Cancellation);
        await _host.RunAsync(await _host.JobAsync(replaced.Replacement.ShouldNotBeNull().JobId), WorkflowsHost.NoTools);

        (await _host.AllAsync<TrimmedReads>()).ShouldBeEmpty();
        Directory.Exists(_host.Data.Trimmed(sample.Id)).ShouldBeFalse();
    }

    [Fact]
    public async Task Rights_of_a_sample_are_those_of_its_trimmed_reads()
    {
        var sample = await _played.SampleAsync();
        await TrimAsync(await _played.AnalysisAsync(sample));
        var stranger = new Viewer("stranger", "stranger", Administrator: false, new HashSet<Permission>());
        await _host.Get<SampleAccess>().ChangeAsync(Viewer.Server, sample.Id, _ => [], Cancellation);
        var cache = (await _host.AllAsync<TrimmedReads>()).ShouldHaveSingleItem();
        await Should.ThrowAsync<NotFoundException>(() => _host.Get<TrimmingService>().GetAsync(stranger, cache.Id, Cancellation));

        await _host.Get<SampleAccess>().ChangeAsync(Viewer.Server, sample.Id, _ => [new Access(Principals.User("stranger"), [Right.Read])], Cancellation);

        (await _host.Get<TrimmingService>().GetAsync(stranger, cache.Id, Cancellation)).Id.ShouldBe(cache.Id);
    }

    [Theory]
    [InlineData(null, 20)]
    [InlineData(30, 20)]
    [InlineData(79, 35)]
    [InlineData(99, 35)]
    [InlineData(151, 100)]
    [InlineData(160, 160)]
    public void The_shortest_read_that_is_kept_follows_from_the_longest(int? longest, int least) =>
        TrimRules.ParametersOf(new Sample { Id = "a", Name = "a", User = WorkflowsHost.User, Library = new LibrarySummary(1, longest, longest, 50, 1, null) }).ShouldBe(new TrimParameters("any", least));

    [Fact]
    public void Parameters_have_the_hash_that_Virtool_gives_them()
    {
        // sha1 of {"end_quality": "20", "max_error_rate": "0.1", "max_indel_rate": "0.03", "max_length": null, "mean_quality": "25", "min_length": "20", "mode": "pe"}
        TrimRules.HashOf(new TrimParameters("pe", 20)).ShouldBe("68b60be51a667882d3aaa02a93259dd526e9c990");
    }

    private async Task<Analysis> TrimAsync(Analysis analysis)
    {
        await RunAsync(analysis, _played.PlayAsync);
        return await _host.ReadAsync<Analysis>(analysis.Id);
    }

    private async Task RunAsync(Analysis analysis, Func<ToolCommand, Task> tool) => await _host.RunAsync(await _played.JobAsync(analysis), tool, last: "prepare_reads");

    private async Task<Analysis> BegunAsync(Sample sample, string id)
    {
        var analysis = await _played.AnalysisAsync(sample, id);
        await StateAsync(analysis, JobState.Running);
        return analysis;
    }

    private Task StateAsync(Analysis analysis, JobState state) => _host.All<Job>().UpdateAsync(analysis.JobId, job => job with { State = state }, Cancellation);
}
