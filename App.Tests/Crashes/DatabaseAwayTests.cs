using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Browser;
using Virtool.App.Tests.Data;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Changes;
using Virtool.Domain.Jobs;
using Virtool.Jobs.Processes;
using Xunit;

namespace Virtool.App.Tests.Crashes;

/// <summary>The MongoDB server stands still for a while, and is killed and started again, under a server of ours that is not started again.</summary>
public sealed class DatabaseAwayTests
{
    private const int Files = 4;
    private const int Stop = 19;
    private const int Continue = 18;
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(10);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task A_server_goes_on_when_its_database_is_back()
    {
        var port = FreePort();
        var door = await MongoServer.OpenDoorAsync(port);
        await using var lab = await Lab.MongoAsync();
        try
        {
            await Waiting.UntilAsync(() => IsOpen(port));
            var settings = lab.Settings.Where(setting => !setting.StartsWith("--Database:ConnectionString", StringComparison.Ordinal));
            await using var server = await RunningServer.StartAsync(
                lab.Folder, [.. settings, $"--Database:ConnectionString=mongodb://127.0.0.1:{port}/?serverSelectionTimeoutMS=2000", "--Logging:LogLevel:Default=Error"], Cancellation);
            await using var feed = new FeedRecord(server.Services.GetRequiredService<IChangeFeed>());
            using var client = await ServerProcess.SignInAsync(server.Address, Lab.Handle, RunningServer.Password, Cancellation);
            var build = await lab.SubmitBuildAsync("Host");
            await lab.WaitForAsync(build, job => job.State == JobState.Running && Lab.ToolsOf(job) > 0);

            Signals.Send(door.Id, Stop);
            var frozen = AskAsync(client);
            var first = await ChangeMeanwhileAsync(lab, "frozen-");
            await Task.Delay(Away, Cancellation);
            Signals.Send(door.Id, Continue);
            ShouldBeClear(await frozen);
            await GoesOnAsync(lab, client, first);

            door.Kill();
            await door.WaitForExitAsync(Cancellation);
            var answers = new List<(HttpStatusCode Status, string Body)>();
            var second = await ChangeMeanwhileAsync(lab, "killed-");
            var killed = Stopwatch.StartNew();
            while (killed.Elapsed < Away)
            {
                answers.Add(await AskAsync(client));
                using var page = await client.GetAsync(new Uri("/sign-in", UriKind.Relative), Cancellation);
                ((int)page.StatusCode).ShouldBeOneOf(200, 302, 503);
            }

            answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.ServiceUnavailable);
            answers.ForEach(ShouldBeClear);
            door.Dispose();
            door = await MongoServer.OpenDoorAsync(port);
            await GoesOnAsync(lab, client, second);

            lab.OpenGate();
            var built = await lab.WaitForAsync(build, job => job.State == JobState.Complete);
            Lab.ToolsOf(built).ShouldBe(0);
            await lab.WholeAsync(2 * Files);
            await feed.ComparedAsync(lab);
        }
        finally
        {
            Signals.Send(door.Id, Continue);
            door.Kill();
            door.Dispose();
        }
    }

    /// <summary>What happens beside the server while its database is away: another process writes, and files come.</summary>
    private static Task<Job> ChangeMeanwhileAsync(Lab lab, string prefix)
    {
        lab.Drop(prefix, Files);
        return lab.SubmitAsync("unheard_of");
    }

    /// <summary>Requests are answered, and jobs are looked after.</summary>
    private static async Task GoesOnAsync(Lab lab, HttpClient client, Job submitted)
    {
        await Waiting.UntilAsync(async () => (await AskAsync(client)).Status == HttpStatusCode.OK);
        await lab.WaitForAsync(submitted, job => job.State == JobState.Error);
    }

    private static async Task<(HttpStatusCode Status, string Body)> AskAsync(HttpClient client)
    {
        using var answer = await client.GetAsync(new Uri("/api/jobs", UriKind.Relative), Cancellation);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    /// <summary>A request is answered late, or with a sentence.</summary>
    private static void ShouldBeClear((HttpStatusCode Status, string Body) answer)
    {
        if (answer.Status != HttpStatusCode.OK)
        {
            answer.Status.ShouldBe(HttpStatusCode.ServiceUnavailable, answer.Body);
            JsonNode.Parse(answer.Body)!["message"]!.GetValue<string>().ShouldStartWith("The database cannot be reached at the moment.");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<bool> IsOpen(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, Cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
