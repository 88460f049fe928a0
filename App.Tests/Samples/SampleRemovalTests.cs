using Shouldly;
using Virtool.App.Tests.Components;
using Virtool.Data.Queries;
using Virtool.Domain.Analyses;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Trash;
using Xunit;

namespace Virtool.App.Tests.Samples;

public sealed class SampleRemovalTests : IAsyncLifetime
{
    private readonly SampleLab _lab = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private SampleRemovals Removals => _lab.Get<SampleRemovals>();

    public async ValueTask InitializeAsync() => await _lab.StartAsync();

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task All_that_was_made_of_a_sample_goes_with_it_and_comes_back_with_it()
    {
        var sample = await ReadyAsync("VT-1");
        await AnalysedAsync(sample, "analysi1", JobState.Complete);
        var data = _lab.Get<DataFolder>();

        var goes = await Removals.RemovalOfAsync(SampleLab.Nina, [sample.Id, "nothing0"], Cancellation);
        (goes.Analyses, goes.Jobs, goes.Files, goes.Bytes).ShouldBe((1, 2, 2, 9));
        goes.Names.ShouldBe(["VT-1"]);
        goes.Left.ShouldHaveSingleItem().Id.ShouldBe("nothing0");
        await Removals.RemoveAsync(SampleLab.Nina, sample.Id, Cancellation);

        Directory.Exists(data.Sample(sample.Id)).ShouldBeFalse();
        (await CountsAsync()).ShouldBe((0, 0, 0, 0));
        (await _lab.Host.All<Import>().FindAsync(Filter.All, Cancellation)).ShouldAllBe(import => import.SampleId == null && import.Settled);
        var item = (await _lab.Host.All<TrashItem>().FindAsync(Filter.All, Cancellation)).ShouldHaveSingleItem();
        (item.Name, item.Kind, item.State).ShouldBe(("VT-1", "sample", TrashState.Held));

        await _lab.Get<TrashService>().RestoreAsync(SampleLab.Nina, item.Id, Cancellation);
        (await CountsAsync()).ShouldBe((1, 1, 1, 2));
        (await File.ReadAllTextAsync(Path.Combine(data.Analysis(sample.Id, "analysi1"), "hits"), Cancellation)).ShouldBe("x");
    }

    [Fact]
    public async Task While_a_job_works_for_it_a_sample_stays()
    {
        var sample = await ReadyAsync("VT-1");
        await AnalysedAsync(sample, "analysi1", JobState.Running);
        (await Should.ThrowAsync<RefusedException>(() => Removals.RemoveAsync(SampleLab.Nina, sample.Id, Cancellation))).Message.ShouldContain("a job works for it");
        await Should.ThrowAsync<NotPermittedException>(() => Removals.RemoveAsync(SampleLab.Eve, sample.Id, Cancellation));
        (await CountsAsync()).ShouldBe((1, 1, 1, 2));
        (await Removals.RemovalOfAsync(SampleLab.Nina, [sample.Id], Cancellation)).Left.ShouldHaveSingleItem().Name.ShouldBe("VT-1");
    }

    [Fact]
    public async Task Of_many_those_that_can_go_do_and_the_others_are_told()
    {
        var (one, other) = (await ReadyAsync("VT-1"), await ReadyAsync("VT-2"));
        await AnalysedAsync(other, "analysi1", JobState.Waiting);
        var outcome = await Removals.RemoveManyAsync(SampleLab.Nina, [one.Id, other.Id], Cancellation);
        outcome.Done.ShouldBe([one.Id]);
        outcome.Left.ShouldHaveSingleItem().Name.ShouldBe("VT-2");
    }

    [Fact]
    public async Task Results_that_would_not_fit_one_item_go_on_their_own()
    {
        var sample = await ReadyAsync("VT-1");
        for (var i = 0; i < 3; i++)
        {
            await AnalysedAsync(sample, $"analysi{i}", JobState.Complete, new string('x', 1_400_000));
        }

        await Removals.RemoveAsync(SampleLab.Nina, sample.Id, Cancellation);

        (await CountsAsync()).ShouldBe((0, 0, 0, 0));
        (await _lab.Host.All<TrashItem>().FindAsync(Filter.All, Cancellation)).Select(item => item.Kind).Order().ShouldBe(["analysis", "sample"]);
    }

    private async Task<(long, long, long, long)> CountsAsync() => (
        await _lab.Host.All<Sample>().CountAsync(cancellation: Cancellation),
        await _lab.Host.All<Analysis>().CountAsync(cancellation: Cancellation),
        await _lab.Host.All<AnalysisResult>().CountAsync(cancellation: Cancellation),
        await _lab.Host.All<Job>().CountAsync(cancellation: Cancellation));

    private async Task<Sample> ReadyAsync(string name)
    {
        var sample = await _lab.Host.SampleAsync(name);
        var data = _lab.Get<DataFolder>();
        Directory.CreateDirectory(data.Sample(sample.Id));
        await File.WriteAllTextAsync(data.Reads(sample.Id, 1), "1234", Cancellation);
        await File.WriteAllTextAsync(data.Reads(sample.Id, 2), "1234", Cancellation);
        await _lab.Host.All<Job>().UpdateAsync(sample.JobId!, job => job with { State = JobState.Complete }, Cancellation);
        foreach (var file in await _lab.Host.All<StoredFile>().FindAsync(Where<StoredFile>.Is(file => file.SampleId, sample.Id), Cancellation))
        {
            await _lab.Host.All<StoredFile>().DeleteAsync(file.Id, Cancellation);
        }

        return sample;
    }

    private async Task AnalysedAsync(Sample sample, string id, JobState state, string text = "")
    {
        var data = _lab.Get<DataFolder>();
        Directory.CreateDirectory(data.Analysis(sample.Id, id));
        await File.WriteAllTextAsync(Path.Combine(data.Analysis(sample.Id, id), "hits"), "x", Cancellation);
        await _lab.Host.All<Analysis>().InsertAsync(Made.Analysis() with { Id = id, Sample = new Link(sample.Id, sample.Name), JobId = $"job-{id}" }, Cancellation);
        await _lab.Host.All<AnalysisResult>().InsertAsync(Made.Result() with { Id = id, Hits = text.Length == 0 ? [] : Made.Result().Hits.Take(1).Select(hit => hit with { Accession = text }).ToList() }, Cancellation);
        await _lab.Host.All<Job>().InsertAsync(Made.Job(state) with { Id = $"job-{id}", Subject = new Subject("analyses", id, sample.Name) }, Cancellation);
    }
}
