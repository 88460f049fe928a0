using Shouldly;
using Virtool.App.Tests.Components;
using Virtool.App.Tests.Data;
using Virtool.Data.Queries;
using Virtool.Domain.Analyses;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.Quality;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Trash;
using Xunit;

namespace Virtool.App.Tests.Workflows;

public sealed class UpdateSampleTests : IAsyncLifetime
{
    private const string Earlier = "@a\nACGT\n+\nIIII\n";
    private const string New = "@b\nACGTAC\n+\nIIIII#\n@c\nGG\n+\nII\n";

    private readonly TemporaryFolder _folder = new();
    private readonly WorkflowsHost _host;

    public UpdateSampleTests() => _host = new WorkflowsHost(_folder.Path);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private SampleReplacements Replacements => _host.Get<SampleReplacements>();

    public async ValueTask InitializeAsync() => await _host.Host.PrepareAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task New_reads_take_the_place_of_the_earlier_ones_which_go_to_the_trash()
    {
        var sample = await MadeAsync(Earlier, Earlier);
        var job = await StartedAsync(sample, New);
        Reads(sample).ShouldBe(Earlier);

        await _host.RunAsync(job, WorkflowsHost.NoTools);

        var changed = await _host.ReadAsync<Sample>(sample.Id);
        (changed.ReadsVersion, changed.Paired, changed.Replacement, changed.State).ShouldBe((2, false, null, SampleState.Ready));
        (changed.Library!.Count, changed.Files.Single().ReadCount, changed.Files.Single().Name).ShouldBe((2, 2, "reads_1.fq.gz"));
        Reads(sample).ShouldBe(New);
        Directory.GetFileSystemEntries(_host.Data.Sample(sample.Id)).Select(Path.GetFileName).ShouldBe(["reads_1.fq.gz"]);
        (await _host.ReadAsync<ReadQuality>(sample.Id)).Count.ShouldBe(2);
        (await _host.All<ReadQuality>().CountAsync(cancellation: Cancellation)).ShouldBe(1);
        (await _host.All<StoredFile>().CountAsync(cancellation: Cancellation)).ShouldBe(0);
        var trash = (await _host.All<TrashItem>().FindAsync(Filter.All, Cancellation)).ShouldHaveSingleItem();
        trash.Name.ShouldBe("VT-1 (earlier reads)");
        Directory.GetFiles(_host.Get<TrashPlaces>().Place(trash)).Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_job_that_is_begun_anew_when_all_is_done_ends_well_and_changes_nothing()
    {
        var sample = await MadeAsync(Earlier);
        var job = await StartedAsync(sample, New);
        await _host.RunAsync(job, WorkflowsHost.NoTools);
        var done = await _host.ReadAsync<Sample>(sample.Id);

        await _host.RunAsync(job, WorkflowsHost.NoTools, attempt: 2);

        (await _host.ReadAsync<Sample>(sample.Id)).Revision.ShouldBe(done.Revision);
        Reads(sample).ShouldBe(New);
        Directory.GetFileSystemEntries(_host.Data.Sample(sample.Id)).Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_failure_leaves_the_sample_with_its_reads_and_the_reason_and_it_can_be_tried_again()
    {
        var sample = await MadeAsync(Earlier);
        var job = await StartedAsync(sample, New, New);
        await _host.RunAsync(job, WorkflowsHost.NoTools, last: "take_files");
        Directory.GetFiles(_host.Data.Files).ShouldBeEmpty();

        for (var i = 0; i < 2; i++)
        {
            await _host.Workflow("update_sample").CleanUpAsync(job with { State = JobState.Cancelled }, Cancellation);
        }

        var left = await _host.ReadAsync<Sample>(sample.Id);
        (left.ReadsVersion, left.Replacement!.Error).ShouldBe((1, "Its job was cancelled."));
        Reads(sample).ShouldBe(Earlier);
        Directory.GetFileSystemEntries(_host.Data.Sample(sample.Id)).Length.ShouldBe(1);
        (await _host.All<StoredFile>().FindAsync(Filter.All, Cancellation)).ShouldAllBe(file => !file.Reserved && File.Exists(_host.Data.FilePath(file.Id)));

        await _host.RunAsync(job, WorkflowsHost.NoTools, attempt: 2);
        (await _host.ReadAsync<Sample>(sample.Id)).ReadsVersion.ShouldBe(2);
        Reads(sample).ShouldBe(New);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_ended_after_the_sample_has_its_new_reads_goes_on_to_its_end(bool cancelled)
    {
        var sample = await MadeAsync(Earlier);
        var job = await StartedAsync(sample, New);
        await _host.RunAsync(job, WorkflowsHost.NoTools, last: "take_files");

        // As it is when the server ended between the batch and the renames.
        await _host.RunAsync(job, WorkflowsHost.NoTools, first: "replace", last: "replace");
        var (place, beside) = (_host.Data.Reads(sample.Id, 1), Path.Combine(_host.Data.ReplacingReads(sample.Id), "reads_1.fq.gz"));
        Directory.CreateDirectory(_host.Data.ReplacingReads(sample.Id));
        File.Move(place, beside);
        File.Move(Path.Combine(_host.Data.EarlierReads(sample.Id, 1), "reads_1.fq.gz"), place);

        if (cancelled)
        {
            await _host.Workflow("update_sample").CleanUpAsync(job with { State = JobState.Cancelled }, Cancellation);
        }
        else
        {
            await _host.RunAsync(job, WorkflowsHost.NoTools, first: "replace");
        }

        var changed = await _host.ReadAsync<Sample>(sample.Id);
        (changed.ReadsVersion, changed.Replacement).ShouldBe((2, null));
        Reads(sample).ShouldBe(New);
        Directory.GetFileSystemEntries(_host.Data.Sample(sample.Id)).Length.ShouldBe(1);
    }

    [Fact]
    public async Task While_reads_are_replaced_nothing_is_analysed_and_while_it_is_analysed_nothing_is_replaced()
    {
        var sample = await MadeAsync(Earlier);
        var file = await _host.StoreAsync("new.fq.gz", New);
        await _host.All<Analysis>().InsertAsync(Made.Analysis() with { Sample = new Link(sample.Id, sample.Name), JobId = "running1" }, Cancellation);
        var running = await _host.All<Job>().InsertAsync(Made.Job(JobState.Running) with { Id = "running1", Subject = new Subject("analyses", "analysis", "") }, Cancellation);
        (await Should.ThrowAsync<RefusedException>(() => Replacements.ReplaceAsync(Viewer.Server, sample.Id, [file.Id], Cancellation))).Message.ShouldContain("is being analysed");

        await _host.All<Job>().ReplaceAsync(running with { State = JobState.Error, Retryable = true }, Cancellation);
        var replacing = await Replacements.ReplaceAsync(Viewer.Server, sample.Id, [file.Id], Cancellation);

        (await _host.JobAsync("running1")).Retryable.ShouldBeFalse();
        var request = new AnalysisRequest("request1", "pathoscope", new Link("r", "r"), [], WorkflowsHost.User);
        (await _host.Get<AnalysisService>().ObstacleAsync(replacing, request, Cancellation)).ShouldBe("Waits for the sample's reads to be replaced.");
        await Should.ThrowAsync<RefusedException>(() => Replacements.ReplaceAsync(Viewer.Server, sample.Id, [file.Id], Cancellation));
    }

    [Fact]
    public async Task Of_two_mates_the_first_waits_for_the_other()
    {
        var sample = await MadeAsync(Earlier, Earlier);
        var (first, second) = (await _host.StoreAsync("b_R1.fq.gz", New, FileType.SampleReplacement), await _host.StoreAsync("b_R2.fq.gz", New, FileType.SampleReplacement));
        var waiting = await Replacements.OfferAsync(Viewer.Server, sample.Id, 2, second.Id, Cancellation);
        (waiting.Replacement!.IsWaiting, waiting.Replacement.Files.Single().Name).ShouldBe((true, "reads_2.fq.gz"));
        var started = await Replacements.OfferAsync(Viewer.Server, sample.Id, 1, first.Id, Cancellation);
        started.Replacement!.IsUnderWay.ShouldBeTrue();
        await _host.RunAsync(await _host.JobAsync(started.Replacement.JobId), WorkflowsHost.NoTools);
        (await _host.ReadAsync<Sample>(sample.Id)).Library!.Count.ShouldBe(4);
        await Should.ThrowAsync<NotFoundException>(() => Replacements.OfferAsync(Viewer.Server, sample.Id, 3, first.Id, Cancellation));
    }

    private string Reads(Sample sample) => Files.Reads.Unzip(_host.Data.Reads(sample.Id, 1));

    private async Task<Sample> MadeAsync(params string[] mates)
    {
        var files = new List<StoredFile>();
        foreach (var (index, text) in mates.Index())
        {
            files.Add(await _host.StoreAsync($"a_R{index + 1}.fq.gz", text));
        }

        var creation = await _host.SampleAsync("VT-1", files);
        await _host.RunAsync(creation.Job, WorkflowsHost.NoTools);
        return await _host.ReadAsync<Sample>(creation.Sample.Id);
    }

    private async Task<Job> StartedAsync(Sample sample, params string[] mates)
    {
        var ids = new List<string>();
        foreach (var (index, text) in mates.Index())
        {
            ids.Add((await _host.StoreAsync($"b_R{index + 1}.fq.gz", text)).Id);
        }

        var started = await Replacements.ReplaceAsync(Viewer.Server, sample.Id, ids, Cancellation);
        return await _host.JobAsync(started.Replacement!.JobId);
    }
}
