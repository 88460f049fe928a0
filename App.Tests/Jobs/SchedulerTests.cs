using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.Domain.Jobs;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;
using Virtool.Jobs.Processes;
using Virtool.Jobs.Scheduling;
using Virtool.Jobs.Workflows;
using Xunit;

namespace Virtool.App.Tests.Jobs;

public sealed class SchedulerTests : IDisposable
{
    private static readonly Machine TwoCores = new(2, 3);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task A_job_runs_a_real_tool_and_completes()
    {
        var output = "";
        var workflow = new ScriptedWorkflow(
            "real",
            WorkflowSize.Small,
            async (step, cancellation) =>
            {
                var upper = new ToolCommand("fake-tool", ["upper"]) { Source = new ToolCommand("fake-tool", ["print", "it's", "two words"]), OutputFile = step.PathOf("out") };
                await step.RunAsync(upper, cancellation);
                output = await File.ReadAllTextAsync(step.PathOf("out"), cancellation);
            },
            (step, cancellation) => step.RunAsync(new ToolCommand("fake-tool", ["print", "done"]), cancellation));
        await using var host = await Host(workflow).StartAsync();

        var job = await host.WaitForAsync(await host.SubmitAsync("real"), JobState.Complete);

        output.ShouldBe("IT'S\nTWO WORDS\n");
        job.Progress.ShouldBe(1);
        (job.Proc, job.Mem, job.Attempts).ShouldBe((1, 1, 1));
        job.Status.Select(status => (status.State, status.Stage, status.Progress)).ShouldBe(
        [
            (JobState.Waiting, null, 0),
            (JobState.Running, "step_1", 0.33),
            (JobState.Running, "step_2", 0.67),
            (JobState.Complete, "step_2", 1),
        ]);
        job.Steps.ShouldAllBe(step => step.ExitStatus == 0 && step.FinishedAt >= step.StartedAt && step.Tools!["fake-tool"] == "1.2.3");
        host.Get<Virtool.Jobs.Logs.JobLog>().Tail(job.Id).Select(line => $"{line.Step} {line.Text}").ShouldBe(
            ["1 $ fake-tool print 'it'\\''s' 'two words' | fake-tool upper > " + Path.Combine(host.Data.Attempt(job.Id, 1), "out"), "2 $ fake-tool print done", "2 done"]);
        Directory.GetDirectories(host.Data.Work).ShouldBeEmpty();
        workflow.CleanedUp.ShouldBeEmpty();
    }

    private JobsHost Host(params IWorkflow[] workflows) => new(_folder.Path, TwoCores, workflows);
}
