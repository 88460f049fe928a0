using System.IO.Compression;
using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.Bio;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Rights;
using Virtool.Domain.Analyses;
using Virtool.Domain.Indexes;
using Virtool.Domain.References;
using Virtool.Domain.Samples;
using Virtool.Domain.Subtractions;
using Xunit;

namespace Virtool.App.Tests.Workflows;

public sealed class CreateSubtractionTests : IAsyncLifetime
{
    private const string Genome = ">one\nAACG\nT\n>two\nNNACG\n";
    private readonly TemporaryFolder _folder = new();
    private readonly WorkflowsHost _host;

    public CreateSubtractionTests() => _host = new WorkflowsHost(_folder.Path);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _host.Host.PrepareAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_genome_is_counted_indexed_packed_and_published()
    {
        var (subtraction, job) = await CreateAsync(Genome);
        await _host.RunAsync(job, WorkflowsHost.FakeBuilder);
        await _host.RunAsync(job, WorkflowsHost.NoTools, attempt: 2);

        subtraction = await _host.ReadAsync<Subtraction>(subtraction.Id);
        (subtraction.Ready, subtraction.Count).ShouldBe((true, 2));
        subtraction.Gc.ShouldBe(new NucleotideShares(0.3, 0.1, 0.2, 0.2, 0.2));
        Directory.GetFiles(_host.Data.Subtraction(subtraction.Id)).Select(Path.GetFileName).Order().ShouldBe(["genome.fa.gz", "reference.1.bt2"]);
        await using var packed = new GZipStream(File.OpenRead(Path.Combine(_host.Data.Subtraction(subtraction.Id), "genome.fa.gz")), CompressionMode.Decompress);
        using var reader = new StreamReader(packed);
        (await reader.ReadToEndAsync(Cancellation)).ShouldBe(Genome);
        Directory.GetFiles(_host.Data.Files).ShouldBeEmpty();
        (await _host.All<StoredFile>().CountAsync(cancellation: Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task An_attempt_that_was_cut_off_before_its_last_write_is_done_over()
    {
        var (subtraction, job) = await CreateAsync(Genome);
        await _host.RunAsync(job, WorkflowsHost.FakeBuilder, last: "compress");
        Directory.CreateDirectory(_host.Data.Subtraction(subtraction.Id));
        await File.WriteAllTextAsync(Path.Combine(_host.Data.Subtraction(subtraction.Id), "left over"), "", Cancellation);

        await _host.RunAsync(job, WorkflowsHost.FakeBuilder, attempt: 2);

        Directory.GetFiles(_host.Data.Subtraction(subtraction.Id)).Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("no FASTA")]
    [InlineData("")]
    [InlineData(">a\n")]
    public async Task What_is_no_genome_is_refused(string content)
    {
        var (_, job) = await CreateAsync(content);

        await Should.ThrowAsync<InputException>(() => _host.RunAsync(job, WorkflowsHost.NoTools));
    }

    [Theory]
    [InlineData(JobState.Error, "It ran out of memory.", null)]
    [InlineData(JobState.Cancelled, "Its job was cancelled.", null)]
    [InlineData(JobState.Error, "It ran out of memory.", "finish")]
    public async Task After_an_error_and_a_cancellation_the_subtraction_stays_with_its_reason_and_can_be_tried_again(JobState state, string sentence, string? first)
    {
        var (subtraction, job) = await CreateAsync(Genome);
        await _host.RunAsync(job, WorkflowsHost.FakeBuilder, last: "compress");
        var failed = job with { State = state, Error = state == JobState.Error ? new JobError("out_of_memory", sentence, []) : null };

        await _host.Workflow("create_subtraction").CleanUpAsync(failed, Cancellation);
        await _host.Workflow("create_subtraction").CleanUpAsync(failed, Cancellation);

        subtraction = await _host.ReadAsync<Subtraction>(subtraction.Id);
        (subtraction.Ready, subtraction.Error).ShouldBe((false, sentence));
        await CannotBeChosenAsync(subtraction);
        (await _host.ReadAsync<StoredFile>(subtraction.File.Id)).Reserved.ShouldBeFalse();
        File.Exists(_host.Data.FilePath(subtraction.File.Id)).ShouldBeTrue();
        Directory.Exists(_host.Data.Subtraction(subtraction.Id)).ShouldBeFalse();

        await _host.RunAsync(job, WorkflowsHost.FakeBuilder, attempt: first is null ? 2 : 1, first: first);
        subtraction = await _host.ReadAsync<Subtraction>(subtraction.Id);
        (subtraction.Ready, subtraction.Error).ShouldBe((true, null));
        (await _host.All<StoredFile>().CountAsync(cancellation: Cancellation)).ShouldBe(1, "the sample's alone");
        Directory.GetFiles(_host.Data.Subtraction(subtraction.Id)).Select(Path.GetFileName).Order().ShouldBe(["genome.fa.gz", "reference.1.bt2"]);
    }

    private async Task CannotBeChosenAsync(Subtraction subtraction)
    {
        var creation = await _host.SampleAsync("a", [await _host.StoreAsync("a.fq.gz", "@a\nACGT\n+\nIIII\n")]);
        var reference = await _host.ReferenceAsync();
        await _host.All<Reference>().UpdateAsync(reference.Id, current => current with { LatestIndex = new IndexLink("index", 0) }, Cancellation);
        await _host.All<Sample>().UpdateAsync(creation.Sample.Id, sample => sample with { State = SampleState.Ready }, Cancellation);
        var refused = await Should.ThrowAsync<RefusedException>(() =>
            _host.Get<AnalysisService>().RequestAsync(Viewer.Server, creation.Sample.Id, AnalysisService.Pathoscope, reference.Id, [subtraction.Id], Cancellation));
        refused.Message.ShouldBe("The subtraction Host could not be built.");
    }

    private async Task<(Subtraction Subtraction, Job Job)> CreateAsync(string genome)
    {
        var file = await _host.StoreAsync("host.fa.gz", genome, FileType.Subtraction);
        var subtraction = await _host.Get<SubtractionService>().CreateAsync(Viewer.Server, "Host", file.Id, "", Cancellation);
        return (subtraction, await _host.JobAsync(subtraction.JobId));
    }
}
