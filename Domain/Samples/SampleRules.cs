using System.Globalization;
using System.Text.RegularExpressions;
using Virtool.Data.Queries;
using Virtool.Domain.Files;
using Virtool.Domain.Labels;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;

namespace Virtool.Domain.Samples;

/// <summary>Rules of samples that need no database.</summary>
public static partial class SampleRules
{
    // As many digits as a number of 64 bits has.
    private const int NumberLength = 19;

    /// <summary>A sample's notes are at most so many characters: what lists show of a sample stays small.</summary>
    public const int LongestNotes = 2_000;

    /// <summary>Most characters of a sample's name, host, isolate and place.</summary>
    public const int LongestText = 200;

    /// <summary>The file of a sample's mate 1 or 2 that a stored file becomes, or the stored files of several lanes in their order.</summary>
    public static SampleFile FileOf(IReadOnlyList<StoredFile> lanes, int mate) => new(
        ReadsName(mate),
        lanes.Sum(file => file.Size),
        lanes.Sum(file => file.ReadCount ?? 0),
        lanes.Count == 1 ? lanes[0].Sha256 : "",
        SourceOf(lanes[0]))
    {
        Lanes = lanes.Count == 1 ? [] : [.. lanes.Select(SourceOf)],
    };

    /// <summary>The name of a sample's file of mate 1 or 2.</summary>
    public static string ReadsName(int mate) => string.Create(CultureInfo.InvariantCulture, $"reads_{mate}.fq.gz");

    /// <summary>All stored files that it was made of, in their order.</summary>
    public static IReadOnlyList<SourceFile> Sources(this SampleFile file) => file.Lanes.Count > 0 ? file.Lanes : [file.From];

    /// <summary>Where a file was found, as samples keep it (<see cref="Sample.Folder"/>); null where it was uploaded.</summary>
    public static string? SampleFolder(this Import import) =>
        import.FolderId == Import.Uploads ? null : $"{import.FolderId}/{import.Name[..Math.Max(0, import.Name.LastIndexOf('/'))]}";

    /// <summary>A stored file that a sample takes, or takes again.</summary>
    public static StoredFile TakenBy(this StoredFile file, Sample sample) => file with { Reserved = true, SampleId = sample.Id, Readers = sample.Readers };

    /// <summary>What everyone, and the members of a group, may do with a new sample.</summary>
    public static IReadOnlyList<Access> DefaultAccess(ServerSettings settings, Link? group = null) =>
        new SampleRights(group?.Id ?? SampleRights.NoGroup, settings.SampleGroupRead, settings.SampleGroupWrite, settings.SampleAllRead, settings.SampleAllWrite).ApplyTo([]);

    /// <summary>The sample with what it is found and sorted by.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="labels">Its labels.</param>
    public static Sample Found(Sample sample, IEnumerable<Label> labels) => sample with
    {
        NameKey = NameKey(sample.Name),
        Search = SearchText(
        [
            sample.Name, sample.Host, sample.Isolate, sample.Locale, sample.Notes, .. labels.Select(label => label.Name), sample.User.Name,
        ]),
    };

    /// <summary>What names are sorted by, and told apart by: without case and accents, and with numbers of as many digits, so that VT-2 comes before VT-10.</summary>
    public static string NameKey(string name) => Digits().Replace(Fold.Text(name.Trim()), number => number.Value.TrimStart('0').PadLeft(NumberLength, '0'));

    /// <summary>The folded text that a sample is found by.</summary>
    public static string SearchText(params string[] parts) => Fold.Text(string.Join(' ', parts.Where(part => part.Length > 0)));

    /// <summary>The tag of a workflow after one of its analyses changed: once ready, it stays so.</summary>
    /// <param name="states">Of every analysis of the sample by the workflow.</param>
    public static AnalysisTag Tag(IEnumerable<Analyses.AnalysisState> states)
    {
        var tag = AnalysisTag.None;
        foreach (var state in states)
        {
            switch (state)
            {
                case Analyses.AnalysisState.Ready:
                    return AnalysisTag.Ready;
                case Analyses.AnalysisState.Pending:
                    tag = AnalysisTag.InProgress;
                    break;
                case Analyses.AnalysisState.Failed:
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(states));
            }
        }

        return tag;
    }

    /// <summary>The tag of a workflow; none of one that has no tag.</summary>
    public static AnalysisTag TagOf(this Sample sample, string workflow) => workflow switch
    {
        Analyses.AnalysisService.Pathoscope => sample.Pathoscope,
        Analyses.AnalysisService.Nuvs => sample.Nuvs,
        _ => AnalysisTag.None,
    };

    /// <summary>The sample with another tag of a workflow; the same of one that has no tag.</summary>
    public static Sample WithTag(this Sample sample, string workflow, AnalysisTag tag) => workflow switch
    {
        Analyses.AnalysisService.Pathoscope => sample with { Pathoscope = tag },
        Analyses.AnalysisService.Nuvs => sample with { Nuvs = tag },
        _ => sample,
    };

    [GeneratedRegex("[0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Digits();

    private static SourceFile SourceOf(StoredFile file) => new(file.Id, file.Name, file.Size);
}
