using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Virtool.App.Tests.Api;

/// <summary>Requests with JSON there and back.</summary>
internal static class ApiCaller
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Sends one, and reads what is answered; null where that is empty or a page.</summary>
    public static async Task<(HttpResponseMessage Answer, JsonNode? Body)> CallAsync(
        this HttpClient client, HttpMethod method, string address, string? body = null, AuthenticationHeaderValue? authorization = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, UriKind.Relative));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Authorization = authorization;
        var answer = await client.SendAsync(request, Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        return (answer, text.StartsWith('{') || text.StartsWith('[') ? JsonNode.Parse(text) : null);
    }

    /// <summary>Sends one that is to be answered with the status.</summary>
    public static async Task<JsonNode> GivesAsync(
        this HttpClient client, int status, HttpMethod method, string address, string? body = null, AuthenticationHeaderValue? authorization = null)
    {
        var (answer, read) = await client.CallAsync(method, address, body, authorization);
        ((int)answer.StatusCode).ShouldBe(status, $"{method} {address} {body}: {read?.ToJsonString()}");
        if (status >= 400)
        {
            read!["id"]!.GetValue<string>().ShouldBe(status switch
            {
                400 => "bad_request",
                401 => "requires_authorization",
                403 => "not_permitted",
                404 => "not_found",
                409 => "conflict",
                _ => "invalid_input",
            });
            read["message"]!.GetValue<string>().ShouldNotBeNullOrWhiteSpace();
        }

        return status == (int)HttpStatusCode.NoContent ? new JsonObject() : read!;
    }

    /// <summary><c>Authorization: Bearer …</c></summary>
    public static AuthenticationHeaderValue Bearer(string key) => new("Bearer", key);

    /// <summary><c>Authorization: Basic …</c></summary>
    public static AuthenticationHeaderValue Basic(string pair) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
}
