using Virtool.Domain.Files;
using Virtool.Files.Importing;

namespace Virtool.Files.Uploads;

/// <summary>What people read of an upload that was refused: what happened, why, what to do.</summary>
internal static class UploadReasons
{
    private const string Again = "It was moved to the quarantine. Look whether the file that you sent is whole, and send it again.";

    public static string EndsEarly(Import import, ImportOutcome.EndsEarly outcome) => $"{Reasons.Stop(import.Name, outcome)} {Again}";

    public static string Damaged(Import import, ImportOutcome.Damaged outcome) =>
        $"{import.Name} {Reasons.Wrong(import.Type, outcome)}, so it was moved to the quarantine. {Reasons.What(outcome)}";
}
