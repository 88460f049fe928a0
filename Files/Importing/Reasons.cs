using System.Globalization;
using Virtool.Domain.Files;

namespace Virtool.Files.Importing;

/// <summary>What people read of a file that waits or was refused: what happened, why, what to do.</summary>
internal static class Reasons
{
    private const string Unfinished = " The copy is probably not finished: it is looked at again when it changes; otherwise copy it again.";

    // As the readers of the formats say it.
    private const string Advice = " Copy the file again from its source.";

    private const string Uncomputed = " It is probably still being computed: it is looked at again when it changes; otherwise make it anew, or remove it.";

    public static string Growing(string name) =>
        $"{name} is still being written. It is read as soon as it has been quiet for a while.";

    public static string EndsEarly(string name, ImportOutcome.EndsEarly outcome) => Stop(name, outcome) + Unfinished;

    /// <param name="reason">What <see cref="EndsEarly"/> gave.</param>
    /// <param name="wait">How long it has been waited.</param>
    public static string NeverEnded(string reason, TimeSpan wait) =>
        $"{reason.Replace(Unfinished, "", StringComparison.Ordinal).Replace(Uncomputed, "", StringComparison.Ordinal)} It has not changed for {Words(wait)}, so it was moved to the quarantine. Copy it again from its source.";

    public static string Damaged(string name, FileType type, ImportOutcome.Damaged outcome) =>
        $"{name} {Wrong(type, outcome)}, so it was moved to the quarantine. {(outcome.Fastq ? WithAdvice(What(outcome)) : What(outcome))}";

    /// <summary>What a file is that has something wrong in it.</summary>
    public static string Wrong(FileType type, ImportOutcome.Damaged outcome) =>
        outcome.Fastq ? "is damaged" : type == FileType.Subtraction ? "holds no genome" : "holds no reads";

    /// <summary>What is wrong, and where its packed data breaks, if it does.</summary>
    public static string What(ImportOutcome.Damaged outcome)
    {
        if (outcome.Byte is not { } at)
        {
            return outcome.Message;
        }

        var line = outcome.Line is { } known ? string.Create(CultureInfo.InvariantCulture, $"line {known:N0}, ") : "";
        var place = string.Create(CultureInfo.InvariantCulture, $" Its packed data breaks at {line}byte {at:N0}.");
        return outcome.Message.EndsWith(Advice, StringComparison.Ordinal) ? outcome.Message[..^Advice.Length] + place + Advice : outcome.Message + place;
    }

    public static string WrongSum(string name, ImportOutcome.WrongSum outcome) => outcome switch
    {
        { Actual: null } => $"{outcome.Sum.FileName} lies beside {name}, but says no {outcome.Sum.Algorithm} checksum of it.{Uncomputed}",
        { MayGrow: true } => $"{Sums(name, outcome)}.{Unfinished}",
        _ => $"{Sums(name, outcome)}, so it was moved to the quarantine. Copy it again from its source, or mend its checksum.",
    };

    public static string NoMarker(string name, string run, TimeSpan wait) =>
        $"{name} lies in the run folder {run}, and the sequencer has not said there that all is copied (CopyComplete.txt or RTAComplete.txt). It is read when that comes, or when it has not changed for {Words(wait)}.";

    public static string WrongSumAnyway(string name, ImportOutcome.WrongSum outcome) => outcome.Actual is null
        ? $"{outcome.Sum.FileName} says no {outcome.Sum.Algorithm} checksum of {name}. It was imported anyway."
        : $"{Sums(name, outcome)}. It was imported anyway.";

    public static string Failed(string name, ImportOutcome.Failed outcome) => outcome.DiskFull
        ? $"{name} could not be stored: the disk of the data folder is full. Make room there; it is tried again by itself."
        : $"{name} could not be read: {outcome.Message.TrimEnd('.')}. See to its rights and its disk; it is tried again by itself.";

    public static string NotMoved(string name, string message) =>
        $"{name} was refused, but could not be moved to the quarantine: {message.TrimEnd('.')}. It is tried again by itself.";

    public static string NoReads(string name) =>
        $"There is not a single read in {name}. Of a negative control this may be right; otherwise look at the sequencer's output.";

    /// <param name="name">The file.</param>
    /// <param name="other">The name of the other; null where it is not to be told.</param>
    public static string SameAs(string name, string? other) =>
        $"{name} holds the same bytes as {other ?? "a file"}{(other is null ? " that" : ", which")} was imported before, so it was not imported again.";

    /// <param name="name">The file.</param>
    /// <param name="count">Reads before the break.</param>
    public static string Cut(string name, long count) => string.Create(
        CultureInfo.InvariantCulture,
        $"{name} is damaged, and was imported anyway. Only the first {count:N0} of its reads were whole; the rest is damaged and was left out.");

    /// <summary>That and where it stops.</summary>
    public static string Stop(string name, ImportOutcome.EndsEarly outcome) => outcome switch
    {
        { Empty: true } => $"{name} is empty: it has 0 bytes.",
        { Byte: not null, Line: { } line } => string.Create(CultureInfo.InvariantCulture, $"{name} stops in the middle of its packed data (line {line:N0}): its last part is missing."),
        { Line: { } line } => string.Create(CultureInfo.InvariantCulture, $"{name} stops in the middle of a record (line {line:N0})."),
        _ => $"{name} stops in the middle of its packed data: its last part is missing.",
    };

    private static string Sums(string name, ImportOutcome.WrongSum outcome) =>
        $"The {outcome.Sum.Algorithm} of {name} is {outcome.Actual}, but {outcome.Sum.FileName} says {outcome.Sum.Expected}";

    private static string WithAdvice(string message) =>
        message.Contains("Copy the file again", StringComparison.Ordinal) ? message : $"{message} Copy it again from its source.";

    private static string Words(TimeSpan wait) => wait.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{wait.TotalHours:0.#} {(wait.TotalHours is >= 0.95 and < 1.05 ? "hour" : "hours")}")
        : string.Create(CultureInfo.InvariantCulture, $"{wait.TotalSeconds:0.#} seconds");
}
