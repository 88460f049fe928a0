using System.Globalization;
using Virtool.Components.Look;
using Virtool.Domain.Analyses;
using Virtool.Domain.Samples;

namespace Virtool.Components.Analyses.Report;

/// <summary>The facts of a report in words.</summary>
public static class ReportFacts
{
    /// <summary>An analysis is of reads that the sample has no more.</summary>
    public const string EarlierReads = "The sample's reads were replaced since: this was found in earlier reads.";

    private const string Few = "What is in too few copies for the number of reads is missed. A larger library sees more.";

    private static readonly IReadOnlyList<string> KnownLimits =
    [
        "Only viruses that the reference has can be found by mapping, and close relatives of them; that none was found does not mean that there is none.",
        Few,
        "A few reads may come from another sample of the same run, from the laboratory or from the reagents: hits that are covered widely but shallowly, and viruses that the controls have too, should be confirmed by another method.",
        "Reads of a virus that has become part of the host's genome are removed with the host's, or found though no virus is active.",
        "Strains that differ little from each other cannot be told apart with certainty: the isolate that is named is the nearest of the reference.",
        "Weights and numbers of reads are no measure of how much virus the sample had: extraction, amplification and the length of the genome change them.",
    ];

    private static readonly IReadOnlyList<string> UnknownLimits =
    [
        Few,
        "A virus whose reads do not overlap to 300 bases, or whose proteins are like none of the profiles, is not found by its proteins.",
        "A protein like a virus's may be the host's own, of a virus that has become part of its genome, or of what lives with the host.",
        "Contigs may stop short of the ends of a genome, and may join what does not belong together.",
    ];

    /// <summary>What the methods cannot tell.</summary>
    /// <param name="known">Viruses of a reference were searched for.</param>
    /// <param name="unknown">Viruses that a reference does not have were searched for.</param>
    public static IEnumerable<string> Limits(bool known, bool unknown) => (known ? KnownLimits : []).Union(unknown ? UnknownLimits : []);

    /// <summary>What is known of the sample.</summary>
    public static IEnumerable<(string What, string Value)> Of(Sample sample)
    {
        yield return ("Host", Or(sample.Host));
        yield return ("Isolate", Or(sample.Isolate));
        yield return ("Place", Or(sample.Locale));
        yield return ("Collected", sample.CollectedOn?.ToString("d MMM yyyy", CultureInfo.InvariantCulture) ?? "not said");
        yield return ("Library", $"{Library(sample.LibraryType)}, {(sample.Paired ? "pairs of mates" : "single reads")}");
        yield return ("Files", sample.Files.Count == 0 ? "not said" : string.Join(", ", sample.Files.Select(file => file.From.Name)));
        yield return ("Reads", sample.ReadsVersion == 1 ? "as they were imported" : $"replaced {Words.Count(sample.ReadsVersion - 1, "time")}");
        if (sample.Control is { } control)
        {
            yield return ("Control", control.Kind == ControlKind.Negative ? "negative" : $"positive, with {control.Virus}");
        }

        if (sample.Run is { } run)
        {
            yield return ("Run", string.Join(", ", new[] { run.Id, run.Lane is null ? null : $"lane {run.Lane}", run.Barcode }.OfType<string>()));
        }

        yield return ("Made", $"{Words.Exact(sample.CreatedAt)} by {sample.User.Name}");
    }

    /// <summary>How good its reads are.</summary>
    public static IEnumerable<(string What, string Value)> Quality(Sample sample)
    {
        if (sample.Library is not { } library)
        {
            yield return ("Reads", "not measured");
            yield break;
        }

        yield return ("Reads", Words.Number(library.Count));
        yield return ("Length", $"{Words.Number(library.MinimumLength)} to {Words.Number(library.MaximumLength)} bases");
        yield return ("GC", $"{Words.Number(library.Gc, 1)} %");
        yield return ("Bases of Q30 or more", Words.Percent(library.Q30));
    }

    /// <summary>What the controls say: sentences.</summary>
    public static IEnumerable<string> Controls(ReportedAnalysis one)
    {
        yield return one.Viruses switch
        {
            { InternalControl: { } control, InternalControlFound: true } => $"The internal control {control.Name} was found.",
            { InternalControl: { } control } => $"The internal control {control.Name} was NOT found: viruses may have been missed.",
            _ => "The reference names no internal control.",
        };
        foreach (var failed in one.Crosstalk.FailedControls)
        {
            yield return failed.Reason;
        }

        yield return one.Crosstalk switch
        {
            { Group: null } => "Neither the run nor the folder of the sample is known, so it could not be compared with others for spill-over.",
            { SampleCount: 0 } known => $"No other sample of its {known.Group.Word} has been analysed with this reference, so it could not be compared for spill-over.",
            { Flags.Count: 0 } known => $"Compared with {Words.Count(known.SampleCount, "other sample")} of its {known.Group.Word}: no sign of spill-over, nor of a negative control with the same virus.",
            { } known => $"Compared with {Words.Count(known.SampleCount, "other sample")} of its {known.Group!.Word}: {Words.Count(known.Flags.Count, "mark")}, told with the viruses.",
        };
    }

    /// <summary>With what it was made, and judged.</summary>
    public static IEnumerable<(string What, string Value)> Versions(ReportedAnalysis one) => Versions(one.Analysis).Append((
        "Rule of trust",
        $"version {one.Rule.Version}: strong above {Words.Percent(one.Rule.StrongCoverage)} coverage by at least {Words.Count(one.Rule.StrongReads, "distinct read")}; weak below {Words.Percent(one.Rule.WeakCoverage)}, or by fewer than {Words.Number(one.Rule.LeastReads)}"));

    /// <summary>With what an analysis was made.</summary>
    public static IEnumerable<(string What, string Value)> Versions(Analysis analysis)
    {
        yield return ("Analysis", $"{analysis.Id}, started {Words.Exact(analysis.CreatedAt)} by {analysis.User.Name}");
        yield return ("Reference", $"{analysis.Reference.Name}, index version {analysis.Index.Version} ({analysis.Index.Id})");
        yield return ("Subtractions", analysis.Subtractions.Count == 0 ? "none" : string.Join(", ", analysis.Subtractions.Select(one => one.Name)));
        yield return ("Tools", analysis.Tools.Count == 0 ? "not said" : string.Join(", ", analysis.Tools.OrderBy(tool => tool.Key, StringComparer.Ordinal).Select(tool => $"{tool.Key} {tool.Value}")));
        yield return ("Parameters", analysis.Parameters.Count == 0 ? "not said" : string.Join("; ", analysis.Parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value}")));
    }

    private static string Library(LibraryType type) => type switch
    {
        LibraryType.Normal => "normal",
        LibraryType.Srna => "small RNA",
        LibraryType.Amplicon => "amplicons",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    private static string Or(string text) => text.Length == 0 ? "not said" : text;
}
