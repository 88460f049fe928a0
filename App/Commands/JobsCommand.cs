using System.CommandLine;
using System.Globalization;
using Virtool.App.Api;
using Virtool.Components.Look;
using Virtool.Data.Documents;
using Virtool.Data.Ownership;
using Virtool.Data.Store;
using Virtool.Domain.Jobs;
using Virtool.Domain.Rights;

namespace Virtool.App.Commands;

/// <summary><c>virtool admin jobs</c>: lists, cancels and starts again, beside the running server or without one.</summary>
internal static class JobsCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var json = CommonOptions.AsJson();
        var command = new Command("jobs", "List the jobs, newest first; cancel one, or start one again.") { json, Cancel(), Retry() };
        command.SetAction((result, cancellation) => AdminCommand.ListAsync(
            result,
            result.GetValue(json),
            services => services.GetRequiredService<JobService>().Search(Viewer.Server),
            Projections.Of,
            job => Columns(job, TimeProvider.System.GetUtcNow()),
            cancellation));
        return command;
    }

    private static Command Cancel()
    {
        var id = Id();
        var command = new Command("cancel", "Cancel a job that waits or runs. Where no server runs, it is cancelled as soon as one does.") { id };
        command.SetAction((result, cancellation) => ChangeAsync(
            result,
            service => service.CancelAsync(Viewer.Server, result.GetValue(id)!, cancellation),
            job => job.State == JobState.Cancelled
                ? "was cancelled before."
                : "is to be cancelled: the server that runs its jobs does it now.",
            job => job.State == JobState.Cancelled
                ? "was cancelled before."
                : "is to be cancelled. No server runs its jobs now: it is cancelled as soon as one starts, which also ends its tools where some still run.",
            cancellation));
        return command;
    }

    private static Command Retry()
    {
        var id = Id();
        var memory = new Option<int?>("--memory") { Description = "Memory in GB that it is to get (otherwise what its workflow gets).", HelpName = "GB" };
        memory.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() < 1)
            {
                result.AddError("--memory takes a number of at least 1.");
            }
        });
        var command = new Command("retry", "Start a job again that failed or was cancelled, from its first unfinished step.") { id, memory };
        command.SetAction((result, cancellation) => ChangeAsync(
            result,
            service => service.RetryAsync(Viewer.Server, result.GetValue(id)!, result.GetValue(memory), cancellation),
            _ => "waits again: the server that runs its jobs starts it when its turn comes.",
            _ => "waits again. No server runs its jobs now: it is started by the next one.",
            cancellation));
        return command;
    }

    private static Argument<string> Id() => new("id") { Description = "The job's id, as the list gives it." };

    private static async Task<int> ChangeAsync(
        ParseResult result, Func<JobService, Task<Job>> change, Func<Job, string> served, Func<Job, string> alone, CancellationToken cancellation)
    {
        await using var services = await AdminData.OpenAsync(result, cancellation);
        var job = await change(services.GetRequiredService<JobService>());
        var sentence = (await IsServedAsync(services, cancellation) ? served : alone)(job);
        await Console.Error.WriteLineAsync($"Job {job.Id} ({job.Task} of {job.Subject.Name}) {sentence}");
        return ExitCodes.Done;
    }

    /// <summary>Whether a server owns the data: then this process cannot.</summary>
    private static async Task<bool> IsServedAsync(ServiceProvider services, CancellationToken cancellation)
    {
        try
        {
            return await services.GetRequiredService<IOwnership>().TryTakeAsync(cancellation) is null;
        }
        catch (StoreException)
        {
            return true;
        }
    }

    private static IReadOnlyList<string> Columns(Job job, DateTimeOffset now) =>
    [
        job.Id,
        job is { CancelRequested: true, State: JobState.Waiting or JobState.Running } ? "being cancelled" : Json.Word(job.State),
        job.Progress.ToString("P0", CultureInfo.InvariantCulture).PadLeft(5),
        job.Task,
        job.Subject.Name,
        Why(job, now),
    ];

    private static string Why(Job job, DateTimeOffset now) => job.State switch
    {
        JobState.Waiting => string.Join(" ", new[] { job.Reason ?? "Waits for its turn.", Words.About(job.ExpectedAt, now) }).TrimEnd(),
        JobState.Running => Words.Title(job.Stage),
        JobState.Error => job.Error?.Message ?? "",
        _ => "",
    };
}
