using Shouldly;
using Virtool.Domain.Analyses;
using Virtool.Domain.Indexes;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Jobs.Tasks;
using Xunit;

namespace Virtool.App.Tests.References;

/// <summary>What goes with a reference, and what stays; alike on every engine.</summary>
public abstract class ReferenceRemovalContract
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected abstract Task<ReferencesHost> StartAsync();

    [Fact]
    public async Task A_reference_is_removed_with_its_indexes_and_results_stay()
    {
        await using var host = await StartAsync();
        var reference = await BuiltAsync(host);
        await host.All<Analysis>().InsertAsync(Made(reference, AnalysisState.Ready), Cancellation);
        await host.All<AnalysisResult>().InsertAsync(new AnalysisResult { Id = "analysis", Otus = [new HitOtu("c93ec9a9", "Abaca bunchy top virus", "ABTV", 0, [])] }, Cancellation);

        var task = await host.Get<ReferenceTasks>().RemoveAsync(ReferencesHost.Nina, reference.Id, Cancellation);
        var marked = (await host.All<Reference>().GetAsync(reference.Id, Cancellation))!;
        (marked.TaskId, marked.LatestIndex).ShouldBe((task.Id, null));
        await Should.ThrowAsync<RefusedException>(() => host.Get<ReferenceTasks>().RemoveAsync(ReferencesHost.Nina, reference.Id, Cancellation));
        await host.RunAsync(task);
        await host.RunAsync(task);

        (await host.CountAsync()).ShouldBe(0);
        (await host.AllAsync<ReferenceIndex>()).ShouldBeEmpty();
        (await host.AllAsync<IndexManifest>()).ShouldBeEmpty();
        Directory.Exists(Path.GetDirectoryName(host.Files.Index(reference.Id, "index001"))).ShouldBeFalse();
        (await host.AllAsync<AnalysisResult>()).ShouldHaveSingleItem().Otus.ShouldHaveSingleItem().Name.ShouldBe("Abaca bunchy top virus");
        (await host.AllAsync<Analysis>()).ShouldHaveSingleItem().Reference.Name.ShouldBe("Two viruses");
    }

    [Fact]
    public async Task What_an_analysis_that_goes_on_uses_is_not_removed()
    {
        await using var host = await StartAsync();
        var reference = await BuiltAsync(host);
        var tasks = host.Get<ReferenceTasks>();
        var task = await tasks.RemoveAsync(ReferencesHost.Nina, reference.Id, Cancellation);
        await host.All<Analysis>().InsertAsync(Made(reference, AnalysisState.Pending), Cancellation);

        (await Should.ThrowAsync<TaskFailedException>(() => host.RunAsync(task))).Message.ShouldContain("One analysis with Two viruses");

        var kept = (await host.All<Reference>().GetAsync(reference.Id, Cancellation))!;
        (kept.TaskId, kept.Ready, kept.LatestIndex).ShouldBe((null, true, new IndexLink("index001", 3)));
        (await host.VirusesAsync(reference.Id)).Count.ShouldBe(2);
        await Should.ThrowAsync<RefusedException>(() => tasks.RemoveAsync(ReferencesHost.Nina, reference.Id, Cancellation));
    }

    [Fact]
    public async Task Who_may_not_remove_it_is_refused()
    {
        await using var host = await StartAsync();
        var reference = await host.ImportAsync(ReferenceText.Small);
        var colleague = new Viewer("user0003", "cora", Administrator: false, new HashSet<Permission> { Permission.CreateRef });

        await Should.ThrowAsync<NotPermittedException>(() => host.Get<ReferenceTasks>().RemoveAsync(colleague, reference.Id, Cancellation));
        await Should.ThrowAsync<NotPermittedException>(() => host.Get<ReferenceService>().EditAsync(colleague, reference.Id, new ReferenceEdit { Name = "Mine" }, Cancellation));
        await Should.ThrowAsync<NotPermittedException>(() => host.Get<ReferenceService>().ArchiveAsync(colleague, reference.Id, true, Cancellation));
    }

    [Fact]
    public async Task What_is_in_the_archive_is_read_and_not_changed()
    {
        await using var host = await StartAsync();
        var reference = await host.ImportAsync(ReferenceText.Small);
        var service = host.Get<ReferenceService>();

        (await service.ArchiveAsync(ReferencesHost.Nina, reference.Id, true, Cancellation)).Archived.ShouldBeTrue();

        await Should.ThrowAsync<RefusedException>(() => service.EditAsync(ReferencesHost.Nina, reference.Id, new ReferenceEdit { Name = "Other" }, Cancellation));
        (await host.ExportAsync(reference.Id, ExportScope.Unbuilt)).ShouldNotBeEmpty();
        await service.ArchiveAsync(ReferencesHost.Nina, reference.Id, false, Cancellation);
        (await service.EditAsync(ReferencesHost.Nina, reference.Id, new ReferenceEdit { Name = "Other" }, Cancellation)).Search.ShouldContain("other");
    }

    [Fact]
    public async Task A_new_name_is_that_of_its_analyses_and_indexes_too()
    {
        await using var host = await StartAsync();
        var reference = await BuiltAsync(host);
        await host.All<Analysis>().InsertAsync(Made(reference, AnalysisState.Ready), Cancellation);

        await host.Get<ReferenceService>().EditAsync(ReferencesHost.Nina, reference.Id, new ReferenceEdit { Name = " Plants " }, Cancellation);

        (await host.AllAsync<Analysis>()).ShouldHaveSingleItem().Reference.Name.ShouldBe("Plants");
        (await host.AllAsync<ReferenceIndex>()).ShouldHaveSingleItem().Reference.Name.ShouldBe("Plants");
    }

    private static async Task<Reference> BuiltAsync(ReferencesHost host)
    {
        var reference = await host.ImportAsync(ReferenceText.Small);
        await host.All<ReferenceIndex>().InsertAsync(
            new ReferenceIndex { Id = "index001", Version = 3, Reference = new(reference.Id, reference.Name), User = reference.User, JobId = "job00001", Ready = true }, Cancellation);
        await host.All<IndexManifest>().InsertAsync(new IndexManifest { Id = "index001", ReferenceId = reference.Id }, Cancellation);
        Directory.CreateDirectory(host.Files.Index(reference.Id, "index001"));
        await File.WriteAllTextAsync(Path.Combine(host.Files.Index(reference.Id, "index001"), "reference.1.bt2"), "index", Cancellation);
        return (await host.All<Reference>().UpdateAsync(reference.Id, now => now with { LatestIndex = new IndexLink("index001", 3) }, Cancellation))!;
    }

    private static Analysis Made(Reference reference, AnalysisState state) => new()
    {
        Id = "analysis",
        Workflow = AnalysisService.Pathoscope,
        State = state,
        Sample = new("sample01", "VT-1"),
        Reference = new(reference.Id, reference.Name),
        Index = new IndexLink("index001", 3),
        User = reference.User,
        JobId = "job00001",
    };
}
