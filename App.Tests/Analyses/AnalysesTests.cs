using FluentValidation;
using Shouldly;
using Virtool.App.Tests.Components;
using Virtool.App.Tests.Data;
using Virtool.App.Tests.Workflows;
using Virtool.Data.Documents;
using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Comparing;
using Virtool.Domain.Analyses.Crosstalk;
using Virtool.Domain.Analyses.Judging;
using Virtool.Domain.Analyses.Verdicts;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Trash;
using Xunit;

namespace Virtool.App.Tests.Analyses;

/// <summary>What is done with analyses, and made of them, on a real store.</summary>
public sealed class AnalysesTests : IAsyncLifetime
{
    private static readonly Viewer Nina = new(Made.Nina.Id, Made.Nina.Name, Administrator: false, new HashSet<Permission>());
    private static readonly Viewer Reader = Nina with { UserId = "reader01", Handle = "rita" };

    private readonly TemporaryFolder _folder = new();
    private readonly WorkflowsHost _host;

    public AnalysesTests() => _host = new WorkflowsHost(_folder.Path);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _host.Host.PrepareAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Versions_of_the_rule_follow_each_other_and_only_administrators_add_them()
    {
        var rules = _host.Get<TrustRuleService>();
        (await rules.NewestAsync(Cancellation)).ShouldBe(TrustRule.First);
        await Should.ThrowAsync<NotPermittedException>(() => rules.AddAsync(Nina, new TrustRuleDraft(LeastReads: 5), Cancellation));
        await Should.ThrowAsync<ValidationException>(() => rules.AddAsync(Viewer.Server, new TrustRuleDraft(LeastReads: 50), Cancellation));

        await Task.WhenAll(Enumerable.Range(4, 5).Select(reads => rules.AddAsync(Viewer.Server, new TrustRuleDraft(LeastReads: reads), Cancellation)));
        var last = await rules.AddAsync(Viewer.Server, new TrustRuleDraft(StrongReads: 20, Note: " stricter "), Cancellation);

        (last.Version, last.StrongReads, last.Note, last.User!.Name).ShouldBe((7, 20, "stricter", "server"));
        (await rules.AllAsync(Cancellation)).Select(rule => rule.Version).ShouldBe([7, 6, 5, 4, 3, 2, 1]);
        (await rules.GetAsync(1, Cancellation)).LeastReads.ShouldBe(3);
        await Should.ThrowAsync<NotFoundException>(() => rules.GetAsync(8, Cancellation));
    }

    [Fact]
    public async Task Verdicts_are_kept_and_the_last_one_holds()
    {
        await PutAsync(Made.Sample(), Made.Analysis(), Found("dwv", 100));
        var verdicts = _host.Get<VerdictService>();

        await verdicts.GiveAsync(Nina, "analysis", "dwv", VerdictValue.Inconclusive, cancellation: Cancellation);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(number => verdicts.GiveAsync(Nina, "analysis", "dwv", VerdictValue.Rejected, $"note {number}", Cancellation)));
        var given = await verdicts.GiveAsync(Nina, "analysis", "dwv", VerdictValue.Confirmed, " sequenced again ", Cancellation);

