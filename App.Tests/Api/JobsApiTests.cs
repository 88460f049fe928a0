using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Components;
using Virtool.Data.Collections;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Jobs.Logs;
using Xunit;

namespace Virtool.App.Tests.Api;

public sealed class JobsApiTests : IAsyncLifetime
{
    private readonly ServerFactory _server = new();
    private HttpClient _member = null!;
    private HttpClient _administrator = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Collection<Job> Jobs => _server.Services.GetRequiredService<Collection<Job>>();

    public async ValueTask InitializeAsync()
    {
        _member = await _server.SignInAsync("ann", administrator: false, Cancellation);
        _administrator = await _server.SignInAsync("root", administrator: true, Cancellation);
        await AddAsync("complete", JobState.Complete);
        await AddAsync("failed00", JobState.Error, job => job with { Retryable = true, Error = new JobError("out_of_memory", "It ran out of its 4 GB.", [], 8) });
        await AddAsync("taken000", JobState.Error);
        await AddAsync("cancel00", JobState.Cancelled, job => job with { Task = "build_index", User = new Link("bob00000", "bob") });
    }

    public async ValueTask DisposeAsync()
    {
        _member.Dispose();
        _administrator.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task The_list_is_narrowed()
    {
        foreach (var (query, found) in new[]
        {
            ("state=complete", 1),
            ("state=error,cancelled", 3),
            ("task=build_index", 1),
            ("user=bob", 1),
            ("user=bob00000", 1),
            ("user=nina&state=error", 2),
            ("user=nobody", 0),
        })
        {
            var page = await BodyAsync(await SendAsync(_member, HttpMethod.Get, $"/api/jobs?{query}"));
            page["found_count"]!.GetValue<int>().ShouldBe(found, query);
            page["total_count"]!.GetValue<int>().ShouldBe(4);
        }
    }

    [Fact]
    public async Task What_cannot_be_asked_for_is_named()
    {
        foreach (var (method, address, field) in new[] { (HttpMethod.Get, "/api/jobs?state=asleep", "state"), (HttpMethod.Delete, "/api/jobs?filter=running", "filter") })
        {
            var answer = await SendAsync(_administrator, method, address);
            answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, address);
            (await BodyAsync(answer))["errors"]![field].ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task A_job_says_what_it_took_and_whether_it_can_be_started_again()
    {
        await Jobs.UpdateAsync(
            "failed00",
            job => job with { TimeLimit = 12, Priority = 3, Steps = [new JobStep("map_isolates", "Map to isolates", Made.Now, Made.Now, 137, null, 12.5, 1 << 30)] },
            Cancellation);
        var job = await BodyAsync(await SendAsync(_member, HttpMethod.Get, "/api/jobs/failed00"));
        job["retryable"]!.GetValue<bool>().ShouldBeTrue();
        job["priority"]!.GetValue<int>().ShouldBe(3);
        job["time_limit"]!.GetValue<double>().ShouldBe(12);
        job["expected_at"].ShouldBeNull();
        job["error"]!["offered_mem"]!.GetValue<int>().ShouldBe(8);
        job["steps"]![0]!["cpu_seconds"]!.GetValue<double>().ShouldBe(12.5);
        job["steps"]![0]!["peak_memory"]!.GetValue<long>().ShouldBe(1 << 30);
    }

    [Fact]
    public async Task Retrying_takes_the_permission_and_a_job_that_can_be_started_again()
    {
        (await SendAsync(_member, HttpMethod.Put, "/api/jobs/failed00/retry")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await SendAsync(_administrator, HttpMethod.Put, "/api/jobs/complete/retry")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await SendAsync(_administrator, HttpMethod.Put, "/api/jobs/taken000/retry")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await SendAsync(_administrator, HttpMethod.Put, "/api/jobs/nothing0/retry")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await SendAsync(_administrator, HttpMethod.Put, "/api/jobs/failed00/retry", """{"mem":0}""")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await SendAsync(_administrator, HttpMethod.Put, "/api/jobs/failed00/retry", """{"mem":"much"}""")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

        var answer = await SendAsync(_administrator, HttpMethod.Put, "/api/jobs/failed00/retry", """{"mem":1}""");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var job = await BodyAsync(answer);
        job["state"]!.GetValue<string>().ShouldBe("waiting");
        job["wanted_mem"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task The_priority_is_an_administrators_to_change_and_only_of_a_job_that_waits()
    {
        (await SendAsync(_member, HttpMethod.Patch, "/api/jobs/complete", """{"priority":1}""")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await SendAsync(_administrator, HttpMethod.Patch, "/api/jobs/complete", """{"priority":1}""")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await SendAsync(_administrator, HttpMethod.Patch, "/api/jobs/complete", """{"priority":11}""")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await SendAsync(_administrator, HttpMethod.Patch, "/api/jobs/complete", "{}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_job_is_removed_when_it_is_over()
    {
        await AddAsync("cleanup0", JobState.Error, job => job with { Task = "nobody_knows_it", CleanUpDue = true, Fence = long.MaxValue });
        (await SendAsync(_member, HttpMethod.Delete, "/api/jobs/complete")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await SendAsync(_administrator, HttpMethod.Delete, "/api/jobs/cleanup0")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await SendAsync(_administrator, HttpMethod.Delete, "/api/jobs/complete")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await SendAsync(_administrator, HttpMethod.Delete, "/api/jobs/complete")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("?filter=complete", new[] { "complete" })]
    [InlineData("?filter=failed", new[] { "cancel00", "failed00", "taken000" })]
    [InlineData("?filter=finished", new[] { "cancel00", "complete", "failed00", "taken000" })]
    [InlineData("", new[] { "cancel00", "complete", "failed00", "taken000" })]
    public async Task What_is_over_is_cleared_by_kind(string query, string[] removed)
    {
        (await SendAsync(_member, HttpMethod.Delete, $"/api/jobs{query}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var answer = await BodyAsync(await SendAsync(_administrator, HttpMethod.Delete, $"/api/jobs{query}"));
        answer["removed"]!.AsArray().Select(id => id!.GetValue<string>()).ShouldBe(removed, ignoreOrder: true);
        (await Jobs.FindAsync(Virtool.Data.Queries.Filter.All, Cancellation)).Count.ShouldBe(4 - removed.Length);
    }

    [Fact]
    public async Task The_log_is_downloaded_whole_or_one_step_of_it()
    {
        var log = _server.Services.GetRequiredService<JobLog>();
        await log.WriteAsync("complete", 1, "map_isolates", "$ bowtie2", Cancellation);
        await log.WriteAsync("complete", 2, "pathoscope", "49 % match", Cancellation);
        var whole = await SendAsync(_member, HttpMethod.Get, "/api/jobs/complete/log");
        whole.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        whole.Content.Headers.ContentDisposition!.FileName.ShouldBe("job-complete.log");
        (await whole.Content.ReadAsStringAsync(Cancellation)).ShouldBe("== 1. map_isolates\n$ bowtie2\n== 2. pathoscope\n49 % match\n");
        (await (await SendAsync(_member, HttpMethod.Get, "/api/jobs/complete/log?step=pathoscope")).Content.ReadAsStringAsync(Cancellation)).ShouldBe("49 % match\n");
        (await SendAsync(_member, HttpMethod.Get, "/api/jobs/complete/log?step=../../keys")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await SendAsync(_member, HttpMethod.Get, "/api/jobs/failed00/log")).Content.ReadAsStringAsync(Cancellation)).ShouldBeEmpty();
    }

    private Task AddAsync(string id, JobState state, Func<Job, Job>? change = null) =>
        Jobs.InsertAsync((change ?? (job => job))(Made.Job(state) with { Id = id, Readers = Virtool.Domain.Rights.RightsRules.Everyone }), Cancellation);

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, HttpMethod method, string address, string? body = null)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        return await client.SendAsync(request, Cancellation);
    }

    private static async Task<JsonNode> BodyAsync(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;
}
