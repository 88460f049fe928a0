using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.Domain.Analyses;
using Virtool.Domain.Indexes;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Jobs.Workflows.Indexes;
using Xunit;

namespace Virtool.App.Tests.Workflows;

public sealed class BuildIndexTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly WorkflowsHost _host;

    public BuildIndexTests() => _host = new WorkflowsHost(_folder.Path);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _host.Host.PrepareAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_index_is_built_of_default_isolates_and_keeps_all_of_them()
    {
        var reference = await _host.ReferenceAsync(Virus("A", "AAAA", "CCCC"), Virus("B", "GGGG"));
        var (index, job) = await BuildAsync(reference);
        var fasta = "";
        await _host.RunAsync(job, async command =>
        {
            fasta = await File.ReadAllTextAsync(command.Arguments[^2], Cancellation);
            await WorkflowsHost.FakeBuilder(command);
        });
        await _host.RunAsync(job, WorkflowsHost.NoTools, attempt: 2);

        fasta.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '>').Order().ShouldBe(["AAAA", "GGGG"]);
        index = await _host.ReadAsync<ReferenceIndex>(index.Id);
        (index.Ready, index.HasFiles).ShouldBe((true, true));
        (await _host.ReadAsync<Reference>(reference.Id)).LatestIndex.ShouldBe(new IndexLink(index.Id, 0));
        (await _host.All<Otu>().FindAsync(Virtool.Data.Queries.Filter.All, Cancellation)).ShouldAllBe(otu => otu.LastIndexedVersion == 0);
        var kept = await IndexedOtusReader.ReadAsync(Path.Combine(_host.Data.Index(reference.Id, index.Id), IndexedOtusReader.FileName), Cancellation).ToListAsync(Cancellation);
        kept.Select(otu => otu.Name).Order().ShouldBe(["A", "B"]);
        var first = kept.Single(otu => otu.Name == "A");
        first.Isolates.Select(isolate => (isolate.Name, isolate.Default)).ShouldBe([("Isolate 0", true), ("Isolate 1", false)]);
        first.Isolates.SelectMany(isolate => isolate.Sequences).Select(sequence => sequence.Nucleotides).ShouldBe(["AAAA", "CCCC"]);
        fasta.ShouldContain($">{first.Isolates[0].Sequences[0].Id}\n");
    }

    [Fact]
    public async Task An_otu_that_was_edited_during_the_build_is_built_again_later()
    {
        var reference = await _host.ReferenceAsync(Virus("A", "AAAA"));
        var (_, job) = await BuildAsync(reference);
        var otu = (await _host.All<Otu>().FindAsync(Virtool.Data.Queries.Filter.All, Cancellation)).ShouldHaveSingleItem();
        await _host.All<Otu>().UpdateAsync(otu.Id, current => current with { Version = 1 }, Cancellation);

        await _host.RunAsync(job, WorkflowsHost.FakeBuilder);

        otu = await _host.ReadAsync<Otu>(otu.Id);
        (otu.Version, otu.LastIndexedVersion).ShouldBe((1, 0));
    }

    [Fact]
    public async Task The_files_of_indexes_that_nothing_needs_are_removed()
    {
        var reference = await _host.ReferenceAsync(Virus("A", "AAAA"));
        var built = new List<ReferenceIndex>();
        for (var version = 0; version < 4; version++)
        {
            var (index, job) = await BuildAsync(reference);
            if (version == 1)
            {
                await _host.All<Analysis>().InsertAsync(
                    new Analysis
                    {
                        Id = "analysis", Workflow = "pathoscope", Sample = new Link("sample01", ""), Reference = new Link(reference.Id, ""),
                        Index = new IndexLink(index.Id, 1), User = WorkflowsHost.User, JobId = "job00001",
                    },
                    Cancellation);
            }

            await _host.RunAsync(job, WorkflowsHost.FakeBuilder);
            built.Add(index);
            await _host.ReferenceOtuEditedAsync(version);
        }

        var has = built.Select(async index => (await _host.ReadAsync<ReferenceIndex>(index.Id)).HasFiles);
        (await Task.WhenAll(has)).ShouldBe([false, true, true, true]);
        built.Select(index => Directory.Exists(_host.Data.Index(reference.Id, index.Id))).ShouldBe([false, true, true, true]);
        (await _host.ReadAsync<Reference>(reference.Id)).LatestIndex!.Version.ShouldBe(3);
    }

    [Theory]
    [InlineData(JobState.Error)]
    [InlineData(JobState.Cancelled)]
    public async Task After_an_error_and_a_cancellation_the_index_is_gone_and_the_next_can_be_built(JobState state)
    {
        var reference = await _host.ReferenceAsync(Virus("A", "AAAA"));
        var (index, job) = await BuildAsync(reference);
        await _host.RunAsync(job, WorkflowsHost.FakeBuilder, last: "replace_old");

        await _host.Workflow("build_index").CleanUpAsync(job with { State = state }, Cancellation);
        await _host.Workflow("build_index").CleanUpAsync(job with { State = state }, Cancellation);

        (await _host.All<ReferenceIndex>().GetAsync(index.Id, Cancellation)).ShouldBeNull();
        Directory.Exists(_host.Data.Index(reference.Id, index.Id)).ShouldBeFalse();
        (await _host.All<Otu>().FindAsync(Virtool.Data.Queries.Filter.All, Cancellation)).ShouldAllBe(otu => otu.LastIndexedVersion == null);
        _host.Workflow("build_index").Retryable.ShouldBeFalse();
        await _host.RunAsync((await BuildAsync(reference)).Job, WorkflowsHost.FakeBuilder);
        (await _host.ReadAsync<Reference>(reference.Id)).LatestIndex.ShouldNotBeNull();
    }

    private static OtuDraft Virus(string name, params string[] isolates) => new(
        name, "", [.. isolates.Select((sequence, at) => new IsolateDraft("isolate", $"{at}", [new SequenceDraft($"{name}{at}.1", name, sequence)]))]);

    private async Task<(ReferenceIndex Index, Job Job)> BuildAsync(Reference reference)
    {
        var index = await _host.Get<IndexService>().BuildAsync(Viewer.Server, reference.Id, Cancellation);
        return (index, await _host.JobAsync(index.JobId));
    }
}