        given.Verdicts.Count.ShouldBe(6);
        (given.Of("dwv")!.Value, given.Of("dwv")!.Note, given.Of("dwv")!.User.Name).ShouldBe((VerdictValue.Confirmed, "sequenced again", "nina"));
        given.HistoryOf("dwv").Last().Value.ShouldBe(VerdictValue.Inconclusive);
        await Should.ThrowAsync<BadRequestException>(() => verdicts.GiveAsync(Nina, "analysis", "other", VerdictValue.Confirmed, cancellation: Cancellation));
        await Should.ThrowAsync<NotPermittedException>(() => verdicts.GiveAsync(Reader, "analysis", "dwv", VerdictValue.Confirmed, cancellation: Cancellation));
        await Should.ThrowAsync<ValidationException>(() => verdicts.GiveAsync(Nina, "analysis", new VerdictDraft("dwv", null), Cancellation));
        await Should.ThrowAsync<ValidationException>(() => verdicts.GiveAsync(Nina, "analysis", "dwv", VerdictValue.Confirmed, new string('x', 1001), Cancellation));
    }

    [Fact]
    public async Task How_many_jobs_would_be_started_is_known_before_they_are()
    {
        await PutAsync(Made.Sample("one"));
        await PutAsync(Made.Sample("two") with { State = SampleState.Failed });
        await PutAsync(Made.Sample("three") with { User = new Link("someone1", "someone") });
        await PutAsync(Reference("built", built: true), Reference("unbuilt", built: false));
        var starter = _host.Get<AnalysisStarter>();
        var start = new AnalysisStart(["one", "two", "three", "one"], ["built", "unbuilt"]);

        var plan = await starter.PlanAsync(Nina, start, Cancellation);
        var started = await starter.StartAsync(Nina, start, Cancellation);

        (plan.JobCount, plan.Pairs.Count).ShouldBe((1, 6));
        plan.Refused.ShouldContain(pair => pair.Sample.Id == "two" && pair.Obstacle!.Contains("could not be made"));
        plan.Refused.ShouldContain(pair => pair.Sample.Id == "three" && pair.Obstacle!.Contains("not change it"));
        plan.Refused.ShouldContain(pair => pair.Sample.Id == "one" && pair.Obstacle!.Contains("Build one"));
        started.Analyses.ShouldHaveSingleItem().Sample.Id.ShouldBe("one");
        started.Refused.Count.ShouldBe(5);
        (await _host.AllAsync<Analysis>()).Count.ShouldBe(1);
        await Should.ThrowAsync<NotPermittedException>(() => starter.StartAsync(Nina, start with { SampleIds = ["three"] }, Cancellation));
        await Should.ThrowAsync<RefusedException>(() => starter.StartAsync(Nina, start with { SampleIds = ["two"] }, Cancellation));
        await Should.ThrowAsync<NotFoundException>(() => starter.PlanAsync(Nina, start with { SampleIds = ["none"] }, Cancellation));
        await Should.ThrowAsync<ValidationException>(() => starter.PlanAsync(Nina, start with { ReferenceIds = [] }, Cancellation));
    }

    [Fact]
    public async Task An_analysis_is_made_again_with_the_same_choices_and_the_newest_index()
    {
        await PutAsync(Made.Sample() with { ReadsVersion = 2 }, Made.Analysis() with { MapsWholeLibrary = true, Subtractions = [new Link("host0001", "Host")] }, Found("dwv", 100));
        await PutAsync(Reference("referenc", built: true));
        await PutAsync(new Virtool.Domain.Subtractions.Subtraction { Id = "host0001", Name = "Host", Ready = true, File = new Link("f", "f"), User = Made.Nina, JobId = "j" });
        var starter = _host.Get<AnalysisStarter>();

        var again = await starter.AgainAsync(Nina, "analysis", Cancellation);

        (again.RerunOf, again.Index.Version, again.ReadsVersion, again.MapsWholeLibrary, again.Subtractions.Single().Id).ShouldBe(("analysis", 7, 2, true, "host0001"));
        await Should.ThrowAsync<RefusedException>(() => starter.AgainAsync(Nina, again.Id, Cancellation));
        await Should.ThrowAsync<NotPermittedException>(() => starter.AgainAsync(Reader, "analysis", Cancellation));
    }

    [Fact]
    public async Task A_removed_analysis_can_be_brought_back_with_all_that_was_found()
    {
        await PutAsync(Made.Sample() with { Pathoscope = AnalysisTag.Ready }, Made.Analysis(), Found("dwv", 100));
        await PutAsync(Made.Result());
        await PutAsync(Made.Analysis(AnalysisState.Pending) with { Id = "pending0" });
        await _host.Get<VerdictService>().GiveAsync(Nina, "analysis", "dwv", VerdictValue.Confirmed, cancellation: Cancellation);
        var folder = _host.Data.Analysis("sample01", "analysis");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, AnalysisFiles.Depth), "{}", Cancellation);
        var removal = _host.Get<AnalysisRemoval>();

        await Should.ThrowAsync<RefusedException>(() => removal.RemoveAsync(Nina, "pending0", Cancellation));
        await Should.ThrowAsync<NotPermittedException>(() => removal.RemoveAsync(Reader, "analysis", Cancellation));
        await removal.RemoveAsync(Nina, "analysis", Cancellation);

        (await _host.AllAsync<AnalysisResult>()).ShouldBeEmpty();
        (await _host.AllAsync<AnalysisViruses>()).ShouldBeEmpty();
        (await _host.AllAsync<AnalysisVerdicts>()).ShouldBeEmpty();
        Directory.Exists(folder).ShouldBeFalse();
        (await _host.ReadAsync<Sample>("sample01")).Pathoscope.ShouldBe(AnalysisTag.InProgress);
        var item = (await _host.AllAsync<TrashItem>()).ShouldHaveSingleItem();
        await _host.Get<TrashService>().RestoreAsync(Viewer.Server, item.Id, Cancellation);
        File.Exists(Path.Combine(folder, AnalysisFiles.Depth)).ShouldBeTrue();
        (await _host.ReadAsync<AnalysisResult>("analysis")).Hits.Count.ShouldBe(5);
        (await _host.ReadAsync<AnalysisVerdicts>("analysis")).Of("dwv")!.Value.ShouldBe(VerdictValue.Confirmed);
    }

    [Fact]
    public async Task An_analysis_that_comes_back_is_seen_by_who_may_see_its_sample_then_and_is_counted_again()
    {
        await PutAsync(Made.Sample() with { Readers = [Principals.Everyone], Access = [new Access(Principals.Everyone, [Right.Read])], Pathoscope = AnalysisTag.Ready });
        await PutAsync(Made.Analysis() with { Readers = [Principals.Everyone] });
        await PutAsync(Made.Job() with { Readers = [Principals.Everyone] });
        var folder = _host.Data.Analysis("sample01", "analysis");
        Directory.CreateDirectory(folder);
        await _host.Get<AnalysisRemoval>().RemoveAsync(Nina, "analysis", Cancellation);
        var item = (await _host.AllAsync<TrashItem>()).ShouldHaveSingleItem();
        (await _host.ReadAsync<Job>("job00001")).Readers.ShouldBe(item.Readers, "the job names the sample, whose rights do not reach it now");
        item.Readers.ShouldNotContain(Principals.Everyone);
        var trash = _host.Get<TrashService>();
        var sample = await _host.Get<SampleAccess>().ChangeAsync(Viewer.Server, "sample01", _ => [], Cancellation);
        sample.Readers.ShouldNotContain(Principals.Everyone);

        await _host.All<Sample>().DeleteAsync(sample.Id, Cancellation);
        (await Should.ThrowAsync<RefusedException>(() => trash.RestoreAsync(Viewer.Server, item.Id, Cancellation))).Message.ShouldContain("Bring the sample back first");
        Directory.Exists(folder).ShouldBeFalse();
        await _host.All<Sample>().InsertAsync(sample with { Revision = 0 }, Cancellation);

        await trash.RestoreAsync(Viewer.Server, item.Id, Cancellation);
        (await _host.ReadAsync<Analysis>("analysis")).Readers.ShouldBe(sample.Readers);
        (await _host.ReadAsync<Job>("job00001")).Readers.ShouldBe(sample.Readers);
        (await _host.ReadAsync<Sample>("sample01")).Pathoscope.ShouldBe(AnalysisTag.Ready);
        Directory.Exists(folder).ShouldBeTrue();
    }

    [Fact]
    public async Task Samples_of_a_run_are_looked_at_together_and_hidden_ones_are_not_named()
    {
        await RunAsync();
        var reports = _host.Get<CrosstalkService>();

        var report = await reports.OfAsync(Nina, await _host.ReadAsync<Analysis>("low"), Cancellation);

        report.SampleCount.ShouldBe(2);
        report.Flags.Select(flag => flag.Kind).ShouldBe([CrosstalkKind.NegativeControl, CrosstalkKind.SpillOver]);
        report.Flags.ShouldContain(flag => flag.Kind == CrosstalkKind.SpillOver && flag.Sample == null);
        (await reports.OfAsync(Viewer.Server, await _host.ReadAsync<Analysis>("low"), Cancellation)).Flags[1].Sample!.Name.ShouldBe("high");
        (await reports.OfAsync(Nina, await _host.ReadAsync<Analysis>("elsewhere"), Cancellation)).Group.ShouldBeNull();
    }

    [Fact]
    public async Task Viruses_stand_against_samples()
    {
        await RunAsync();
        await PutAsync(Made.Sample("bare"));
        await PutAsync(Reference("referenc", built: true));

        var matrix = await _host.Get<MatrixService>().OfAsync(Nina, "referenc", ["bare", "low", "elsewhere", "high", "low"], Cancellation);

        matrix.Columns.Select(column => (column.Sample.Id, column.Analysis?.Id)).ShouldBe([("bare", null), ("low", "low"), ("elsewhere", "elsewhere")]);
        var row = matrix.Rows.ShouldHaveSingleItem();
        row.Cells.Select(cell => cell?.Virus.Reads).ShouldBe([null, 20, 10_000]);
        row.Cells[1]!.ReadsPerMillion.ShouldBe(200);
        row.Cells[1]!.Flags.Count.ShouldBe(2);
        row.Best.ShouldBe(Trust.Strong);
        await Should.ThrowAsync<BadRequestException>(() => _host.Get<MatrixService>().OfAsync(Nina, "referenc", [], Cancellation));
    }

    [Fact]
    public async Task Two_analyses_of_a_sample_are_compared()
    {
        await PutAsync(Made.Sample(), Made.Analysis(), Found("dwv", 100));
        await PutAsync(Made.Analysis() with { Id = "second00", Index = new IndexLink("index002", 4) });
        await PutAsync(Found("dwv", 90) with { Id = "second00", Viruses = [Found("dwv", 90).Viruses[0], Found("vdv", 5).Viruses[0] with { Trust = Trust.Doubtful }] });
        await PutAsync(Made.Analysis() with { Id = "stranger", Sample = new Link("other", "other") });
        var comparisons = _host.Get<ComparisonService>();

        var compared = await comparisons.OfAsync(Nina, "analysis", "second00", Cancellation);

        compared.Differences.ShouldHaveSingleItem().ShouldBe(new Difference("Index", "version 3", "version 4"));
        compared.Viruses.Select(virus => (virus.Second!.OtuId, virus.Differs)).ShouldBe([("dwv", false), ("vdv", true)]);
        await Should.ThrowAsync<BadRequestException>(() => comparisons.OfAsync(Nina, "analysis", "stranger", Cancellation));
        await Should.ThrowAsync<BadRequestException>(() => comparisons.OfAsync(Nina, "analysis", "analysis", Cancellation));
    }

    [Fact]
    public async Task A_result_that_is_too_large_for_a_document_is_read_from_its_file()
    {
        await PutAsync(Made.Sample(), Made.Analysis(), Found("dwv", 100));
        await PutAsync(new AnalysisResult { Id = "analysis", InFile = true });
        var analysis = await _host.ReadAsync<Analysis>("analysis");
        var path = AnalysisFiles.Path(_host.Data, analysis, AnalysisFiles.Hits);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using (var file = File.Create(path))
        {
            var many = Made.Result() with { Hits = [.. Enumerable.Range(0, 10_000).Select(number => Made.Hit($"A{number}", "dwv", "iso1", 1e-4, 1e-4, 0.5))] };
            await AnalysisFiles.WriteHitsAsync(file, many, Cancellation);
        }

        (await _host.Get<AnalysisService>().ResultAsync(analysis, Cancellation))!.Hits.Count.ShouldBe(10_000);
    }

    // A run of a sample with much of a virus, which Nina may not see, one with little of it, and water with a read; and a sample that is of no run.
    private async Task RunAsync()
    {
        await MemberAsync(Made.Sample("high", "high") with { Run = new RunPlace("run1"), User = new Link("someone1", "someone"), Readers = [], Access = [] }, 50_000);
        await MemberAsync(Made.Sample("low", "low") with { Run = new RunPlace("run1") }, 20);
        await MemberAsync(Made.Sample("water", "water") with { Run = new RunPlace("run1"), Control = new SampleControl(ControlKind.Negative) }, 1);
        await MemberAsync(Made.Sample("elsewhere", "elsewhere"), 10_000);
    }

    private async Task MemberAsync(Sample sample, double reads)
    {
        await PutAsync(sample, Made.Analysis() with { Id = sample.Id, Sample = new Link(sample.Id, sample.Name), Readers = sample.Readers }, Found("dwv", reads) with { Id = sample.Id });
    }

    private static AnalysisViruses Found(string otuId, double reads) => new()
    {
        Id = "analysis",
        RuleVersion = 1,
        Viruses = [new FoundVirus(otuId, otuId, otuId) { Reads = reads, Weight = 0.5, Trust = Trust.Strong }],
    };

    private static Reference Reference(string id, bool built) =>
        new() { Id = id, Name = id, User = Made.Nina, Access = Made.Shared, Readers = RightsRules.ReadersOf(Made.Nina, Made.Shared), LatestIndex = built ? new IndexLink("index007", 7) : null };

    private async Task PutAsync(Sample sample, Analysis analysis, AnalysisViruses viruses)
    {
        await PutAsync(sample);
        await PutAsync(analysis);
        await PutAsync(viruses);
    }

    private async Task PutAsync<T>(params T[] documents)
        where T : Document
    {
        foreach (var document in documents)
        {
            await _host.All<T>().InsertAsync(document, Cancellation);
        }
    }
}
