using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.Jobs.Limits;
using Virtool.Jobs.Usage;
using Xunit;

namespace Virtool.App.Tests.Jobs.Usage;

public sealed class UsageHistoryTests : IDisposable
{
    private const string Memory = "MemTotal:       8000 kB\nMemFree:         100 kB\nMemAvailable:   5000 kB\n";
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();

    public UsageHistoryTests()
    {
        Write("meminfo", Memory);
        Write("stat", Stat(busy: 0));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Busy_cores_are_those_since_the_sample_before_and_caches_are_no_use_of_memory()
    {
        var meter = Machine(new ContainerMeter([], 2));
        meter.Measure().ShouldBe((0, 3000 * 1024));

        Write("stat", Stat(busy: 300));
        _time.Advance(TimeSpan.FromSeconds(2));

        meter.Measure().Cores.ShouldBe(1.5, tolerance: 0.001);
    }

    [Fact]
    public void A_container_that_may_use_a_part_of_the_machine_is_measured_itself_in_version_2()
    {
        Write("own/memory.max", $"{4000 * 1024}\n");
        Write("own/memory.current", $"{1500 * 1024}\n");
        Write("own/memory.stat", $"anon 1\ninactive_file {500 * 1024}\n");
        Write("own/cpu.stat", "usage_usec 1000000\n");
        var meter = Machine(new ContainerMeter([new Hierarchy(2, ["memory", "cpu"], _folder.File("own"))], 1));
        meter.Measure().Memory.ShouldBe(1000 * 1024);

        Write("own/cpu.stat", "usage_usec 2000000\n");
        _time.Advance(TimeSpan.FromSeconds(2));

        meter.Measure().Cores.ShouldBe(0.5, tolerance: 0.001);
    }

    [Fact]
    public void A_container_that_may_use_a_part_of_the_machine_is_measured_itself_in_version_1()
    {
        Write("memory/memory.limit_in_bytes", $"{4000 * 1024}\n");
        Write("memory/memory.usage_in_bytes", $"{1500 * 1024}\n");
        Write("memory/memory.stat", $"inactive_file 1\ntotal_inactive_file {500 * 1024}\n");
        Write("cpu/cpuacct.usage", "1000000000\n");
        var meter = Machine(new ContainerMeter([new Hierarchy(1, ["memory"], _folder.File("memory")), new Hierarchy(1, ["cpu", "cpuacct"], _folder.File("cpu"))], 1));
        meter.Measure().Memory.ShouldBe(1000 * 1024);

        Write("cpu/cpuacct.usage", "3000000000\n");
        _time.Advance(TimeSpan.FromSeconds(2));

        meter.Measure().Cores.ShouldBe(1, tolerance: 0.001);
    }

    [Theory]
    [InlineData("max")]
    [InlineData("9223372036854771712")]
    public void A_group_without_a_limit_is_the_whole_machine(string limit)
    {
        Write("own/memory.max", limit);
        Write("own/memory.current", "1000");

        Machine(new ContainerMeter([new Hierarchy(2, ["memory"], _folder.File("own"))], 2)).Measure().Memory.ShouldBe(3000 * 1024);
    }

    [Fact]
    public void An_hour_is_kept_with_one_sample_for_each_ten_seconds()
    {
        using var history = History(new LiveRuns(_time));
        history.Held(3, 8);
        for (var sample = 1; sample <= 4000; sample++)
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            Write("stat", Stat(busy: sample % 5 == 0 ? 200 * sample : 200 * (sample - (sample % 5))));
            history.Take();
        }

        var hour = history.Hour;
        hour.Count.ShouldBe(360);
        (hour[^1].At - hour[0].At).ShouldBe(TimeSpan.FromSeconds(3590));
        hour.ShouldAllBe(kept => kept.Proc == 3 && kept.Mem == 8 && Math.Abs(kept.Cores - 1) < 0.001);
        history.Last!.At.ShouldBe(_time.GetUtcNow());
    }

    [Fact]
    public void What_jobs_use_is_told_for_each_and_for_all()
    {
        var runs = new LiveRuns(_time);
        using var history = History(runs);
        var (first, second, own) = (new LiveRun("job1.1.1", "job1"), new LiveRun("job2.1.1", "job2"), new LiveRun("version.1", null));
        foreach (var run in new[] { first, second, own })
        {
            runs.Add(run);
            run.See([], memory: 500, cpuSeconds: 10);
        }

        history.Take();
        _time.Advance(TimeSpan.FromSeconds(2));
        first.See([], memory: 300, cpuSeconds: 13);
        second.See([], memory: 700, cpuSeconds: 11);
        var sample = history.Take();

        sample.Jobs.ShouldBe([new JobUsage("job1", 1.5, 300, 500), new JobUsage("job2", 0.5, 700, 700)]);
        (sample.JobCores, sample.JobMemory).ShouldBe((2, 1000));
    }

    [Fact]
    public void The_peak_of_a_job_is_that_of_all_its_runs_until_it_ends()
    {
        var runs = new LiveRuns(_time);
        var first = new LiveRun("job1.1.1", "job1");
        runs.Add(first);
        first.See([], memory: 900, cpuSeconds: 1);
        runs.Remove(first);
        var second = new LiveRun("job1.1.2", "job1");
        runs.Add(second);
        second.See([], memory: 100, cpuSeconds: 1);

        runs.Measure()[0].PeakMemory.ShouldBe(900);
        runs.Forget("job1");
        runs.Measure()[0].PeakMemory.ShouldBe(100);
    }

    [Fact]
    public void Who_listens_hears_each_sample()
    {
        using var history = History(new LiveRuns(_time));
        var heard = new List<UsageSample>();
        history.Sampled += heard.Add;

        var sample = history.Take();

        heard.ShouldBe([sample]);
    }

    private UsageHistory History(LiveRuns runs) => new(Machine(new ContainerMeter([], 2)), runs, _time, NullLogger<UsageHistory>.Instance);

    private MachineMeter Machine(ContainerMeter container) => new(_time, _folder.Path, container);

    // Two cores; ticks of a hundredth of a second, a part in each place that counts, much in those that do not.
    private static string Stat(int busy) => $"cpu  {busy - (busy / 3 * 2)} {busy / 3} {busy / 3} 99999 88888 0 0 7 {busy} 0\ncpu0 1\ncpu1 1\nintr 5\n";

    private void Write(string name, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(name))!);
        File.WriteAllText(_folder.File(name), content);
    }
}
