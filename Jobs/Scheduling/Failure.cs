using System.Globalization;
using Virtool.Bio;
using Virtool.Domain.Jobs;
using Virtool.Domain.Rights;
using Virtool.Jobs.Processes;
using Virtool.Jobs.Workflows;

namespace Virtool.Jobs.Scheduling;

/// <summary>Says why a step failed, in words for people.</summary>
public static class Failure
{
    private const int BadInput = 2;
    private const int SignalBase = 128;
    private const int KillSignal = 9;
    private const int NoSpaceLeft = 28;

    private static readonly string[] MemoryWords =
        ["out of memory", "cannot allocate memory", "bad_alloc", "outofmemoryexception", "memoryerror", "could not allocate", "insufficient memory"];

    private static readonly string[] DiskWords = ["no space left on device", "disk quota exceeded", "disk full"];

    /// <summary>The error of a job whose step ended with the exception.</summary>
    /// <param name="exception">What it ended with.</param>
    /// <param name="job">The job as it ran.</param>
    /// <param name="most">GB of memory that all jobs together may have.</param>
    public static JobError Of(Exception exception, Job job, int most) => exception switch
    {
        ToolMissingException missing => new JobError("tool_missing", missing.Message, []),
        ToolFailedException failed => OfTool(failed, job, most),
        StepFailedException failed => new JobError(failed.Type, failed.Message, []),
        InputException => new JobError("bad_input", exception.Message, []),
        RefusedException or NotFoundException => new JobError("refused", exception.Message, []),
        IOException { HResult: NoSpaceLeft } => new JobError("disk_full", DiskFull("The server"), [exception.Message]),
        OutOfMemoryException => new JobError("out_of_memory", "The server itself ran out of memory. Lower the limits of jobs in Settings, so that more is left for it.", []),
        _ => new JobError(
            "internal",
            $"The step failed for a reason that the server does not know: {exception.Message} Its log has more; start the job again, or report this.",
            [$"{exception.GetType().Name}: {exception.Message}"]),
    };

    private static JobError OfTool(ToolFailedException failed, Job job, int most)
    {
        var (tool, status, words) = (failed.Tool, failed.Result.ExitStatus, failed.Result.LastWords);
        if (failed.Result.OutOfMemory || Says(words, MemoryWords))
        {
            return OutOfMemory(failed, job, most);
        }

        if (Says(words, DiskWords))
        {
            return new JobError("disk_full", DiskFull(tool), words);
        }

        if (tool == Toolbox.Virtool && status == BadInput)
        {
            return new JobError("bad_input", words.LastOrDefault(word => !string.IsNullOrWhiteSpace(word)) ?? "The input is malformed.", words);
        }

        return status > SignalBase ? OfSignal(tool, status - SignalBase, words, job) : new JobError("tool_failed", Failed(tool, status, words), words);
    }

    // What the kernel or the watch over its memory counted is sure; an exit status is not, whatever it is.
    private static JobError OutOfMemory(ToolFailedException failed, Job job, int most)
    {
        var had = $"{failed.Tool} ran out of its {job.Mem} GB of memory";
        var offered = job.MoreMemory(most);
        var sentence = (offered, job.MemoryByItself(failed, most)) switch
        {
            (null, _) => $"{had}, which is all that jobs together may have. An administrator can raise that in Settings; then start it again.",
            (_, { } more) => $"{had}; it is started again by itself with {more} GB.",
            _ => $"{had}; retry with {offered} GB?",
        };
        return new JobError("out_of_memory", sentence, failed.Result.LastWords, offered);
    }

    private static JobError OfSignal(string tool, int signal, IReadOnlyList<string> words, Job job) => signal == KillSignal
        ? new JobError("killed", $"{tool} was killed from outside, most often because the machine had no memory left; the job itself may take {job.Mem} GB and had not taken them. Look at what else runs on it, and start the job again.", words)
        : new JobError("killed", $"{tool} was ended by signal {signal} ({Name(signal)}). Its last words are below.", words);

    private static string Failed(string tool, int status, IReadOnlyList<string> words) => words.Count == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{tool} ended with exit status {status}, and said nothing.")
        : string.Create(CultureInfo.InvariantCulture, $"{tool} ended with exit status {status}. Its last words are below.");

    private static string DiskFull(string who) => $"{who} could not write: the disk is full. Make room on the disk of the data folder, and start the job again.";

    private static bool Says(IReadOnlyList<string> words, string[] signs) =>
        words.Any(word => signs.Any(sign => word.Contains(sign, StringComparison.OrdinalIgnoreCase)));

    private static string Name(int signal) => signal switch
    {
        4 => "illegal instruction",
        6 => "abort",
        7 => "bus error",
        8 => "arithmetic error",
        11 => "segmentation fault",
        15 => "terminate",
        _ => "see signal(7)",
    };
}
