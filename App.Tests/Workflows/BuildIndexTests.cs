using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.Domain.Analyses;
using Virtool.Domain.Indexes;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.Otus;
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
        var built = await _host.ReadAsync<Reference>(reference.Id);
        (built.Changes, built.Built, index.ThroughChange, index.ChangeCount, index.ModifiedOtuCount, index.OtuCount).ShouldBe((2, 2, 2, 2, 2, 2));
        var kept = await IndexedAsync(reference, index);
        kept.Select(otu => otu.Name).Order().ShouldBe(["A", "B"]);
        var first = kept.Single(otu => otu.Name == "A");
        first.Isolates.Select(isolate => (isolate.Name, isolate.Default)).ShouldBe([("Isolate 0", true), ("Isolate 1", false)]);
        first.Isolates.SelectMany(isolate => isolate.Sequences).Select(sequence => sequence.Nucleotides).ShouldBe(["AAAA", "CCCC"]);
        fasta.ShouldContain($">{first.Isolates[0].Sequences[0].Id}\n");
    }

    [Fact]
    public async Task What_is_edited_removed_and_added_during_the_build_is_not_in_it_and_is_built_the_next_time()
    {
        var reference = await _host.ReferenceAsync(Virus("A", "AAAA"), Virus("B", "CCCC"), Virus("C", "GGGG"));
        var (index, job) = await BuildAsync(reference);
        var otus = (await _host.All<Otu>().FindAsync(Virtool.Data.Queries.Filter.All, Cancellation)).ToDictionary(otu => otu.Name);
        var isolate = otus["A"].Isolates.ShouldHaveSingleItem();
        var sequence = (await _host.Get<OtuService>().GetAsync(Viewer.Server, otus["A"].Id, Cancellation)).Sequences.ShouldHaveSingleItem();
        await _host.Get<OtuService>().EditSequenceAsync(Viewer.Server, otus["A"].Id, isolate.Id, sequence.Id, new SequenceEdit { Nucleotides = "TTTT" }, Cancellation);
        await _host.Get<OtuService>().EditAsync(Viewer.Server, otus["A"].Id, new OtuEdit { Name = "Other" }, Cancellation);
        await _host.Get<OtuService>().RemoveAsync(Viewer.Server, otus["B"].Id, Cancellation);
        await _host.Get<OtuService>().CreateAsync(Viewer.Server, reference.Id, Virus("D", "TTAA"), Cancellation);

        await _host.RunAsync(job, WorkflowsHost.FakeBuilder);

        (await IndexedAsync(reference, index)).Select(otu => (otu.Name, otu.Version, otu.Isolates[0].Sequences[0].Nucleotides)).Order()
            .ShouldBe([("A", 0, "AAAA"), ("B", 0, "CCCC"), ("C", 0, "GGGG")]);
        var (next, again) = await BuildAsync(reference);
        (next.ChangeCount, next.ModifiedOtuCount, next.OtuCount).ShouldBe((4, 3, 3));
        await _host.RunAsync(again, WorkflowsHost.FakeBuilder);
        (await IndexedAsync(reference, next)).Select(otu => (otu.Name, otu.Version, otu.Isolates[0].Sequences[0].Nucleotides)).Order()
            .ShouldBe([("C", 0, "GGGG"), ("D", 0, "TTAA"), ("Other", 2, "TTTT")]);
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
        (await _host.ReadAsync<Reference>(reference.Id)).Built.ShouldBe(0);
        (await _host.All<IndexManifest>().FindAsync(Virtool.Data.Queries.Filter.All, Cancellation)).ShouldBeEmpty();
        _host.Workflow("build_index").Retryable.ShouldBeFalse();
        await _host.RunAsync((await BuildAsync(reference)).Job, WorkflowsHost.FakeBuilder);
        (await _host.ReadAsync<Reference>(reference.Id)).LatestIndex.ShouldNotBeNull();
    }

    private static OtuDraft Virus(string name, params string[] isolates) => new(
        name, "", [.. isolates.Select((sequence, at) => new IsolateDraft("isolate", $"{at}", [new SequenceDraft($"{name}{at}.1", name, sequence)]))]);

    private async Task<IReadOnlyList<IndexedOtu>> IndexedAsync(Reference reference, ReferenceIndex index) =>
        await IndexedOtusReader.ReadAsync(Path.Combine(_host.Data.Index(reference.Id, index.Id), IndexedOtusReader.FileName), Cancellation).ToListAsync(Cancellation);

    private async Task<(ReferenceIndex Index, Job Job)> BuildAsync(Reference reference)
    {
        var index = await _host.Get<IndexService>().BuildAsync(Viewer.Server, reference.Id, Cancellation);
        return (index, await _host.JobAsync(index.JobId));
    }
}
