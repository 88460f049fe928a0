using Shouldly;
using Virtool.App.Tests.Jobs.Processes;
using Virtool.Jobs.Limits;
using Xunit;

namespace Virtool.App.Tests.Jobs.Limits;

public sealed class AbilitiesTests : IDisposable
{
    private const int FiveMinutes = 300_000;
    private readonly RunLab _lab = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _lab.Dispose();

    [Fact(Timeout = FiveMinutes)]
    public async Task Each_ability_is_told_with_its_means_and_a_sentence()
    {
        var abilities = await _lab.Limits(LimitsMode.Auto).AbilitiesAsync(Cancellation);

        abilities.Select(ability => ability.Name).ShouldBe(["memory", "CPU", "kill"]);
        abilities.ShouldAllBe(ability => ability.Sentence.EndsWith('.'));
        abilities[0].Means.ShouldBeOneOf("control groups (v2)", "control groups (v1)", "watchdog");
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task With_the_watchdog_wanted_no_control_group_is_made()
    {
        var limits = _lab.Limits(LimitsMode.Watchdog);

        (await limits.AbilitiesAsync(Cancellation)).Select(ability => ability.Means).ShouldBe(["watchdog", "core sets", "marks"]);
        (await limits.JobsAsync(Cancellation)).ShouldBeEmpty();
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task With_none_wanted_the_sentence_says_whose_wish_it_is()
    {
        var abilities = await _lab.Limits(LimitsMode.None).AbilitiesAsync(Cancellation);

        abilities.Select(ability => ability.Means).ShouldBe([null, null, "marks"]);
        abilities[0].Sentence.ShouldContain("Tools:Limits");
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task A_folder_that_only_looks_like_control_groups_is_found_out()
    {
        var finder = new MeansFinder(new Probe("virtool-test", TimeProvider.System), taskset: false);
        Directory.CreateDirectory(_lab.File("cgroup"));

        var found = await finder.FindAsync(LimitsMode.Auto, [new Hierarchy(2, ["memory"], _lab.File("cgroup"))]);

        (found.Means.Memory, found.Means.Watchdog).ShouldBe((null, true));
        found.Abilities[0].Sentence.ShouldContain("a limit on memory was set, and did not hold");
        found.Abilities[1].Means.ShouldBeNull();
        found.Abilities[1].Sentence.ShouldContain("taskset");
    }

    [Fact(Timeout = FiveMinutes)]
    public async Task Where_groups_cannot_be_made_the_reason_is_told()
    {
        await _lab.WriteAsync("file", "");
        var finder = new MeansFinder(new Probe("virtool-test", TimeProvider.System), taskset: true);

        var found = await finder.FindAsync(LimitsMode.Auto, [new Hierarchy(1, ["memory"], _lab.File("file"))]);

        found.Abilities[0].Means.ShouldBe("watchdog");
        found.Abilities[0].Sentence.ShouldContain(_lab.File("file"));
    }
}
