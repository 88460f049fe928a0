using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.App.Tests.Jobs;
using Virtool.Domain.Analyses;
using Virtool.Domain.Files;
using Virtool.Domain.Indexes;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.References;
using Virtool.Domain.Samples;
using Virtool.Domain.Trash;
using Xunit;

namespace Virtool.App.Tests.Workflows;

public sealed class StartRepairTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly WorkflowsHost _host;

    public StartRepairTests() => _host = new WorkflowsHost(_folder.Path);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _host.Host.PrepareAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact(Timeout = 300_000)]
    public async Task A_reserved_file_that_no_job_takes_is_free_again_and_others_stay_reserved()
    {
        var (lost, held, due) = (await _host.StoreAsync("lost.fq.gz", ""), await _host.StoreAsync("held.fq.gz", ""), await _host.StoreAsync("due.fq.gz", ""));
        var sample = await _host.SampleAsync("held", [held]);
        var failed = await _host.SampleAsync("due", [due]);
        await _host.All<StoredFile>().UpdateAsync(lost.Id, file => file with { Reserved = true }, Cancellation);
        await _host.All<Job>().UpdateAsync(failed.Job.Id, job => job with { State = JobState.Error, CleanUpDue = true }, Cancellation);
        var repair = _host.Get<Virtool.Jobs.Repair.Reservations>();

        await repair.FreeAsync(Cancellation);

        (await _host.ReadAsync<StoredFile>(lost.Id)).Reserved.ShouldBeFalse();
        (await _host.ReadAsync<StoredFile>(held.Id)).Reserved.ShouldBeTrue();
        (await _host.ReadAsync<StoredFile>(due.Id)).Reserved.ShouldBeTrue("its clean-up frees it");
        (await _host.JobAsync(sample.Job.Id)).State.ShouldBe(JobState.Waiting);
    }

    [Fact(Timeout = 300_000)]
    public async Task Tags_that_are_wrong_are_counted_again()
    {
        var samples = new List<string>();
        foreach (var (tag, states) in new[]
        {
            (AnalysisTag.InProgress, (AnalysisState[])[]),
            (AnalysisTag.None, [AnalysisState.Failed, AnalysisState.Ready]),
            (AnalysisTag.Ready, [AnalysisState.Pending]),
            (AnalysisTag.Ready, [AnalysisState.Ready]),
        })
        {
            var id = $"sample{samples.Count}";
            samples.Add(id);
            await _host.All<Sample>().InsertAsync(new Sample { Id = id, Name = id, User = WorkflowsHost.User, State = SampleState.Ready, Pathoscope = tag }, Cancellation);
            foreach (var state in states)
            {
                await _host.All<Analysis>().InsertAsync(AnalysisOf(id, $"{id}{state}", state), Cancellation);
            }
        }

        await _host.Get<Virtool.Jobs.Repair.WorkflowTags>().CountAsync(Cancellation);

        (await Task.WhenAll(samples.Select(async id => (await _host.ReadAsync<Sample>(id)).Pathoscope)))
            .ShouldBe([AnalysisTag.None, AnalysisTag.Ready, AnalysisTag.InProgress, AnalysisTag.Ready]);
        (await _host.ReadAsync<Sample>(samples[3])).Revision.ShouldBe(1, "what is right is not written");
    }

    [Fact(Timeout = 300_000)]
    public async Task Folders_without_a_document_are_in_the_trash_and_all_others_stay()
    {
        var reference = await _host.ReferenceAsync();
        await _host.All<Sample>().InsertAsync(new Sample { Id = "sample01", Name = "a", User = WorkflowsHost.User }, Cancellation);
        await _host.All<Analysis>().InsertAsync(AnalysisOf("sample01", "analysis", AnalysisState.Failed), Cancellation);
        string[] kept = [_host.Data.Reads("sample01", 1), Path.Combine(_host.Data.Analysis("sample01", "analysis"), "result.json")];
        string[] lost =
        [
            _host.Data.Reads("sample02", 1),
            Path.Combine(_host.Data.Analysis("sample01", "other"), "result.json"),
            Path.Combine(_host.Data.Subtraction("gone"), "genome.fa.gz"),
            Path.Combine(_host.Data.Index(reference.Id, "gone"), "reference.1.bt2"),
            Path.Combine(_host.Data.Index("gone", "gone"), "reference.1.bt2"),
            Path.Combine(_host.Data.Attempt("gone", 1), "half"),
        ];
        foreach (var file in (string[])[.. kept, .. lost])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, file, Cancellation);
        }

        await _host.Host.StartAsync();

        await Waiting.UntilAsync(async () => !lost.Any(File.Exists) && (await TrashAsync()).All(item => item.State == TrashState.Held));
        kept.ShouldAllBe(file => File.Exists(file));
        var trash = Directory.GetFiles(_host.Data.Trash, "*", SearchOption.AllDirectories).Select(File.ReadAllText).ToList();
        trash.ShouldBe(lost, ignoreOrder: true);
        var items = await TrashAsync();
        items.Select(item => (item.From, item.Kind)).ShouldContain(("samples/sample01/analysis/other", "folder of an analysis"));
        items.ShouldAllBe(item => item.State == TrashState.Held && item.By == null && item.Size > 0);
    }

    [Fact(Timeout = 300_000)]
    public async Task With_a_database_that_is_not_the_folders_nothing_is_moved()
    {
        foreach (var number in Enumerable.Range(0, 20))
        {
            Directory.CreateDirectory(_host.Data.Sample($"sample{number}"));
        }

        await _host.Get<Virtool.Jobs.Repair.LostFolders>().MoveAsync(Cancellation);

        Directory.GetDirectories(Path.Combine(_host.Data.Root, "samples")).Length.ShouldBe(20);
        _host.Host.Log.Lines.ShouldContain(line => line.Contains("20 of 20 folders in the data folder have no document in samples", StringComparison.Ordinal));
    }

    private Task<IReadOnlyList<TrashItem>> TrashAsync() => _host.All<TrashItem>().FindAsync(Virtool.Data.Queries.Filter.All, Cancellation);

    private static Analysis AnalysisOf(string sampleId, string id, AnalysisState state) => new()
    {
        Id = id,
        Workflow = AnalysisService.Pathoscope,
        State = state,
        Sample = new Link(sampleId, sampleId),
        Reference = new Link("reference", ""),
        Index = new IndexLink("index", 0),
        User = WorkflowsHost.User,
        JobId = "job00001",
    };
}
