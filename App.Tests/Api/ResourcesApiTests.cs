using System.Text.Json.Nodes;
using Shouldly;
using Virtool.Jobs.Usage;
using Xunit;

namespace Virtool.App.Tests.Api;

public sealed class ResourcesApiTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_machine_is_told_core_by_core_with_what_jobs_may_take_and_hold()
    {
        await using var server = new ServerFactory();
        using var client = await server.SignInAsync("ann", administrator: false, Cancellation);
        var answer = JsonNode.Parse(await client.GetStringAsync(new Uri("/api/resources", UriKind.Relative), Cancellation))!;
        answer["proc"]!.AsArray().Count.ShouldBeGreaterThan(0);
        answer["proc"]!.AsArray().ShouldAllBe(percent => percent!.GetValue<double>() >= 0 && percent.GetValue<double>() <= 100);
        answer["mem"]!["total"]!.GetValue<long>().ShouldBeGreaterThan(1 << 28);
        answer["mem"]!["available"]!.GetValue<long>().ShouldBeInRange(1, answer["mem"]!["total"]!.GetValue<long>());
        answer["limits"]!["proc"]!.GetValue<int>().ShouldBe(Environment.ProcessorCount);
        answer["jobs"]!.AsArray().ShouldBeEmpty();
        answer["held"]!["proc"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public void Each_core_is_read_and_its_idle_time_does_not_count() => CoreMeter
        .Read(["cpu  9 9 9 9 9 9 9 9 0 0", "cpu0 10 0 20 60 10 0 0 0 0 0", "cpu1 0 0 0 100 0 0 0 0 0 0", "intr 1"])
        .ShouldBe([(30, 100), (0, 100)]);
}
