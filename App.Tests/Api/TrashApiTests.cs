using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Domain.Files;
using Virtool.Domain.Questions;
using Virtool.Domain.Rights;
using Xunit;

namespace Virtool.App.Tests.Api;

public sealed class TrashApiTests : IAsyncLifetime
{
    private readonly ServerFactory _server = new();
    private HttpClient _member = null!;
    private HttpClient _administrator = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _member = await _server.SignInAsync("ann", administrator: false, Cancellation);
        _administrator = await _server.SignInAsync("root", administrator: true, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        _member.Dispose();
        _administrator.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_file_is_removed_listed_in_the_trash_brought_back_and_removed_for_good()
    {
        var (file, path) = await FileAsync(reserved: false);
        (await StatusAsync(_member, HttpMethod.Delete, $"/api/files/{file.Id}")).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(_administrator, HttpMethod.Delete, $"/api/files/{file.Id}")).ShouldBe(HttpStatusCode.NoContent);
        (await StatusAsync(_administrator, HttpMethod.Delete, $"/api/files/{file.Id}")).ShouldBe(HttpStatusCode.NotFound);
        File.Exists(path).ShouldBeFalse();

        var item = await TrashedAsync();
        item["name"]!.GetValue<string>().ShouldBe("reads.fq.gz");
        item["by"]!["handle"]!.GetValue<string>().ShouldBe("root");
        item["from"]!.GetValue<string>().ShouldBe($"files/{file.Id}");
        item.AsObject().ContainsKey("documents").ShouldBeFalse();
        var address = $"/api/trash/{item["id"]}";
        (await StatusAsync(_member, HttpMethod.Get, address)).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync(_member, HttpMethod.Put, $"{address}/restore")).ShouldBe(HttpStatusCode.Forbidden);

        (await StatusAsync(_administrator, HttpMethod.Put, $"{address}/restore")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(_administrator, HttpMethod.Put, $"{address}/restore")).ShouldBe(HttpStatusCode.NotFound);
        File.Exists(path).ShouldBeTrue();
        (await StatusAsync(_administrator, HttpMethod.Get, $"/api/files/{file.Id}")).ShouldBe(HttpStatusCode.OK);

        (await StatusAsync(_administrator, HttpMethod.Delete, $"/api/files/{file.Id}")).ShouldBe(HttpStatusCode.NoContent);
        (await StatusAsync(_administrator, HttpMethod.Delete, $"/api/trash/{(await TrashedAsync())["id"]}")).ShouldBe(HttpStatusCode.NoContent);
        (await BodyAsync("/api/trash"))["total_count"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task A_file_that_a_sample_takes_is_not_removed()
    {
        var (file, path) = await FileAsync(reserved: true);
        (await StatusAsync(_administrator, HttpMethod.Delete, $"/api/files/{file.Id}")).ShouldBe(HttpStatusCode.Conflict);
        File.Exists(path).ShouldBeTrue();
    }

    [Fact]
    public async Task Administrators_alone_are_asked_and_answer()
    {
        var questions = _server.Services.GetRequiredService<Collection<Question>>();
        await questions.InsertAsync(new Question { Id = "what_now", Text = "What now?", Choices = [new Choice("wait", "Leave them")], Ids = ["a"] }, Cancellation);
        (await StatusAsync(_member, HttpMethod.Get, "/api/questions")).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(_member, HttpMethod.Put, "/api/questions/what_now")).ShouldBe(HttpStatusCode.Forbidden);
        (await BodyAsync("/api/questions"))["documents"]![0]!["text"]!.GetValue<string>().ShouldBe("What now?");

        (await AnswerAsync("what_now", "perhaps")).ShouldBe(HttpStatusCode.BadRequest);
        (await AnswerAsync("nothing", "wait")).ShouldBe(HttpStatusCode.NotFound);
        (await AnswerAsync("what_now", "wait")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Administrators_alone_have_the_files_checked()
    {
        (await StatusAsync(_member, HttpMethod.Post, "/api/check")).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(_administrator, HttpMethod.Get, "/api/check")).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync(_administrator, HttpMethod.Post, "/api/check")).ShouldBe(HttpStatusCode.Accepted);
        JsonNode run;
        do
        {
            run = await BodyAsync("/api/check");
            await Task.Delay(20, Cancellation);
        }
        while (run["state"]!.GetValue<string>() is "requested" or "running");

        run["state"]!.GetValue<string>().ShouldBe("done");
        (await StatusAsync(_administrator, HttpMethod.Delete, "/api/check")).ShouldBe(HttpStatusCode.Conflict);
    }

    private async Task<HttpStatusCode> AnswerAsync(string id, string answer)
    {
        using var content = new StringContent($$"""{"answer": "{{answer}}"}""", System.Text.Encoding.UTF8, "application/json");
        using var reply = await _administrator.PutAsync(new Uri($"/api/questions/{id}", UriKind.Relative), content, Cancellation);
        return reply.StatusCode;
    }

    private async Task<(StoredFile File, string Path)> FileAsync(bool reserved)
    {
        var data = _server.Services.GetRequiredService<DataFolder>();
        var id = Ids.New();
        Directory.CreateDirectory(data.Files);
        await File.WriteAllTextAsync(data.FilePath(id), "reads", Cancellation);
        var file = new StoredFile { Id = id, Name = "reads.fq.gz", Ready = true, Reserved = reserved, Size = 5, Readers = RightsRules.Everyone };
        return (await _server.Services.GetRequiredService<Collection<StoredFile>>().InsertAsync(file, Cancellation), data.FilePath(id));
    }

    private async Task<JsonNode> TrashedAsync() => (await BodyAsync("/api/trash"))["documents"]!.AsArray().ShouldHaveSingleItem()!;

    private async Task<JsonNode> BodyAsync(string address) => JsonNode.Parse(await _administrator.GetStringAsync(new Uri(address, UriKind.Relative), Cancellation))!;

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, HttpMethod method, string address)
    {
        using var request = new HttpRequestMessage(method, address);
        using var answer = await client.SendAsync(request, Cancellation);
        return answer.StatusCode;
    }
}
