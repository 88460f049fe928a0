using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.Domain.Jobs;
using Virtool.Domain.Settings;
using Virtool.Jobs.Processes;
using Virtool.Jobs.Scheduling;
using Virtool.Jobs.Workflows;
using Xunit;

namespace Virtool.App.Tests.Jobs.Scheduling;

public sealed class MissingToolTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_job_with_an_obstacle_waits_and_is_in_nobodys_way()
    {
        var verdicts = Decision.Of(new Situation(DateTimeOffset.UnixEpoch, new Resources(2, 4), []), [new Candidate("1", new Resources(2, 4), "Waits for rain."), new Candidate("2", new Resources(2, 4))]);
        verdicts.ShouldBe([new Verdict.Wait("1", "Waits for rain."), new Verdict.Start("2", new Resources(2, 4))]);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_job_waits_for_a_missing_tool_and_starts_once_it_is_installed()
    {
        var tool = Path.Combine(_folder.Path, "new-tool");
        var workflow = new ScriptedWorkflow("needs_it", WorkflowSize.Small, (step, cancellation) => step.RunAsync(new ToolCommand(tool, []), cancellation)) { Tools = [tool] };
        await using var host = await new JobsHost(Path.Combine(_folder.Path, "data"), new Machine(2, 4), [workflow]).StartAsync();

        var job = await host.WaitForAsync(await host.SubmitAsync("needs_it"), waiting => waiting.Reason is not null);
        job.State.ShouldBe(JobState.Waiting);
        job.Reason.ShouldBe($"Waits for the program {tool}, which is not on this machine. Install it: the job then starts by itself.");

        File.CreateSymbolicLink(tool, "/bin/true");
        host.Get<SchedulerEvents>().Tell(new SchedulerEvent.Resync());
        await host.WaitForAsync(job, JobState.Complete);
    }
}
