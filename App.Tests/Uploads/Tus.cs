using System.Globalization;
using System.Net;
using System.Text;
using Shouldly;
using Xunit;

namespace Virtool.App.Tests.Uploads;

/// <summary>A client of the tus protocol that does as it is told.</summary>
internal static class Tus
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static string Metadata(string name, string type) => $"filename {Base64(name)},type {Base64(type)}";

    public static string IdOf(string address) => address[(address.LastIndexOf('/') + 1)..];

    /// <summary>Begins an upload; its address.</summary>
    public static async Task<string> CreateAsync(HttpClient client, string name, long size, string type)
    {
        using var answer = await SendAsync(
            client, HttpMethod.Post, "/upload/tus", null, ("Upload-Length", size.ToString(CultureInfo.InvariantCulture)), ("Upload-Metadata", Metadata(name, type)));
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(Cancellation));
        return answer.Headers.Location!.ToString();
    }

    /// <summary>How many bytes the server has.</summary>
    public static async Task<long> OffsetAsync(HttpClient client, string address)
    {
        using var answer = await SendAsync(client, HttpMethod.Head, address);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        return long.Parse(answer.Headers.GetValues("Upload-Offset").Single(), CultureInfo.InvariantCulture);
    }

    public static Task<HttpResponseMessage> PatchAsync(HttpClient client, string address, long offset, byte[] bytes, bool chunked = false) => SendAsync(
        client, HttpMethod.Patch, address, bytes, [("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture)), .. chunked ? new[] { ("Transfer-Encoding", "chunked") } : []]);

    /// <summary>A request with the headers that every one has, unless it has others.</summary>
    public static async Task<HttpResponseMessage> SendAsync(HttpClient client, HttpMethod method, string address, byte[]? bytes = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, address);
        if (bytes is not null)
        {
            request.Content = headers.Contains(("Transfer-Encoding", "chunked")) ? new StreamContent(new Endless(bytes)) : new ByteArrayContent(bytes);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", headers.FirstOrDefault(header => header.Name == "Content-Type").Value ?? "application/offset+octet-stream");
        }

        request.Headers.Add("Tus-Resumable", headers.FirstOrDefault(header => header.Name == "Tus-Resumable").Value ?? "1.0.0");
        foreach (var (name, value) in headers.Where(header => header.Name is not ("Content-Type" or "Tus-Resumable" or "Transfer-Encoding")))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await client.SendAsync(request, Cancellation);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    /// <summary>Bytes of which nobody knows beforehand how many they are.</summary>
    private sealed class Endless(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
