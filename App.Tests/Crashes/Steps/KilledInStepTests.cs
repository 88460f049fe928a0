using Shouldly;
using Virtool.App.Tests.Jobs;
using Virtool.Domain.Jobs;
using Virtool.Jobs.Workflows;
using Virtool.App.Tests.Data;
using Virtool.App.Tests.Workflows;
using Xunit;

namespace Virtool.App.Tests.Crashes.Steps;

/// <summary>A real server under <c>kill -9</c> in the steps of the workflows: of every one with <c>./test --long</c>, else of some.</summary>
/// <param name="prepared">What it works on.</param>
public sealed class KilledInStepTests(PreparedFolders prepared) : IClassFixture<PreparedFolders>
{
    private static readonly string[] Some =
    [
        "create_sample:move_files:After",
        "create_sample:finish:Written",
        "update_sample:replace:After",
        "update_sample:remove_earlier:Removed",
        "create_subtraction:bowtie_build:ToolRuns",
        "create_subtraction:finish:After",
        "build_index:bowtie_build:ToolEnds",
        "build_index:finish:After",
        "pathoscope:write_isolate_fasta:Before",
        "pathoscope:map_isolates:ToolRuns",
        "pathoscope:pathoscope:ToolEnds",
        "pathoscope:import_results:After",
    ];

    public static TheoryData<string> Points => [.. TestCounts.Long ? All() : Some];

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Points))]
    public async Task Nothing_comes_out_otherwise_and_no_tool_runs_twice_where_the_server_is_killed_in_a_step(string where)
    {
        var point = CrashPoint.Parse(where);
        var folder = await prepared.ForAsync(point.Workflow);
        await using var lab = await StepLab.OpenAsync(folder);
        var job = await lab.JobAsync(point.Workflow);
        var step = StepsOf(point.Workflow).ToList().FindIndex(one => one.Name == point.Step) + 1;
        if (point.Moment is CrashMoment.ToolRuns or CrashMoment.ToolEnds)
        {
            lab.Marks.Hold(job.Id, step);
        }

        await lab.RunUntilKilledAsync(point);
        var killed = (await lab.JobAsync(point.Workflow)).Fence;
        var tools = await StepLab.ToolsAsync(lab);
        if (point.Moment == CrashMoment.ToolEnds)
        {
            lab.Marks.LetGo(job.Id, step);
            await Waiting.UntilAsync(async () => (await StepLab.ToolsAsync(lab)).Count == 0);
        }

        await using var next = await ServerProcess.StartAsync(lab.Folder, lab.Settings);
        if (point.Moment == CrashMoment.ToolRuns)
        {
            await Waiting.UntilAsync(async () => (await lab.JobAsync(point.Workflow)).Fence > killed, () => next.Log);
            (await StepLab.ToolsAsync(lab)).ShouldBe(tools, "the tool that ran is waited for");
            lab.Marks.LetGo(job.Id, step);
        }

        await lab.CompleteAsync(() => next.Log);
        await WholeAsync(lab, point.Workflow, prepared.Undisturbed(folder), next);
    }

    private static async Task WholeAsync(StepLab lab, string workflow, IReadOnlyDictionary<string, string> undisturbed, ServerProcess server)
    {
        lab.Marks.Overlaps.ShouldBeEmpty();
        lab.Marks.Runs.ShouldBeUnique();
        (await lab.JobsAsync()).ShouldAllBe(job => job.State == JobState.Complete && (job.Attempts == 1 || job.Task != workflow), server.Log);
        (await lab.ResultAsync()).ShouldBe(undisturbed);
        (await StepLab.ToolsAsync(lab)).ShouldBeEmpty();
        await Waiting.UntilAsync(() => Directory.GetDirectories(Path.Combine(lab.Folder, "work")).Length == 0);
    }

    private static IEnumerable<string> All()
    {
        foreach (var workflow in new[] { "create_sample", "update_sample", "create_subtraction", "build_index", "pathoscope", "nuvs" })
        {
            var steps = StepsOf(workflow);
            foreach (var step in steps)
            {
                CrashMoment[] moments =
                [
                    CrashMoment.Before, CrashMoment.Middle, CrashMoment.After,
                    .. step == steps[^1] ? (CrashMoment[])[CrashMoment.Written, CrashMoment.Removed] : [],
                    .. step.Tools.Count > 0 ? (CrashMoment[])[CrashMoment.ToolBegun, CrashMoment.ToolRuns, CrashMoment.ToolEnds] : [],
                ];
                foreach (var moment in moments)
                {
                    yield return new CrashPoint(workflow, step.Name, moment).ToString();
                }
            }
        }
    }

    // Of a host that is not started: only its workflows are looked at.
    private static IReadOnlyList<WorkflowStep> StepsOf(string workflow)
    {
        using var folder = new TemporaryFolder();
        var host = new WorkflowsHost(folder.Path);
        try
        {
            return host.Workflow(workflow).Steps;
        }
        finally
        {
            host.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
