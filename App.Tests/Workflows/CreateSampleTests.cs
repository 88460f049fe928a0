using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.Bio;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Quality;
using Virtool.Domain.Samples;
using Xunit;

namespace Virtool.App.Tests.Workflows;

public sealed class CreateSampleTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly WorkflowsHost _host;

    public CreateSampleTests() => _host = new WorkflowsHost(_folder.Path);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _host.Host.PrepareAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_reads_are_moved_and_the_qualities_of_the_mates_are_joined()
    {
        var first = await _host.StoreAsync("a_R1.fq.gz", "@a\nACGT\n+\nIIII\n@b\nAC\n+\n##\n");
        var second = await _host.StoreAsync("a_R2.fq.gz", "@a\nACGTAC\n+\nIIIII#\n@b\nACG\n+\nIII\n");
        var (creation, bytes) = (await _host.SampleAsync("a", [first, second]), await File.ReadAllBytesAsync(_host.Data.FilePath(second.Id), Cancellation));

        await _host.RunAsync(creation.Job, WorkflowsHost.NoTools);
        await _host.RunAsync(creation.Job, WorkflowsHost.NoTools, attempt: 2);

        var sample = await _host.ReadAsync<Sample>(creation.Sample.Id);
        sample.State.ShouldBe(SampleState.Ready);
        sample.Library.ShouldBe(new LibrarySummary(4, 2, 6, 52.5, 12 / 15.0, "Sanger / Illumina 1.9"));
        sample.Warnings.ShouldBeEmpty();
        (await File.ReadAllBytesAsync(_host.Data.Reads(sample.Id, 2), Cancellation)).ShouldBe(bytes);
        Directory.GetFiles(_host.Data.Files).ShouldBeEmpty();
        (await _host.All<StoredFile>().CountAsync(cancellation: Cancellation)).ShouldBe(0);
        var qualities = await _host.All<ReadQuality>().FindAsync(Virtool.Data.Queries.Filter.All, Cancellation);
        qualities.Select(one => one.Id).ShouldBe([sample.Id, $"{sample.Id}.1", $"{sample.Id}.2"]);
        qualities.Skip(1).Select(mate => mate.Count).ShouldBe([2, 2]);
        var quality = qualities[0];
        (quality.Count, quality.Bases!.Count, quality.Sequences!.Sum()).ShouldBe((4, 6, 4));
        quality.Lengths.ShouldBe([[2, 1], [3, 1], [4, 1], [6, 1]]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Lanes_are_joined_in_their_order_and_measured_as_one_file(bool measured)
    {
        string[] texts = ["@a\nACGT\n+\nIIII\n@b\nAC\n+\n##\n", "@c\nGGGGGG\n+\n5IIII#\n", ""];
        var whole = await _host.StoreAsync("whole.fq.gz", string.Concat(texts));
        var lanes = new List<StoredFile>();
        foreach (var (at, text) in texts.Index())
        {
            lanes.Add(await _host.StoreAsync($"a_L00{at + 1}_R1.fq.gz", text, measured: measured || at != 1));
        }

        var creation = await _host.LanesAsync("a", lanes);
        creation.Sample.Files[0].Lanes.Select(lane => lane.Name).ShouldBe(["a_L001_R1.fq.gz", "a_L002_R1.fq.gz", "a_L003_R1.fq.gz"]);
        await _host.RunAsync(creation.Job, WorkflowsHost.NoTools);
        var one = await _host.SampleAsync("b", [whole]);
        await _host.RunAsync(one.Job, WorkflowsHost.NoTools);

        var sample = await _host.ReadAsync<Sample>(creation.Sample.Id);
        Files.Reads.Unzip(_host.Data.Reads(sample.Id, 1)).ShouldBe(string.Concat(texts));
        var bytes = await File.ReadAllBytesAsync(_host.Data.Reads(sample.Id, 1), Cancellation);
        (sample.Files[0].Size, sample.Files[0].Sha256, sample.Files[0].ReadCount).ShouldBe((bytes.Length, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), 3));
        (sample.State, sample.Library).ShouldBe((SampleState.Ready, (await _host.ReadAsync<Sample>(one.Sample.Id)).Library));
        WorkflowsHost.Json((await _host.ReadAsync<ReadQuality>(sample.Id)) with { Id = "", Revision = 0 })
            .ShouldBe(WorkflowsHost.Json((await _host.ReadAsync<ReadQuality>(one.Sample.Id)) with { Id = "", Revision = 0 }));
        Directory.Exists(_host.Data.Lanes(sample.Id)).ShouldBeFalse();
        Directory.GetFiles(_host.Data.Files).ShouldBeEmpty();
        (await _host.All<StoredFile>().CountAsync(cancellation: Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task Lanes_that_end_in_the_zeros_of_a_tape_are_joined_all_the_same()
    {
        StoredFile[] lanes = [await _host.StoreAsync("1.fq.gz", "@a\nACGT\n+\nIIII\n"), await _host.StoreAsync("2.fq.gz", "@b\nAC\n+\nII\n")];
        await File.AppendAllTextAsync(_host.Data.FilePath(lanes[0].Id), new string('\0', 300), Cancellation);
        var creation = await _host.LanesAsync("a", lanes);

        await _host.RunAsync(creation.Job, WorkflowsHost.NoTools);

        Files.Reads.Unzip(_host.Data.Reads(creation.Sample.Id, 1)).ShouldBe("@a\nACGT\n+\nIIII\n@b\nAC\n+\nII\n");
    }

    [Fact]
    public async Task Reads_that_were_not_measured_are_measured()
    {
        var file = await _host.StoreAsync("a.fq.gz", "@a\nACGT\n+\nI#II\n", measured: false);
        var creation = await _host.SampleAsync("a", [file]);

        await _host.RunAsync(creation.Job, WorkflowsHost.NoTools);

        var sample = await _host.ReadAsync<Sample>(creation.Sample.Id);
        sample.Library.ShouldBe(new LibrarySummary(1, 4, 4, 50, 0.75, "Sanger / Illumina 1.9"));
        sample.Files.ShouldHaveSingleItem().ReadCount.ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_library_without_reads_becomes_a_sample_with_a_warning(bool measured)
    {
        var creation = await _host.SampleAsync("water", [await _host.StoreAsync("water.fq.gz", "", measured: measured)]);

        await _host.RunAsync(creation.Job, WorkflowsHost.NoTools);

        var sample = await _host.ReadAsync<Sample>(creation.Sample.Id);
        sample.State.ShouldBe(SampleState.Ready);
        sample.Library.ShouldBe(new LibrarySummary(0, null, null, null, null, null));
        sample.Warnings.ShouldHaveSingleItem().ShouldContain("no reads");
        (await _host.ReadAsync<ReadQuality>(sample.Id)).Bases.ShouldBeNull();
    }

    [Fact]
    public async Task Mates_with_different_numbers_of_reads_are_told()
    {
        var files = new[] { await _host.StoreAsync("1.fq.gz", "@a\nACGT\n+\nIIII\n"), await _host.StoreAsync("2.fq.gz", "") };
        var creation = await _host.SampleAsync("a", files);

        await _host.RunAsync(creation.Job, WorkflowsHost.NoTools);

        (await _host.ReadAsync<Sample>(creation.Sample.Id)).Warnings.ShouldHaveSingleItem().ShouldContain("1 and 0");
    }

    [Theory]
    [InlineData("make_sample_dir")]
    [InlineData("move_files")]
    [InlineData("quality")]
    public async Task After_an_error_the_sample_stays_and_its_files_are_free(string last)
    {
        var file = await _host.StoreAsync("a.fq.gz", "@a\nACGT\n+\nIIII\n");
        var creation = await _host.SampleAsync("a", [file]);
        await _host.RunAsync(creation.Job, WorkflowsHost.NoTools, last);
        var failed = creation.Job with { State = JobState.Error, Error = new JobError("internal", "The disk is full.", []) };

        await _host.Workflow("create_sample").CleanUpAsync(failed, Cancellation);
        await _host.Workflow("create_sample").CleanUpAsync(failed, Cancellation);

        var sample = await _host.ReadAsync<Sample>(creation.Sample.Id);
        (sample.State, sample.Error).ShouldBe((SampleState.Failed, "The disk is full."));
        (await _host.ReadAsync<StoredFile>(file.Id)).Reserved.ShouldBeFalse();
        File.Exists(_host.Data.FilePath(file.Id)).ShouldBeTrue();
        Directory.Exists(_host.Data.Sample(sample.Id)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("make_sample_dir", false)]
    [InlineData("move_files", false)]
    [InlineData("quality", false)]
    [InlineData("quality", true)]
    public async Task After_an_error_lanes_are_free_again_each_by_itself(string last, bool removed)
    {
        var texts = new[] { "@a\nACGT\n+\nIIII\n", "@b\nAC\n+\nII\n" };
        StoredFile[] lanes = [await _host.StoreAsync("1.fq.gz", texts[0]), await _host.StoreAsync("2.fq.gz", texts[1])];
        var creation = await _host.LanesAsync("a", lanes);
        await _host.RunAsync(creation.Job, WorkflowsHost.NoTools, last);
        if (removed)
        {
            await _host.All<Sample>().DeleteAsync(creation.Sample.Id, Cancellation);
        }

        await _host.Workflow("create_sample").CleanUpAsync(creation.Job with { State = JobState.Cancelled }, Cancellation);
        await _host.Workflow("create_sample").CleanUpAsync(creation.Job with { State = JobState.Cancelled }, Cancellation);

        Directory.Exists(_host.Data.Sample(creation.Sample.Id)).ShouldBeFalse();
        foreach (var (lane, text) in lanes.Zip(texts))
        {
            (await _host.ReadAsync<StoredFile>(lane.Id)).Reserved.ShouldBeFalse();
            Files.Reads.Unzip(_host.Data.FilePath(lane.Id)).ShouldBe(text);
        }

        if (!removed)
        {
            await _host.RunAsync(creation.Job, WorkflowsHost.NoTools, attempt: 2);
            (await _host.ReadAsync<Sample>(creation.Sample.Id)).Library!.Count.ShouldBe(2);
        }
    }

    [Fact]
    public async Task Lanes_that_a_killed_server_left_beside_a_ready_sample_are_removed()
    {
        var creation = await _host.LanesAsync("a", [await _host.StoreAsync("1.fq.gz", "@a\nA\n+\nI\n"), await _host.StoreAsync("2.fq.gz", "@b\nA\n+\nI\n")]);
        await _host.RunAsync(creation.Job, WorkflowsHost.NoTools);
        Directory.CreateDirectory(_host.Data.Lanes(creation.Sample.Id));

        await _host.Workflow("create_sample").CleanUpAsync(creation.Job with { State = JobState.Cancelled }, Cancellation);

        Directory.Exists(_host.Data.Lanes(creation.Sample.Id)).ShouldBeFalse();
        File.Exists(_host.Data.Reads(creation.Sample.Id, 1)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_failed_sample_can_be_tried_again_unless_its_file_was_taken()
    {
        var file = await _host.StoreAsync("a.fq.gz", "@a\nACGT\n+\nIIII\n");
        var creation = await _host.SampleAsync("a", [file]);
        await _host.Workflow("create_sample").CleanUpAsync(creation.Job with { State = JobState.Cancelled }, Cancellation);
        (await _host.ReadAsync<Sample>(creation.Sample.Id)).Error.ShouldBe("Its job was cancelled.");
        var other = await _host.SampleAsync("b", [await _host.ReadAsync<StoredFile>(file.Id)]);

        await Should.ThrowAsync<InputException>(() => _host.RunAsync(creation.Job, WorkflowsHost.NoTools));
        await _host.Workflow("create_sample").CleanUpAsync(other.Job with { State = JobState.Cancelled }, Cancellation);
        await _host.RunAsync(creation.Job, WorkflowsHost.NoTools, attempt: 2);

        var sample = await _host.ReadAsync<Sample>(creation.Sample.Id);
        (sample.State, sample.Error).ShouldBe((SampleState.Ready, null));
    }

    [Fact]
    public async Task A_late_clean_up_leaves_a_ready_sample_alone()
    {
        var creation = await _host.SampleAsync("a", [await _host.StoreAsync("a.fq.gz", "@a\nACGT\n+\nIIII\n")]);
        await _host.RunAsync(creation.Job, WorkflowsHost.NoTools);

        await _host.Workflow("create_sample").CleanUpAsync(creation.Job with { State = JobState.Cancelled }, Cancellation);

        (await _host.ReadAsync<Sample>(creation.Sample.Id)).State.ShouldBe(SampleState.Ready);
        File.Exists(_host.Data.Reads(creation.Sample.Id, 1)).ShouldBeTrue();
    }
}
