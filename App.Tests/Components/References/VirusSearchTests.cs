using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Browser;
using Virtool.Data.Live;
using Virtool.Domain.Otus;
using Virtool.Domain.References;
using Xunit;

namespace Virtool.App.Tests.Components.References;

public sealed class VirusSearchTests : PagesContext
{
    [Theory]
    [InlineData("mosaic", 297)]
    [InlineData("nc_0020", 85)]
    [InlineData("v1999", 1)]
    [InlineData("nothing", 0)]
    public async Task What_is_typed_is_answered_within_50_ms_among_2084_viruses(string typed, int count)
    {
        await ViewedReference.MakeAsync(Services, "Made-up viruses", ViewedReference.MadeUp(2_084, "madeup01", "Made-up viruses"), Cancellation);
        var reference = (await Documents<Reference>().GetAsync("madeup01", Cancellation))!;
        var query = Services.GetRequiredService<OtuService>().Search(reference, typed).Window(0, 40);
        var times = new List<double>();
        for (var run = 0; run < 15; run++)
        {
            var started = Stopwatch.GetTimestamp();
            var state = await WindowState<Otu>.ReadAsync(Documents<Otu>(), query, Cancellation);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            state.Total.ShouldBe(count);
            state.Items.Count.ShouldBe(Math.Min(40, count));
        }

        TestContext.Current.SendDiagnosticMessage($"{typed}: median {times.Order().ElementAt(7):0.0} ms, longest {times.Max():0.0} ms");
        times.Min().ShouldBeLessThan(50);
    }
}
