using Virtool.Components.Look;
using Virtool.Domain.Analyses.Verdicts;

namespace Virtool.Components.Analyses.Verdicts;

/// <summary>What people read for verdicts.</summary>
public static class VerdictWords
{
    /// <summary>The word for it.</summary>
    public static string Word(this VerdictValue value) => value switch
    {
        VerdictValue.Confirmed => "confirmed",
        VerdictValue.Rejected => "rejected",
        VerdictValue.Inconclusive => "inconclusive",
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    /// <summary>What somebody does who gives it.</summary>
    public static string Verb(this VerdictValue value) => value switch
    {
        VerdictValue.Confirmed => "confirm",
        VerdictValue.Rejected => "reject",
        VerdictValue.Inconclusive => "cannot be told",
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    /// <summary>How it is shown.</summary>
    public static StateKind Kind(this VerdictValue value) => value switch
    {
        VerdictValue.Confirmed => StateKind.Complete,
        VerdictValue.Rejected => StateKind.Failed,
        VerdictValue.Inconclusive => StateKind.Doubtful,
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    /// <summary>"confirmed by nina, 2 Jan 2026: seen by PCR too": on hover and in reports.</summary>
    public static string Sentence(this Verdict verdict) =>
        $"{verdict.Value.Word()} by {verdict.User.Name}, {Words.Date(verdict.At)}{(verdict.Note.Length == 0 ? "" : $": {verdict.Note}")}";
}
