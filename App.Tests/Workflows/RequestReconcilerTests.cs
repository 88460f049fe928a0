using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Queries;
using Virtool.Domain.Analyses;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.References;
using Virtool.Domain.Samples;
using Virtool.Domain.Subtractions;
using Virtool.Jobs.Requests;
using Xunit;

namespace Virtool.App.Tests.Workflows;

public sealed class RequestReconcilerTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly WorkflowsHost _host;
    private CancellationTokenSource? _ended;
    private Task _running = Task.CompletedTask;

    public RequestReconcilerTests() => _host = new WorkflowsHost(_folder.Path);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _host.Host.PrepareAsync();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact(Timeout = 300_000)]
    public async Task A_wanted_analysis_waits_with_its_reason_and_is_made_once()
    {
        var reference = await _host.ReferenceAsync();
        var subtraction = await SubtractionAsync();
        var sample = await SampleAsync(reference, subtraction);
        Start();
        await WaitForReasonAsync(sample, "first index");
        var revision = (await _host.ReadAsync<Sample>(sample.Id)).Revision;

        await _host.All<Reference>().UpdateAsync(reference.Id, current => current with { LatestIndex = new IndexLink("index001", 0) }, Cancellation);
        await WaitForReasonAsync(sample, "subtraction Host to be built");
        (await _host.ReadAsync<Sample>(sample.Id)).Revision.ShouldBe(revision + 1);
        (await _host.All<Analysis>().CountAsync(cancellation: Cancellation)).ShouldBe(0);

        await _host.All<Subtraction>().UpdateAsync(subtraction.Id, current => current with { Ready = true }, Cancellation);
        await WaitForAnalysesAsync(1);
        var analysis = (await _host.All<Analysis>().FindAsync(Filter.All, Cancellation)).ShouldHaveSingleItem();
        (analysis.Sample.Id, analysis.Index.Id, analysis.State).ShouldBe((sample.Id, "index001", AnalysisState.Pending));
        (await _host.JobAsync(analysis.JobId)).Task.ShouldBe("pathoscope");
        var done = await _host.ReadAsync<Sample>(sample.Id);
        (done.HasOpenRequests, done.Pathoscope, done.Requested[0].Done, done.Requested[0].Reason).ShouldBe((false, AnalysisTag.InProgress, true, null));
    }

    [Fact(Timeout = 300_000)]
    public async Task What_was_wanted_before_the_start_is_made_and_a_second_start_makes_nothing()
    {
        var reference = await _host.ReferenceAsync();
        await _host.All<Reference>().UpdateAsync(reference.Id, current => current with { LatestIndex = new IndexLink("index001", 0) }, Cancellation);
        await SampleAsync(reference);
        await SampleAsync(reference);

        Start();
        await WaitForAnalysesAsync(2);
        await StopAsync();
        Start();
        await SampleAsync(reference);
        await WaitForAnalysesAsync(3);

        (await _host.All<Job>().CountAsync(Where<Job>.Is(job => job.Task, "pathoscope"), Cancellation)).ShouldBe(3);
    }

    [Fact(Timeout = 300_000)]
    public async Task Nothing_is_analysed_with_an_archived_reference_until_it_is_taken_out()
    {
        var reference = await _host.ReferenceAsync();
        await _host.All<Reference>().UpdateAsync(reference.Id, current => current with { LatestIndex = new IndexLink("index001", 0), Archived = true }, Cancellation);
        var sample = await SampleAsync(reference);
        Start();
        await WaitForReasonAsync(sample, "is archived");

        await _host.All<Reference>().UpdateAsync(reference.Id, current => current with { Archived = false }, Cancellation);

        await WaitForAnalysesAsync(1);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_sample_that_becomes_ready_is_analysed()
    {
        var reference = await _host.ReferenceAsync();
        await _host.All<Reference>().UpdateAsync(reference.Id, current => current with { LatestIndex = new IndexLink("index001", 0) }, Cancellation);
        Start();
        var creation = await _host.SampleAsync("a", [await _host.StoreAsync("a.fq.gz", "@a\nACGT\n+\nIIII\n")], [new Link(reference.Id, reference.Name)]);

        await _host.RunAsync(creation.Job, WorkflowsHost.NoTools);

        await WaitForAnalysesAsync(1);
    }

    private void Start()
    {
        _ended = new CancellationTokenSource();
        _running = ActivatorUtilities.CreateInstance<RequestReconciler>(_host.Get<IServiceProvider>()).RunAsync(_ended.Token);
    }

    private async Task StopAsync()
    {
        await (_ended?.CancelAsync() ?? Task.CompletedTask);
        await _running;
        _ended?.Dispose();
        _ended = null;
    }

    private Task WaitForAnalysesAsync(long count) =>
        Waiting.UntilAsync(async () => await _host.All<Analysis>().CountAsync(cancellation: Cancellation) == count);

    private Task WaitForReasonAsync(Sample sample, string part) =>
        Waiting.UntilAsync(async () => (await _host.ReadAsync<Sample>(sample.Id)).Requested[0].Reason?.Contains(part, StringComparison.Ordinal) == true);

    private async Task<Subtraction> SubtractionAsync() => await _host.All<Subtraction>().InsertAsync(
        new Subtraction { Id = "host0001", Name = "Host", File = new Link("file0001", ""), User = WorkflowsHost.User, JobId = "job00001" }, Cancellation);

    private async Task<Sample> SampleAsync(Reference reference, params Subtraction[] subtractions)
    {
        var file = await _host.StoreAsync("a.fq.gz", "@a\nACGT\n+\nIIII\n", FileType.Reads);
        var creation = await _host.SampleAsync(
            file.Id, [file], [new Link(reference.Id, reference.Name)], [.. subtractions.Select(one => new Link(one.Id, one.Name))]);
        return (await _host.All<Sample>().UpdateAsync(creation.Sample.Id, current => current with { State = SampleState.Ready }, Cancellation))!;
    }
}
