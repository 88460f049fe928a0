using Virtool.Components.Look;
using Virtool.Domain.Trimming;

namespace Virtool.Components.Samples;

/// <summary>What people read of how reads were trimmed.</summary>
public static class TrimWords
{
    /// <summary>The program with its version: "skewer 0.2.2".</summary>
    public static string Program(TrimmedReads reads) => reads.Program.Replace('-', ' ');

    /// <summary>The parameters in short: "35 bases or more, ends from Q20, mean from Q25".</summary>
    public static string Of(TrimParameters parameters) =>
        $"{Words.Number(parameters.MinLength)} bases or more{(parameters.MaxLength is { } most ? $", cut to {Words.Number(most)}" : "")}, ends from Q{parameters.EndQuality}, mean from Q{parameters.MeanQuality}";

    /// <summary>Each parameter with what it does.</summary>
    public static IReadOnlyList<(string Name, string Value, string Meaning)> All(TrimParameters parameters) =>
    [
        ("Mode", parameters.Mode, parameters.Mode == "pe" ? "The two mates of a pair are trimmed together" : "Each read is trimmed by itself"),
        ("Shortest read", $"{Words.Number(parameters.MinLength)} bases", "Reads that are shorter after trimming are left out"),
        ("Longest read", parameters.MaxLength is { } most ? $"{Words.Number(most)} bases" : "no limit", "Longer reads are cut to it"),
        ("End quality", $"Q{parameters.EndQuality}", "Bases below it are cut off the end"),
        ("Mean quality", $"Q{parameters.MeanQuality}", "Reads with a lower mean are left out"),
        ("Errors in an adapter", Words.Percent(parameters.MaxErrorRate), "Share of its bases that may differ where it is found"),
        ("Insertions and deletions in an adapter", Words.Percent(parameters.MaxIndelRate), "Share of its bases that may be too many or missing where it is found"),
    ];
}
