using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Browser;
using Virtool.App.Tests.Components;
using Virtool.Data.Collections;
using Virtool.Domain.Jobs;
using Xunit;

namespace Virtool.App.Tests.Commands;

public sealed class AuditCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("virtool-test-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact(Timeout = 300_000)]
    public async Task What_is_done_on_the_command_line_is_told_there()
    {
        await using (var server = await RunningServer.StartAsync(_folder, [], Cancellation))
        {
            await server.Services.GetRequiredService<Collection<Job>>().InsertAsync(Made.Job(JobState.Error) with { Retryable = true, Steps = [] }, Cancellation);
        }

        (await RunAsync("jobs", "retry", "job00001")).ExitCode.ShouldBe(0);
        var listed = await RunAsync("audit");
        listed.ExitCode.ShouldBe(0, listed.Error);
        var line = listed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldHaveSingleItem();
        line.ShouldContain(Environment.UserName);
        line.ShouldContain("command line");
        line.ShouldContain("started the job for VT-0412 / Bee viruses again");

        var json = JsonNode.Parse((await RunAsync("audit", "--json")).Output)!;
        json["documents"]!.AsArray().ShouldHaveSingleItem()!["from"]!.GetValue<string>().ShouldBe("command line");
        (await RunAsync("audit", "--since", "2999-01-01")).Output.ShouldBeEmpty();
        (await RunAsync("audit", "--since", "yesterday")).ExitCode.ShouldBe(2);
    }

    private Task<VirtoolProgram.Ended> RunAsync(params string[] arguments) => VirtoolProgram.RunAsync(Cancellation, ["admin", .. arguments, "--data", _folder]);
}
