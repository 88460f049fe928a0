using Shouldly;
using Virtool.App.Tests.Components;
using Virtool.Domain.Links;
using Virtool.Domain.Samples;
using Xunit;

namespace Virtool.App.Tests.Samples;

public sealed class SampleFilterTests : IAsyncLifetime
{
    private readonly SampleLab _lab = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _lab.StartAsync();
        var eve = new Link("user0009", "eve");
        await PutAsync(Made.Sample("a", "VT-10", 30) with { CreatedAt = Made.Now, Host = "Apis", Labels = ["red", "big"], Pathoscope = AnalysisTag.Ready });
        await PutAsync(Made.Sample("b", "vt-9", 10) with { CreatedAt = Made.Now.AddDays(1), Host = "Vitis", Labels = ["red"], Nuvs = AnalysisTag.InProgress, User = eve });
        await PutAsync(Made.Sample("c", "VT-100", null) with { CreatedAt = Made.Now.AddDays(2), Host = "Vitis", State = SampleState.Failed, Pathoscope = AnalysisTag.InProgress, Run = new RunPlace("run 7") });
        await PutAsync(Made.Sample("d", "old") with { CreatedAt = Made.Now.AddDays(3), Archived = true });
        await PutAsync(Made.Sample("e", "hidden") with { Readers = ["user:user0099"] });
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task Each_filter_chooses_and_all_of_them_must_hold()
    {
        (await IdsAsync(new SampleFilter())).ShouldBe("cba");
        (await IdsAsync(new SampleFilter { Archived = null })).ShouldBe("dcba");
        (await IdsAsync(new SampleFilter { Archived = true })).ShouldBe("d");
        (await IdsAsync(new SampleFilter { Labels = ["red"] })).ShouldBe("ba");
        (await IdsAsync(new SampleFilter { Labels = ["red", "big"] })).ShouldBe("a");
        (await IdsAsync(new SampleFilter { States = [SampleState.Failed] })).ShouldBe("c");
        (await IdsAsync(new SampleFilter { Users = ["user0009"] })).ShouldBe("b");
        (await IdsAsync(new SampleFilter { Run = "run 7" })).ShouldBe("c");
        (await IdsAsync(new SampleFilter { From = Made.Now.AddDays(1), To = Made.Now.AddDays(2) })).ShouldBe("b");
        (await IdsAsync(new SampleFilter { Text = "vit", States = [SampleState.Ready] })).ShouldBe("b");
        var page = await _lab.Get<SampleService>().FilterAsync(SampleLab.Nina, new SampleFilter { Labels = ["red"] }, SampleOrder.Newest, 1, 1, Cancellation);
        (page.Samples.Single().Id, page.Found, page.Total).ShouldBe(("a", 2, 4));
    }

    [Fact]
    public async Task Of_workflows_either_tag_does_and_all_tags_choose_nothing()
    {
        (await IdsAsync(new SampleFilter { Pathoscope = [AnalysisTag.Ready] })).ShouldBe("a");
        (await IdsAsync(new SampleFilter { Pathoscope = [AnalysisTag.Ready, AnalysisTag.InProgress] })).ShouldBe("ca");
        (await IdsAsync(new SampleFilter { Pathoscope = [AnalysisTag.Ready], Nuvs = [AnalysisTag.InProgress] })).ShouldBe("ba");
        (await IdsAsync(new SampleFilter { Pathoscope = Enum.GetValues<AnalysisTag>() })).ShouldBe("cba");
    }

    [Theory]
    [InlineData(SampleSort.Name, "bac")]
    [InlineData(SampleSort.Host, "abc")]
    [InlineData(SampleSort.Reads, "cba")]
    [InlineData(SampleSort.Created, "abc")]
    [InlineData(SampleSort.User, "bac")]
    [InlineData(SampleSort.State, "cab")]
    public async Task They_are_sorted_both_ways(SampleSort by, string ids)
    {
        (await IdsAsync(new SampleFilter(), new SampleOrder(by, Descending: false))).ShouldBe(ids);
        (await IdsAsync(new SampleFilter(), new SampleOrder(by, Descending: true))).ShouldBe(string.Concat(ids.Reverse()));
    }

    [Fact]
    public void Names_are_sorted_by_what_their_numbers_count_without_case_and_accents()
    {
        string[] names = ["vt-9", "VT-010", "VT-100", "Ärger 2", "arger 11"];
        names.OrderBy(SampleRules.NameKey, StringComparer.Ordinal).ShouldBe(["Ärger 2", "arger 11", "vt-9", "VT-010", "VT-100"]);
    }

    private async Task<string> IdsAsync(SampleFilter filter, SampleOrder? order = null) =>
        string.Concat((await _lab.Host.All<Sample>().FindAsync(_lab.Get<SampleService>().Search(SampleLab.Nina, filter, order), Cancellation)).Select(sample => sample.Id));

    private Task PutAsync(Sample sample) => _lab.Host.All<Sample>().InsertAsync(SampleRules.Found(sample, []), Cancellation);
}
