using System.Globalization;
using Medallion.Shell;
using Virtool.Jobs.Processes;

namespace Virtool.Jobs.Limits;

/// <summary>Tries what this machine can do about processes: what it says it can is not asked.</summary>
/// <param name="parent">The name of the group of all jobs.</param>
/// <param name="time">The clock.</param>
internal sealed class Probe(string parent, TimeProvider time)
{
    private const string Name = "probe-";
    private const long Megabyte = 1L << 20;
    private const long Little = 24 * Megabyte;

    // Where the limit does not hold, the process itself stops here.
    private const long Enough = 256 * Megabyte;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    /// <summary>Whether a group that bears the name of a job was made to try something.</summary>
    public static bool IsProbe(string jobId) => jobId.StartsWith(Name, StringComparison.Ordinal);

    /// <summary>Something that takes more memory than its group may is killed, and the kernel counts it.</summary>
    /// <returns>Null: it is so; else why not.</returns>
    public Task<string?> MemoryAsync(Hierarchy hierarchy) => TryAsync(new Means(hierarchy, null, null), async job =>
    {
        // It holds the last line of what it reads, and there is no end of the line.
        var eater = Start(job, $"ulimit -v {Enough / 1024}; exec tail /dev/zero");
        await EndAsync(eater);
        return job.OutOfMemory > 0 ? null : "a limit on memory was set, and did not hold";
    });

    /// <summary>A limit on cores can be set, and the weight of all jobs.</summary>
    /// <returns>As <see cref="MemoryAsync"/>.</returns>
    public Task<string?> CpuAsync(Hierarchy hierarchy) => TryAsync(
        new Means(null, hierarchy, null),
        job => Task.FromResult(new ControlGroup(hierarchy, parent, job.JobId).CpuLimit() == 1 ? null : "a limit on cores was set, and is not there"));

    /// <summary>Something that leaves its session and is deaf to SIGTERM can be killed.</summary>
    /// <returns>As <see cref="MemoryAsync"/>.</returns>
    public Task<string?> KillAsync(Hierarchy hierarchy) => TryAsync(new Means(null, null, hierarchy), async job =>
    {
        var deaf = Start(job, "trap '' TERM; setsid sleep 10 & wait");
        var joined = await UntilAsync(() => job.Run.Processes()?.Count >= 2);
        job.Run.Kill();
        var killed = joined && await UntilAsync(() => job.Run.Processes()?.Count == 0);
        await EndAsync(deaf);
        return killed ? null : "a process was to be killed with its group, and was not";
    });

    private async Task<string?> TryAsync(Means means, Func<Trial, Task<string?>> attempt)
    {
        var jobId = $"{Name}{Guid.NewGuid():N}";
        var group = new JobGroup(means, parent, jobId);
        try
        {
            group.Make(new ProcessLimits(jobId, Proc: 1, Little), cores: 2);
            var run = group.Run("run");
            run.Make();
            return await attempt(new Trial(jobId, run));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception.Message;
        }
        finally
        {
            group.Kill();
            await UntilAsync(group.TryRemove);
        }
    }

    private static Command Start(Trial trial, string script) => Command.Run(
        "bash",
        ["-c", $"exec </dev/null &>/dev/null; for file; do echo $$ >\"$file\" || exit 3; done; {script}", "probe", .. trial.Run.Joining],
        settings => settings.ThrowOnError(false).StartInfo(start => start.Environment["LC_ALL"] = "C"));

    private async Task EndAsync(Command command)
    {
        if (await Task.WhenAny(command.Task, Task.Delay(Patience, time)) != command.Task)
        {
            command.Kill();
        }

        await command.Task;
    }

    private async Task<bool> UntilAsync(Func<bool> condition)
    {
        var begun = time.GetTimestamp();
        while (!condition())
        {
            if (time.GetElapsedTime(begun) > Patience)
            {
                return false;
            }

            await Task.Delay(Look, time);
        }

        return true;
    }

    private sealed record Trial(string JobId, RunGroup Run)
    {
        public long OutOfMemory => Run.OutOfMemory;
    }
}
