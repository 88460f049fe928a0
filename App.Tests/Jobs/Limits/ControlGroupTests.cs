using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.Jobs.Limits;
using Virtool.Jobs.Processes;
using Xunit;

namespace Virtool.App.Tests.Jobs.Limits;

/// <summary>In ordinary folders: what is written where. That the kernel acts on it, others test.</summary>
public sealed class ControlGroupTests : IDisposable
{
    private const long Memory = 64 << 20;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_job_of_version_2_is_limited_in_one_group_and_its_runs_are_in_groups_in_it()
    {
        var hierarchy = Fake(2, "cpu", "io", "memory");
        await WriteAsync("virtool/job1/memory.swap.max", "max");
        await WriteAsync("virtool/job1/memory.oom.group", "0");
        var job = new JobGroup(new Means(hierarchy, hierarchy, hierarchy), "virtool", "job1");

        job.Make(new ProcessLimits("job1", 3, Memory), cores: 8);
        var run = job.Run("job1.1.1");
        run.Make();

        (await ReadAsync("cgroup.subtree_control")).ShouldBe("+memory +cpu");
        (await ReadAsync("virtool/cgroup.subtree_control")).ShouldBe("+memory +cpu");
        File.Exists(_folder.File("virtool/job1/cgroup.subtree_control")).ShouldBeFalse();
        (await ReadAsync("virtool/cpu.weight")).ShouldBe("10");
        (await ReadAsync("virtool/job1/cpu.max")).ShouldBe("300000 100000");
        (await ReadAsync("virtool/job1/memory.max")).ShouldBe($"{Memory}");
        (await ReadAsync("virtool/job1/memory.swap.max")).ShouldBe("0");
        (await ReadAsync("virtool/job1/memory.oom.group")).ShouldBe("1");
        run.Joining.ShouldBe([_folder.File("virtool/job1/job1.1.1/cgroup.procs")]);
        run.OutOfMemoryFile.ShouldBe(_folder.File("virtool/job1/memory.events"));
        job.Runs("job1.1.").Select(found => found.Joining[0]).ShouldBe(run.Joining);
        job.Runs("job1.2.").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_job_of_version_1_is_limited_in_a_group_of_each_hierarchy_and_joins_them_all()
    {
        var (memory, cpu, freezer) = (Fake(1, "memory"), Fake(1, "cpu"), Fake(1, "freezer"));
        await WriteAsync("memory/virtool/job1/memory.memsw.limit_in_bytes", $"{32 << 20}");
        var job = new JobGroup(new Means(memory, cpu, freezer), "virtool", "job1");

        job.Make(new ProcessLimits("job1", 2, Memory), cores: 8);

        (await ReadAsync("memory/virtool/job1/memory.limit_in_bytes")).ShouldBe($"{Memory}");
        (await ReadAsync("memory/virtool/job1/memory.memsw.limit_in_bytes")).ShouldBe($"{Memory}");
        (await ReadAsync("cpu/virtool/cpu.shares")).ShouldBe("64");
        (await ReadAsync("cpu/virtool/job1/cpu.cfs_quota_us")).ShouldBe("200000");
        (await ReadAsync("cpu/virtool/job1/cpu.cfs_period_us")).ShouldBe("100000");
        job.Run("job1.1.1").Joining.ShouldBe(
            [_folder.File("memory/virtool/job1/cgroup.procs"), _folder.File("cpu/virtool/job1/cgroup.procs"), _folder.File("freezer/virtool/job1/job1.1.1/cgroup.procs")]);
    }

    [Theory]
    [InlineData(2, "virtool/job1/cpu.max", "max 100000")]
    [InlineData(1, "cpu/virtool/job1/cpu.cfs_quota_us", "-1")]
    public async Task A_job_that_may_take_all_cores_has_no_limit_on_them(int version, string file, string content)
    {
        new JobGroup(new Means(null, Fake(version, "cpu"), null), "virtool", "job1").Make(new ProcessLimits("job1", 4, Memory), cores: 4);

        (await ReadAsync(file)).ShouldBe(content);
    }

    [Theory]
    [InlineData(2, "virtool/job1/memory.events", "low 0\nhigh 12\nmax 40\noom 3\noom_kill 2\noom_group_kill 1\n")]
    [InlineData(1, "memory/virtool/job1/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n")]
    public async Task What_was_killed_for_want_of_memory_is_counted(int version, string file, string content)
    {
        var group = new ControlGroup(Fake(version, "memory"), "virtool", "job1");
        group.OutOfMemory.ShouldBe(0);

        await WriteAsync(file, content);

        group.OutOfMemory.ShouldBe(2);
    }

    [Fact]
    public async Task A_group_of_version_2_is_killed_by_one_word_to_the_kernel()
    {
        await WriteAsync("virtool/job1/cgroup.kill", "");

        new ControlGroup(Fake(2), "virtool", "job1").Kill();

        (await ReadAsync("virtool/job1/cgroup.kill")).ShouldBe("1");
    }

    [Fact]
    public async Task A_group_of_version_1_is_frozen_killed_and_thawed()
    {
        await WriteAsync("freezer/virtool/job1/freezer.state", "");

        new ControlGroup(Fake(1, "freezer"), "virtool", "job1").Kill();

        (await ReadAsync("freezer/virtool/job1/freezer.state")).ShouldBe("THAWED");
    }

    [Fact]
    public async Task Processor_time_is_counted_by_version_2()
    {
        await WriteAsync("virtool/job1/cpu.stat", "usage_usec 2500000\nuser_usec 2000000\nsystem_usec 500000\n");

        new ControlGroup(Fake(2), "virtool", "job1").CpuSeconds.ShouldBe(2.5);
        new ControlGroup(Fake(2), "virtool", "job2").CpuSeconds.ShouldBeNull();
    }

    [Fact]
    public void The_last_job_takes_the_group_of_all_jobs_with_it()
    {
        var means = new Means(null, null, Fake(2));
        var (one, two) = (Made(means, "job1"), Made(means, "job2"));

        one.TryRemove().ShouldBeTrue();
        Directory.Exists(_folder.File("virtool/job2")).ShouldBeTrue();
        two.TryRemove().ShouldBeTrue();
        two.TryRemove().ShouldBeTrue();

        Directory.Exists(_folder.File("virtool")).ShouldBeFalse();
    }

    [Fact]
    public void A_group_that_is_not_the_servers_alone_is_not_divided()
    {
        var own = Fake(2, "memory");
        File.WriteAllText(_folder.File("cgroup.type"), "domain");
        File.WriteAllText(_folder.File("cgroup.procs"), $"{Environment.ProcessId}\n{ProcessEntry.All().First(process => process.Id != 1 && process.Id != Environment.ProcessId && process.RunId() is null).Id}\n");

        Should.Throw<IOException>(() => Delegation.Prepare(own)).Message.ShouldContain("Delegate=yes");
    }

    [Fact]
    public void A_group_of_the_servers_own_is_divided_and_the_server_moves_aside()
    {
        var own = Fake(2, "memory");
        File.WriteAllText(_folder.File("cgroup.type"), "domain");
        File.WriteAllText(_folder.File("cgroup.procs"), $"{Environment.ProcessId}\n");

        Delegation.Prepare(own).Folder.ShouldBe(own.Folder);

        File.ReadAllText(_folder.File("server/cgroup.procs")).ShouldBe($"{Environment.ProcessId}");
    }

    [Fact]
    public void A_server_that_stands_aside_already_makes_its_groups_beside_itself()
    {
        File.WriteAllText(_folder.File("cgroup.controllers"), "cpu memory pids\n");

        var prepared = Delegation.Prepare(new Hierarchy(2, [], _folder.File("server")));

        (prepared.Folder, string.Join(' ', prepared.Controllers)).ShouldBe((_folder.Path, "cpu memory pids"));
    }

    private static JobGroup Made(Means means, string job)
    {
        var group = new JobGroup(means, "virtool", job);
        group.Make(new ProcessLimits(job, 1, Memory), cores: 2);
        group.Run($"{job}.1.1").Make();
        return group;
    }

    private Hierarchy Fake(int version, params string[] controllers) =>
        new(version, controllers, version == 2 ? _folder.Path : _folder.File(controllers[0]));

    private async Task WriteAsync(string name, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(name))!);
        await File.WriteAllTextAsync(_folder.File(name), content, TestContext.Current.CancellationToken);
    }

    private Task<string> ReadAsync(string name) => File.ReadAllTextAsync(_folder.File(name), TestContext.Current.CancellationToken);
}
