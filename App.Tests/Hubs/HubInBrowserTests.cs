using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Shouldly;
using Virtool.App.Tests.Browser;
using Virtool.App.Tests.Components;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Collections;
using Virtool.Domain.Samples;
using Xunit;

namespace Virtool.App.Tests.Hubs;

/// <summary>The example of docs/changes.md, as it stands there, in a browser whose connections are cut.</summary>
public sealed partial class HubInBrowserTests : IAsyncLifetime
{
    private RunningServer _server = null!;
    private TcpRelay _relay = null!;
    private Chromium? _chromium;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Collection<Sample> Samples => _server.Services.GetRequiredService<Collection<Sample>>();

    public async ValueTask InitializeAsync()
    {
        _server = await RunningServer.StartAsync(Cancellation);
        _relay = new TcpRelay(_server.Address);
    }

    public async ValueTask DisposeAsync()
    {
        await (_chromium?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _relay.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_client_whose_connection_is_cut_in_the_middle_of_1000_changes_ends_with_what_the_database_has()
    {
        for (var number = 0; number < 40; number++)
        {
            await Samples.InsertAsync(Made.Sample(Id(number), "at first"), Cancellation);
        }

        var page = await FollowAsync();
        for (var number = 0; number < 1_000; number++)
        {
            await ChangeAsync(number);
            if (number % 220 == 150)
            {
                _relay.Cut();
            }

            if (number % 220 == 200)
            {
                // In the middle of it again, once the client is back.
                await WaitForReconnectsAsync(page, 1 + number / 220);
            }
        }

        await EndsAsTheDatabaseAsync(page);
        (await page.EvaluateAsync<int>("() => window.reconnects")).ShouldBeGreaterThanOrEqualTo(4);
        (await page.EvaluateAsync<int>("() => window.reads")).ShouldBe(1);
        (await Samples.CountAsync(cancellation: Cancellation)).ShouldBeGreaterThan(40);
    }

    [Fact]
    public async Task A_client_that_missed_more_than_can_be_replayed_reads_again_and_ends_with_what_the_database_has()
    {
        for (var number = 0; number < 150; number++)
        {
            await Samples.InsertAsync(Made.Sample(Id(number), "at first"), Cancellation);
        }

        var page = await FollowAsync();
        _relay.Cut(stayDown: true);
        for (var number = 0; number < 400; number++)
        {
            await (number < 100 ? (Task)Samples.DeleteAsync(Id(number), Cancellation) : Samples.InsertAsync(Made.Sample(Id(1_000 + number), "missed"), Cancellation));
        }

        _relay.Up();
        await WaitForReconnectsAsync(page, 1);
        await EndsAsTheDatabaseAsync(page);
        (await page.EvaluateAsync<int>("() => window.reads")).ShouldBeGreaterThan(1);
        await Samples.UpdateAsync(Id(120), sample => sample with { Name = "told again" }, Cancellation);
        await EndsAsTheDatabaseAsync(page);
    }

    /// <summary>A page that is signed in and follows all samples.</summary>
    private async Task<IPage> FollowAsync()
    {
        var script = await SignalRScript.PathAsync();
        _chromium = await Chromium.StartAsync();
        var page = await _chromium.OpenAsync(_relay.Address);
        await page.Context.AddInitScriptAsync(scriptPath: script);
        await _server.SignInAsync(page, Cancellation);
        // A page without a circuit of its own, which would be cut too.
        await page.GotoAsync("/api");
        await page.EvaluateAsync($$"""
            async () => {
              {{Example()}}
              window.reads = 0;
              window.reconnects = 0;
              window.samples = new Map();
              const clear = window.samples.clear.bind(window.samples);
              window.samples.clear = () => { window.reads++; clear(); };
              const hub = await follow(signalR, "", {}, window.samples);
              hub.onreconnected(() => window.reconnects++);
            }
            """);
        await EndsAsTheDatabaseAsync(page);
        return page;
    }

    /// <summary>Of three changes one updates a document, one inserts one, and one deletes one or updates one.</summary>
    private async Task ChangeAsync(int number)
    {
        switch (number % 3)
        {
            case 0:
                await Samples.InsertAsync(Made.Sample(Id(100 + number), $"inserted {number}"), Cancellation);
                break;
            case 1 when number % 2 == 0:
                await Samples.DeleteAsync(Id(100 + number - 4), Cancellation);
                break;
            default:
                await Samples.UpdateAsync(Id(number % 40), sample => sample with { Name = $"updated {number}" }, Cancellation);
                break;
        }
    }

    private static Task WaitForReconnectsAsync(IPage page, int count) =>
        Waiting.UntilAsync(async () => await page.EvaluateAsync<int>("() => window.reconnects") >= count);

    private async Task EndsAsTheDatabaseAsync(IPage page)
    {
        var stored = await Samples.FindAsync(Virtool.Data.Queries.Filter.All, Cancellation);
        var expected = stored.Select(sample => $"{sample.Id} {sample.Name}").ToArray();
        string[] shown = [];
        await Waiting.UntilAsync(
            async () =>
            {
                shown = await page.EvaluateAsync<string[]>("() => [...window.samples.values()].map(sample => `${sample.id} ${sample.name}`).sort()");
                return shown.SequenceEqual(expected);
            },
            () => $"Too much: {string.Join(", ", shown.Except(expected).Take(5))}. Missing: {string.Join(", ", expected.Except(shown).Take(5))}.");
    }

    private static string Id(int number) => $"{number:D8}";

    private static string Example()
    {
        var page = File.ReadAllText(Path.Combine(TestData.Root, "docs", "changes.md"));
        return Script().Matches(page).Select(match => match.Groups[1].Value).Single(script => script.Contains("function follow", StringComparison.Ordinal));
    }

    [GeneratedRegex("```js\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Script();
}
