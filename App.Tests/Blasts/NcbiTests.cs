using Microsoft.AspNetCore.Http;
using Shouldly;
using Virtool.Domain.Analyses;
using Virtool.Domain.Blasts;
using Virtool.Domain.Rights;
using Xunit;

namespace Virtool.App.Tests.Blasts;

public sealed class NcbiTests : IAsyncLifetime
{
    private BlastHost _host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await BlastHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_contig_is_sent_asked_after_ever_less_often_and_its_report_kept()
    {
        _host.Ncbi.Status = _ => _host.Ncbi.Checks() < 3 ? "WAITING" : "READY";
        var asked = await _host.Service.StartAsync(BlastHost.Nina, BlastHost.AnalysisId, 0, cancellation: Cancellation);
        (asked.State, asked.Rid, asked.Local, asked.User.Name).ShouldBe((BlastState.Waiting, null, false, "nina"));
        var queue = _host.Queue();
        (await queue.StepAsync(Cancellation)).ShouldBe(TimeSpan.FromSeconds(3));
        var sent = await _host.BlastAsync();
        (sent.Rid, sent.Interval, sent.NextCheckAt).ShouldBe(("RID0001", 3, _host.Time.GetUtcNow().AddSeconds(3)));
        _host.Service.PageOf(sent)!.ToString().ShouldEndWith("/Blast.cgi?CMD=Get&RID=RID0001");
        _host.Ncbi.Sent.ShouldBe(["ACGTAC"]);
        _host.Ncbi.Requests[0].Query.ShouldStartWith("?CMD=Put&DATABASE=nr&PROGRAM=blastn&MEGABLAST=on&HITLIST_SIZE=5&FILTER=mL&FORMAT_TYPE=JSON2");

        await queue.StepAsync(Cancellation);
        _host.Ncbi.Checks().ShouldBe(0, "it is not time");
        foreach (var pause in new[] { 8, 13 })
        {
            _host.Time.Advance((await _host.BlastAsync()).NextCheckAt!.Value - _host.Time.GetUtcNow());
            (await queue.StepAsync(Cancellation)).ShouldBe(TimeSpan.FromSeconds(pause));
            (await _host.BlastAsync()).Interval.ShouldBe(pause);
        }

        _host.Time.Advance(TimeSpan.FromSeconds(13));
        await queue.StepAsync(Cancellation);
        var ready = await _host.BlastAsync();
        (ready.State, ready.Program, ready.Target, ready.NextCheckAt, ready.FinishedAt).ShouldBe((BlastState.Ready, "BLASTN 2.16.0+", "nt", null, _host.Time.GetUtcNow()));
        ready.Hits.ShouldBe(
        [
            new BlastHit("NC_005266", 12809, "Raspberry ringspot virus RNA1, complete genome", "Raspberry ringspot virus", 1100, 1200, 3, 1e-120, 2010.5, 1088, 7935),
            new BlastHit("KX000001", 12809, "Uncultured virus clone 7", "No name", 900, 1200, 3, 1e-120, 2010.5, 1088, 7935),
        ]);
        _host.Ncbi.Requests.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Many_contigs_are_searched_for_one_after_another_and_one_without_hits_is_ready_too()
    {
        _host.Ncbi.Report = BlastText.Report(found: false);
        _host.Ncbi.Status = rid => _host.Ncbi.Checks(rid) < 2 ? "WAITING" : "READY";
        (await _host.Service.StartAsync(BlastHost.Nina, BlastHost.AnalysisId, [2, 0, 1], cancellation: Cancellation)).Count.ShouldBe(3);
        _host.Begin();
        foreach (var contig in new[] { 0, 1, 2 })
        {
            (await _host.UntilAsync(contig, blast => blast.State == BlastState.Ready)).Hits.ShouldBeEmpty();
        }

        _host.Ncbi.Sent.ShouldBe(["ACGTAC", "GGGTTT", "CCCAAA"]);
        var asked = _host.Ncbi.Requests.Select(request => request.Query).ToList();
        asked.FindLastIndex(query => query.Contains("RID0001", StringComparison.Ordinal)).ShouldBeLessThan(asked.FindIndex(query => query.Contains("RID0002", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("FAILED", "NCBI could not do this search (its number RID0001)")]
    [InlineData("UNKNOWN", "NCBI does not know this search any more (its number RID0001)")]
    [InlineData("", "it does not say how the search stands")]
    public async Task A_search_that_does_not_work_says_why_and_is_asked_for_again(string status, string why)
    {
        _host.Ncbi.Status = rid => rid == "RID0001" ? status : "READY";
        await _host.Service.StartAsync(BlastHost.Nina, BlastHost.AnalysisId, 1, cancellation: Cancellation);
        await Should.ThrowAsync<RefusedException>(() => _host.Service.RetryAsync(BlastHost.Nina, BlastHost.AnalysisId, 1, Cancellation));
        _host.Begin();
        var failed = await _host.UntilAsync(1, blast => blast.State == BlastState.Failed);
        failed.Error.ShouldNotBeNull().ShouldContain(why);
        (await _host.Service.RetryAsync(BlastHost.Nina, BlastHost.AnalysisId, 1, Cancellation)).ShouldSatisfyAllConditions(
            blast => blast.State.ShouldBe(BlastState.Waiting), blast => blast.Error.ShouldBeNull(), blast => blast.Rid.ShouldBeNull());
        (await _host.UntilAsync(1, blast => blast.State == BlastState.Ready)).Rid.ShouldBe("RID0002");
    }

    [Fact]
    public async Task What_ncbi_does_not_take_fails_with_its_words()
    {
        _host.Ncbi.Refusal = "Query contains no sequence data &amp; nothing else. ";
        await _host.Service.StartAsync(BlastHost.Nina, BlastHost.AnalysisId, [0, 1], cancellation: Cancellation);
        _host.Begin();
        (await _host.UntilAsync(0, blast => blast.State == BlastState.Failed)).Error.ShouldNotBeNull().ShouldContain("Query contains no sequence data & nothing else.");
        await _host.UntilAsync(1, blast => blast.State == BlastState.Failed);
    }

    [Fact]
    public async Task Trouble_on_the_way_is_told_and_passes_by_itself()
    {
        _host.Ncbi.Trouble = context =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.FromResult(true);
        };
        await _host.Service.StartAsync(BlastHost.Nina, BlastHost.AnalysisId, 0, cancellation: Cancellation);
        var queue = _host.Queue();
        var first = await queue.StepAsync(Cancellation);
        var waiting = await _host.BlastAsync();
        (waiting.State, waiting.Failures, first).ShouldBe((BlastState.Waiting, 1, TimeSpan.FromSeconds(15)));
        waiting.Trouble.ShouldNotBeNull().ShouldContain("NCBI failed (it answered 503)");
        _host.Time.Advance(first);
        (await queue.StepAsync(Cancellation)).ShouldBe(TimeSpan.FromSeconds(30));
        _host.Ncbi.Trouble = null;
        _host.Time.Advance(TimeSpan.FromSeconds(30));
        await queue.StepAsync(Cancellation);
        (await _host.BlastAsync()).ShouldSatisfyAllConditions(blast => blast.Rid.ShouldBe("RID0001"), blast => blast.Trouble.ShouldBeNull(), blast => blast.Failures.ShouldBe(0));
    }

    [Fact]
    public async Task A_server_that_begins_goes_on_with_what_was_sent_and_gives_up_what_takes_a_day()
    {
        _host.Ncbi.Status = rid => rid == "RID0001" ? "WAITING" : "READY";
        await _host.Service.StartAsync(BlastHost.Nina, BlastHost.AnalysisId, [0, 1], cancellation: Cancellation);
        await _host.Queue().StepAsync(Cancellation);
        _host.Begin();
        await _host.UntilAsync(0, blast => blast.LastCheckedAt is not null);
        _host.Ncbi.Sent.ShouldBe(["ACGTAC"], "it is not sent again");
        (await _host.UntilAsync(1, blast => blast.State == BlastState.Ready)).SentAt!.Value.ShouldBeGreaterThan((await _host.BlastAsync()).SentAt!.Value.AddMinutes(4.9));
        _host.Time.Advance(TimeSpan.FromHours(25));
        (await _host.UntilAsync(0, blast => blast.State == BlastState.Failed)).Error.ShouldNotBeNull().ShouldContain("within 24 hours");
    }

    [Fact]
    public async Task One_that_is_cancelled_stays_so_and_what_comes_of_it_later_is_dropped()
    {
        _host.Ncbi.Status = _ => "WAITING";
        await _host.Service.StartAsync(BlastHost.Nina, BlastHost.AnalysisId, 0, cancellation: Cancellation);
        var queue = _host.Queue();
        await queue.StepAsync(Cancellation);
        _host.Ncbi.Trouble = async context =>
        {
            if (context.Request.Query["FORMAT_OBJECT"] == "Alignment")
            {
                await _host.Service.CancelAsync(BlastHost.Nina, BlastHost.AnalysisId, 0, Cancellation);
            }

            return false;
        };
        _host.Ncbi.Status = _ => "READY";
        _host.Time.Advance(TimeSpan.FromSeconds(3));
        await queue.StepAsync(Cancellation);
        var cancelled = await _host.BlastAsync();
        (cancelled.State, cancelled.Hits.Count, cancelled.NextCheckAt).ShouldBe((BlastState.Cancelled, 0, null));
        await Should.ThrowAsync<RefusedException>(() => _host.Service.CancelAsync(BlastHost.Nina, BlastHost.AnalysisId, 0, Cancellation));
        (await queue.StepAsync(Cancellation)).ShouldBe(TimeSpan.FromMinutes(10), "there is nothing to do");
    }

    [Fact]
    public async Task Who_may_not_change_the_sample_sends_nothing_and_only_contigs_are_searched_for()
    {
        await Should.ThrowAsync<NotPermittedException>(() => _host.Service.StartAsync(BlastHost.Sven, BlastHost.AnalysisId, 0, cancellation: Cancellation));
        await Should.ThrowAsync<NotFoundException>(() => _host.Service.StartAsync(BlastHost.Nina, "nothing0", 0, cancellation: Cancellation));
        await Should.ThrowAsync<NotFoundException>(() => _host.Service.StartAsync(BlastHost.Nina, BlastHost.AnalysisId, [0, 7], cancellation: Cancellation));
        await Should.ThrowAsync<BadRequestException>(() => _host.Service.StartAsync(BlastHost.Nina, BlastHost.AnalysisId, [], cancellation: Cancellation));
        await Should.ThrowAsync<BadRequestException>(() => _host.Service.StartAsync(BlastHost.Nina, BlastHost.AnalysisId, 0, local: true, cancellation: Cancellation));
        await Should.ThrowAsync<NotFoundException>(() => _host.Service.CancelAsync(BlastHost.Nina, BlastHost.AnalysisId, 0, Cancellation));
        foreach (var change in new Func<Analysis, Analysis>[] { one => one with { Workflow = "pathoscope" }, one => one with { Workflow = AnalysisService.Nuvs, State = AnalysisState.Pending } })
        {
            await _host.All<Analysis>().UpdateAsync(BlastHost.AnalysisId, change, Cancellation);
            if ((await _host.All<Analysis>().GetAsync(BlastHost.AnalysisId, Cancellation))!.State == AnalysisState.Pending)
            {
                await _host.All<Virtool.Domain.Analyses.Contigs.NuvsResult>().DeleteAsync(BlastHost.AnalysisId, Cancellation);
            }

            await Should.ThrowAsync<RefusedException>(() => _host.Service.StartAsync(BlastHost.Nina, BlastHost.AnalysisId, 0, cancellation: Cancellation));
        }

        (await _host.All<Blast>().CountAsync(cancellation: Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task A_contig_that_is_searched_for_already_is_not_sent_twice()
    {
        var first = await _host.Service.StartAsync(BlastHost.Nina, BlastHost.AnalysisId, 0, cancellation: Cancellation);
        _host.Time.Advance(TimeSpan.FromSeconds(1));
        var both = await _host.Service.StartAsync(BlastHost.Nina, BlastHost.AnalysisId, [0, 1], cancellation: Cancellation);
        both[0].CreatedAt.ShouldBe(first.CreatedAt);
        _host.Begin();
        await _host.UntilAsync(1, blast => blast.State == BlastState.Ready);
        _host.Ncbi.Sent.ShouldBe(["ACGTAC", "GGGTTT"]);
    }
}
