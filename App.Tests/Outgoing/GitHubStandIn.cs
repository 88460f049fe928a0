using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Virtool.App.Tests.Outgoing;

/// <summary>Answers as GitHub does: releases with etags, files by a redirect, the limit of requests, failures.</summary>
internal sealed class GitHubStandIn : IAsyncDisposable
{
    public const string Slug = "virtool/ref-plant-viruses";

    private readonly StandIn _server;
    private readonly Dictionary<string, byte[]> _files = [];

    private GitHubStandIn(StandIn server)
    {
        _server = server;
        server.Answer = AnswerAsync;
    }

    /// <summary>Where it is, as the setting has it.</summary>
    public string Address => _server.Address.ToString().TrimEnd('/');

    /// <summary>What it was asked, in order.</summary>
    public IReadOnlyList<StandIn.Asked> Requests => [.. _server.Requests];

    /// <summary>The releases, newest first.</summary>
    public List<JsonObject> Releases { get; } = [];

    /// <summary>The repository that there is.</summary>
    public string Repository { get; set; } = Slug;

    /// <summary>Answers in GitHub's place where it says so; null: all is well.</summary>
    public Func<HttpContext, Task<bool>>? Trouble { get; set; }

    public static async Task<GitHubStandIn> StartAsync(CancellationToken cancellation) => new(await StandIn.StartAsync(cancellation));

    /// <summary>Publishes a release with a file; the newest.</summary>
    public JsonObject Publish(string tag, byte[]? file = null, string name = "reference.json.gz", bool isPreRelease = false)
    {
        var release = new JsonObject
        {
            ["id"] = 11447367 + Releases.Count,
            ["tag_name"] = tag,
            ["name"] = tag,
            ["body"] = $"Notes of **{tag}**.",
            ["html_url"] = $"https://github.com/{Repository}/releases/tag/{tag}",
            ["draft"] = false,
            ["prerelease"] = isPreRelease,
            ["published_at"] = new DateTimeOffset(2026, 1, 1 + Releases.Count, 12, 0, 0, TimeSpan.Zero).ToString("O", CultureInfo.InvariantCulture),
            ["assets"] = new JsonArray(),
        };
        if (file is not null)
        {
            _files[$"/{Repository}/releases/download/{tag}/{name}"] = file;
            release["assets"]!.AsArray().Add(new JsonObject
            {
                ["name"] = name,
                ["size"] = file.Length,
                ["content_type"] = "application/gzip",
                ["browser_download_url"] = $"{Address}/{Repository}/releases/download/{tag}/{name}",
                ["digest"] = $"sha256:{Convert.ToHexStringLower(SHA256.HashData(file))}",
            });
        }

        Releases.Insert(0, release);
        return release;
    }

    /// <summary>Other bytes in the place of a release's file, of which the release does not know.</summary>
    public void Exchange(string tag, byte[] file, string name = "reference.json.gz") => _files[$"/{Repository}/releases/download/{tag}/{name}"] = file;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (Trouble is { } trouble && await trouble(context))
        {
            return;
        }

        var path = context.Request.Path.Value!;
        var releases = $"/repos/{Repository}/releases";
        if (path == releases)
        {
            await JsonAsync(context, new JsonArray([.. Releases.Select(release => release.DeepClone())]));
        }
        else if (path == $"{releases}/latest" && Releases.FirstOrDefault(release => !release["prerelease"]!.GetValue<bool>()) is { } latest)
        {
            await JsonAsync(context, latest);
        }
        else if (Releases.FirstOrDefault(release => path == $"{releases}/{release["id"]}") is { } release)
        {
            await JsonAsync(context, release);
        }
        else if (_files.ContainsKey(path))
        {
            context.Response.Redirect($"{Address}/storage{path}");
        }
        else if (path.StartsWith("/storage/", StringComparison.Ordinal) && _files.TryGetValue(path["/storage".Length..], out var file))
        {
            context.Response.ContentLength = file.Length;
            await context.Response.Body.WriteAsync(file, context.RequestAborted);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            await context.Response.WriteAsync("""{"message":"Not Found","documentation_url":"https://docs.github.com/rest"}""", context.RequestAborted);
        }
    }

    private static async Task JsonAsync(HttpContext context, JsonNode json)
    {
        var text = json.ToJsonString();
        var etag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)))}\"";
        context.Response.Headers.ETag = etag;
        context.Response.Headers["X-RateLimit-Remaining"] = "59";
        if (context.Request.Headers.IfNoneMatch == etag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(text, context.RequestAborted);
    }
}
