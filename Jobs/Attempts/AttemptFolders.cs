using System.Globalization;
using Microsoft.Extensions.Logging;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Jobs.Workflows;

namespace Virtool.Jobs.Attempts;

/// <summary>The folders that jobs work in: one a job, in it one an attempt, in which what finished steps left is kept for another one.</summary>
/// <param name="data">Where they lie.</param>
/// <param name="log">Says what could not be removed.</param>
internal sealed class AttemptFolders(DataFolder data, ILogger<AttemptFolders> log)
{
    private readonly AttemptOwner _here = AttemptOwner.Here();

    /// <summary>How many of a waiting job's finished steps its next attempt need not run again: all of them, where what they left is there; else none.</summary>
    public int Kept(Job job, IWorkflow workflow)
    {
        var steps = job.FinishedSteps();
        return steps > 0
            && Keeps(workflow)
            && job.Steps.Select(step => step.Name).SequenceEqual(workflow.Steps.Select(step => step.Name))
            && Newest(job.Id) is { } folder
            && LeftFiles.AreThere(folder, steps)
            ? steps
            : 0;
    }

    /// <summary>The folder of a running attempt is there, with what the finished steps left, and is this process's. Others of the job go.</summary>
    public void Begin(Job job)
    {
        var folder = data.Attempt(job.Id, job.Attempts);
        if (!Directory.Exists(folder) && job.FinishedSteps() is > 0 and var steps && Newest(job.Id) is { } former)
        {
            // In this order: a folder with this attempt's number holds nothing of the one before but that.
            LeftFiles.Restore(former, steps);
            Directory.Move(former, folder);
        }

        Directory.CreateDirectory(Control(folder));
        _here.Write(Control(folder));
        foreach (var other in Attempts(job.Id).Where(other => other != folder))
        {
            Remove(other);
        }
    }

    /// <summary>Writes down what the finished steps left, so many of them.</summary>
    public void Finish(Job job, int steps) => LeftFiles.Write(data.Attempt(job.Id, job.Attempts), steps);

    /// <summary>Leaves a running attempt to the process that comes next.</summary>
    public void Leave(Job job)
    {
        var control = Control(data.Attempt(job.Id, job.Attempts));
        if (Directory.Exists(control))
        {
            (_here with { ProcessId = 0, Started = 0 }).Write(control);
        }
    }

    /// <summary>How the attempt of a job that runs under nobody's eyes stands.</summary>
    public Standing Look(Job job) => AttemptOwner.Read(Control(data.Attempt(job.Id, job.Attempts)))?.SeenBy(_here) ?? Standing.Elsewhere;

    /// <summary>After a failure or a cancellation: what finished steps left is kept where the job can be started again; all else of it goes.</summary>
    /// <param name="job">The job, as it ran.</param>
    /// <param name="workflow">What it ran.</param>
    public void Put(Job job, IWorkflow workflow)
    {
        var (folder, steps) = (data.Attempt(job.Id, job.Attempts), job.FinishedSteps());
        if (!Keeps(workflow) || steps == 0 || !Directory.Exists(folder) || !LeftFiles.AreThere(folder, steps))
        {
            Discard(job);
            return;
        }

        try
        {
            LeftFiles.Restore(folder, steps);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            log.LogWarning(exception, "What step {Step} of job {Job} wrote cannot be removed; it is tried again when the job is", job.Stage, job.Id);
        }
    }

    /// <summary>Removes the job's work folder, with all attempts.</summary>
    public void Discard(string id) => Remove(Path.Combine(data.Work, id));

    /// <summary>Removes what an attempt worked in. Another attempt's folder, which may be another server's by now, is left.</summary>
    public void Discard(Job attempt)
    {
        Remove(data.Attempt(attempt.Id, attempt.Attempts));
        var others = Path.Combine(data.Work, attempt.Id);
        if (Directory.Exists(others) && !Directory.EnumerateFileSystemEntries(others).Any())
        {
            Remove(others, recursive: false);
        }
    }

    /// <summary>Removes all that is kept of a job that is removed: its work and its logs.</summary>
    public void Forget(string id)
    {
        Discard(id);
        Remove(data.Log(id));
    }

    private static bool Keeps(IWorkflow workflow) => workflow is { Retryable: true, StartsOver: false };

    private static string Control(string folder) => Path.Combine(folder, LeftFiles.Control);

    private string? Newest(string id) => Attempts(id).MaxBy(NumberOf);

    private IEnumerable<string> Attempts(string id)
    {
        var folder = Path.Combine(data.Work, id);
        return Directory.Exists(folder) ? Directory.GetDirectories(folder) : [];
    }

    private static int NumberOf(string folder) => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var number) ? number : -1;

    private void Remove(string folder, bool recursive = true)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            log.LogWarning(exception, "The folder {Folder} cannot be removed; it is tried again at the next start", folder);
        }
    }
}
