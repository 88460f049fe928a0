using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Virtool.App.Tests.Api;

/// <summary>What the API answers whatever there is.</summary>
public sealed class ApiAnswersTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api")]
    [InlineData("/api/samples")]
    [InlineData("/api/analyses/nothing0")]
    [InlineData("/api/jobs")]
    [InlineData("/api/files")]
    [InlineData("/api/imports")]
    public async Task Without_a_session_the_api_answers_401_in_json(string address)
    {
        using var client = shared.Client();
        var answer = await client.GetAsync(new Uri(address, UriKind.Relative), Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await BodyAsync(answer))["id"]!.GetValue<string>().ShouldBe("requires_authorization");
    }

    [Fact]
    public async Task Every_answer_names_the_version()
    {
        using var client = shared.Client();
        var answer = await client.GetAsync(new Uri("/sign-in", UriKind.Relative), Cancellation);
        answer.Headers.GetValues("X-Virtool-Version").Single().ShouldNotBeNullOrWhiteSpace();
    }

    [Theory]
    [InlineData("/api/samples/nothing0")]
    [InlineData("/api/analyses/nothing0")]
    [InlineData("/api/jobs/nothing0")]
    [InlineData("/api/files/nothing0")]
    [InlineData("/api/nothing")]
    public async Task What_is_not_there_answers_404_in_json(string address)
    {
        using var client = await shared.SignInAsync("ann", Cancellation);
        var answer = await client.GetAsync(new Uri(address, UriKind.Relative), Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await BodyAsync(answer))["id"]!.GetValue<string>().ShouldBe("not_found");
    }

    [Theory]
    [InlineData("/api/samples?page=0", "page")]
    [InlineData("/api/samples?per_page=101", "per_page")]
    [InlineData("/api/jobs?page=two", "page")]
    [InlineData("/api/files?type=poem", "type")]
    public async Task A_query_that_cannot_be_answered_names_its_field(string address, string field)
    {
        using var client = await shared.SignInAsync("ann", Cancellation);
        var answer = await client.GetAsync(new Uri(address, UriKind.Relative), Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var body = await BodyAsync(answer);
        body["id"]!.GetValue<string>().ShouldBe("invalid_query");
        body["errors"]![field].ShouldNotBeNull();
    }

    private static async Task<JsonNode> BodyAsync(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;
}
