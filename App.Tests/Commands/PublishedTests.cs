using System.Diagnostics;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Virtool.App.Tests.Commands;

/// <summary>The published program, as a container runs it; <c>./test</c> publishes it by the script that the Dockerfile calls.</summary>
public sealed partial class PublishedTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("virtool-test-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact(Timeout = 300_000)]
    public async Task The_published_program_serves_its_pages_and_scripts_and_ends_when_told()
    {
        var published = Environment.GetEnvironmentVariable("VIRTOOL_TEST_PUBLISHED");
        Assert.SkipWhen(string.IsNullOrEmpty(published), "The program was not published: run ./test.");
        using var server = new Process { StartInfo = VirtoolProgram.Call(published, "serve", "--port", "0", "--data", _folder) };
        server.Start();
        try
        {
            var address = await AddressAsync(server);
            using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = address };
            foreach (var path in new[] { "_framework/blazor.web.js", "tokens.css", "app.css", "_content/Radzen.Blazor/css/material-base.css", "_content/Virtool.Components/Virtool.Components.bundle.scp.css" })
            {
                (await client.GetStringAsync(new Uri(path, UriKind.Relative), Cancellation)).Length.ShouldBeGreaterThan(500, path);
            }

            var first = await client.GetAsync(new Uri("first-administrator", UriKind.Relative), Cancellation);
            first.IsSuccessStatusCode.ShouldBeTrue();
            (await first.Content.ReadAsStringAsync(Cancellation)).ShouldContain("code");
        }
        finally
        {
            await EndAsync(server);
        }

        server.ExitCode.ShouldBe(0);
    }

    private static async Task<Uri> AddressAsync(Process server)
    {
        while (await server.StandardError.ReadLineAsync(Cancellation) is { } line)
        {
            if (AddressLine().Match(line) is { Success: true } match)
            {
                return new Uri(match.Groups[1].Value);
            }
        }

        throw new InvalidOperationException("The server ended before it said where it is.");
    }

    private static async Task EndAsync(Process server)
    {
        using var kill = Process.Start(new ProcessStartInfo("kill") { ArgumentList = { "-TERM", $"{server.Id}" } })!;
        await kill.WaitForExitAsync(CancellationToken.None);
        var rest = server.StandardError.ReadToEndAsync(CancellationToken.None);
        await server.WaitForExitAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(150), CancellationToken.None);
        await rest;
    }

    [GeneratedRegex(@"is at (http://\S+)")]
    private static partial Regex AddressLine();
}
