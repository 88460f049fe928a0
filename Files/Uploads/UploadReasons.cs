using System.Globalization;
using Virtool.Domain.Files;
using Virtool.Files.Importing;

namespace Virtool.Files.Uploads;

/// <summary>What people read of an upload that was refused: what happened, why, what to do.</summary>
internal static class UploadReasons
{
    private const string Again = "It was moved to the quarantine. Look whether the file that you sent is whole, and send it again.";

    public static string EndsEarly(Import import, ImportOutcome.EndsEarly outcome) => outcome switch
    {
        { Empty: true } => $"{import.Name} is empty: it has 0 bytes. {Again}",
        { Line: { } line } => string.Create(CultureInfo.InvariantCulture, $"{import.Name} stops in the middle of a record (line {line:N0}). {Again}"),
        _ => $"{import.Name} stops in the middle of its packed data: its last part is missing. {Again}",
    };

    public static string Damaged(Import import, ImportOutcome.Damaged outcome)
    {
        var what = outcome.Fastq ? "is damaged" : import.Type.HoldsReads() ? "holds no reads" : "holds no genome";
        return $"{import.Name} {what}, so it was moved to the quarantine. {outcome.Message}";
    }

    public static string ProblemOf(Import import, ImportOutcome.Damaged outcome) => outcome.Fastq ? Problems.Damaged : import.Type.HoldsReads() ? Problems.NotFastq : Problems.NotFasta;
}
