using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Virtool.App.Tests.Jobs;
using Virtool.App.Tests.Rights;
using Virtool.Data.Changes;
using Virtool.Data.Collections;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Tasks;
using Virtool.Jobs.Tasks;
using Xunit;

namespace Virtool.App.Tests.Tasks;

public sealed class TaskRunnerTests : IAsyncLifetime
{
    private static readonly Link Ann = new("ann00000", "ann");

    private readonly MadeUpTasks _kind = new();
    private readonly CancellationTokenSource _ended = new();
    private RightsHost _host = null!;
    private Task _running = Task.CompletedTask;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Collection<ServerTask> Tasks => _host.All<ServerTask>();

    private TaskService Service => _host.Get<TaskService>();

    public async ValueTask InitializeAsync() => _host = await new RightsHost().StartAsync();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _ended.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_task_is_done_and_tells_how_far_it_is()
    {
        Start();
        var task = await SubmitAsync();
        await _kind.BegunAsync(task.Id);
        var going = await UntilAsync(task.Id, now => now.Step == "Writing");
        (going.State, going.Progress).ShouldBe((TaskState.Running, 0.2));
        _kind.Release(task.Id);

        var done = await UntilAsync(task.Id, now => now.IsOver);
        (done.State, done.Progress, done.Attempts, done.Error).ShouldBe((TaskState.Complete, 1, 1, null));
        _kind.CleanedUp.ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_are_done_at_once_the_oldest_first()
    {
        var tasks = new List<ServerTask>();
        for (var number = 0; number < 4; number++)
        {
            tasks.Add(await Tasks.InsertAsync(Prepared() with { CreatedAt = DateTimeOffset.UnixEpoch.AddDays(number) }, Cancellation));
        }

        Start();
        await _kind.BegunAsync(tasks[0].Id);
        await _kind.BegunAsync(tasks[1].Id);
        (await Tasks.GetAsync(tasks[2].Id, Cancellation))!.State.ShouldBe(TaskState.Waiting);
        _kind.Release(tasks[1].Id);
        await _kind.BegunAsync(tasks[2].Id);
        (await Tasks.GetAsync(tasks[3].Id, Cancellation))!.State.ShouldBe(TaskState.Waiting);
        tasks.ForEach(task => _kind.Release(task.Id));
        await UntilAsync(tasks[3].Id, now => now.State == TaskState.Complete);
    }

    [Fact]
    public async Task What_fails_says_why_and_is_cleaned_up()
    {
        Start();
        var task = await SubmitAsync();
        await _kind.BegunAsync(task.Id);
        _kind.Fail(task.Id, new TaskFailedException("The file has problems.", [new Problem("line 3", "A name is missing", "Give it one.")], 300));

        var failed = await UntilAsync(task.Id, now => now.IsOver);
        (failed.State, failed.Error, failed.ProblemCount).ShouldBe((TaskState.Failed, "The file has problems.", 300));
        failed.Problems.ShouldHaveSingleItem().Where.ShouldBe("line 3");
        _kind.CleanedUp.ShouldBe([task.Id]);
        (await Tasks.FindAsync(Service.ToShow(Viewer.Server, "references"), Cancellation)).ShouldHaveSingleItem();
        await Service.DismissAsync(Viewer.Server, task.Id, Cancellation);
        (await Tasks.FindAsync(Service.ToShow(Viewer.Server, "references"), Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_nobody_expected_fails_with_a_sentence()
    {
        Start();
        var task = await SubmitAsync();
        await _kind.BegunAsync(task.Id);
        _kind.Fail(task.Id, new IOException("No space left on device."));
        (await UntilAsync(task.Id, now => now.IsOver)).Error!.ShouldBe("Something went wrong that the server did not expect: No space left on device. The server's log has more; try again.");
        _kind.CleanedUp.ShouldBe([task.Id]);
    }

    [Fact]
    public async Task One_that_goes_on_is_cancelled_by_who_wanted_it_and_cleaned_up()
    {
        Start();
        var task = await SubmitAsync();
        await _kind.BegunAsync(task.Id);
        await Should.ThrowAsync<NotPermittedException>(() => Service.CancelAsync(new Viewer("bob00000", "bob", false, new HashSet<Permission>()), task.Id, Cancellation));
        await Service.CancelAsync(new Viewer(Ann.Id, Ann.Name, false, new HashSet<Permission>()), task.Id, Cancellation);

        (await UntilAsync(task.Id, now => now.IsOver)).State.ShouldBe(TaskState.Cancelled);
        _kind.CleanedUp.ShouldBe([task.Id]);
    }

    [Fact]
    public async Task What_a_server_left_is_begun_again_and_fails_after_three_attempts()
    {
        var left = await Tasks.InsertAsync(Prepared() with { State = TaskState.Running, Attempts = 1 }, Cancellation);
        var hopeless = await Tasks.InsertAsync(Prepared() with { State = TaskState.Running, Attempts = 3 }, Cancellation);
        Start();
        await _kind.BegunAsync(left.Id);
        _kind.Release(left.Id);

        (await UntilAsync(left.Id, now => now.IsOver)).Attempts.ShouldBe(2);
        var failed = await UntilAsync(hopeless.Id, now => now.IsOver);
        failed.State.ShouldBe(TaskState.Failed);
        failed.Error!.ShouldStartWith("The server ended each time");
        _kind.CleanedUp.ShouldBe([hopeless.Id]);
    }

    [Fact]
    public async Task At_the_end_of_a_server_its_tasks_stay_to_be_begun_again()
    {
        Start();
        var task = await SubmitAsync();
        await _kind.BegunAsync(task.Id);
        await StopAsync();

        (await Tasks.GetAsync(task.Id, Cancellation))!.State.ShouldBe(TaskState.Running);
        _kind.CleanedUp.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_of_a_kind_that_is_not_known_here_is_left_to_who_knows_it()
    {
        var strange = await Tasks.InsertAsync(Prepared() with { Type = "strange", CreatedAt = DateTimeOffset.UnixEpoch }, Cancellation);
        Start();
        var task = await SubmitAsync();
        await _kind.BegunAsync(task.Id);
        _kind.Release(task.Id);
        await UntilAsync(task.Id, now => now.IsOver);

        (await Tasks.GetAsync(strange.Id, Cancellation))!.State.ShouldBe(TaskState.Waiting);
    }

    private void Start() => _running = new TaskRunner([_kind], Tasks, _host.Get<IChangeFeed>(), TimeProvider.System, NullLogger<TaskRunner>.Instance).RunAsync(_ended.Token);

    private async Task StopAsync()
    {
        await _ended.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private ServerTask Prepared() => Service.Prepare(MadeUpTasks.Name, new Subject("references", "referen1", "Viruses"), Ann, [Principals.Everyone]);

    private Task<ServerTask> SubmitAsync() => Tasks.InsertAsync(Prepared(), Cancellation);

    private async Task<ServerTask> UntilAsync(string id, Func<ServerTask, bool> holds)
    {
        ServerTask? now = null;
        await Waiting.UntilAsync(async () => (now = await Tasks.GetAsync(id, Cancellation)) is { } found && holds(found));
        return now!;
    }
}
