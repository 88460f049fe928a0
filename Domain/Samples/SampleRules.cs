using System.Globalization;
using Virtool.Data.Queries;
using Virtool.Domain.Files;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;

namespace Virtool.Domain.Samples;

/// <summary>Rules of samples that need no database.</summary>
public static class SampleRules
{
    /// <summary>The file of a sample's mate 1 or 2 that a stored file becomes, or the stored files of several lanes in their order.</summary>
    public static SampleFile FileOf(IReadOnlyList<StoredFile> lanes, int mate) => new(
        string.Create(CultureInfo.InvariantCulture, $"reads_{mate}.fq.gz"),
        lanes.Sum(file => file.Size),
        lanes.Sum(file => file.ReadCount ?? 0),
        lanes.Count == 1 ? lanes[0].Sha256 : "",
        SourceOf(lanes[0]))
    {
        Lanes = lanes.Count == 1 ? [] : [.. lanes.Select(SourceOf)],
    };

    /// <summary>All stored files that it was made of, in their order.</summary>
    public static IReadOnlyList<SourceFile> Sources(this SampleFile file) => file.Lanes.Count > 0 ? file.Lanes : [file.From];

    /// <summary>A stored file that a sample takes, or takes again.</summary>
    public static StoredFile TakenBy(this StoredFile file, Sample sample) => file with { Reserved = true, SampleId = sample.Id, Readers = sample.Readers };

    /// <summary>What everyone, and the members of a group, may do with a new sample.</summary>
    public static IReadOnlyList<Access> DefaultAccess(ServerSettings settings, Link? group = null) =>
        new SampleRights(group?.Id ?? SampleRights.NoGroup, GroupRead: group is not null, GroupWrite: false, settings.SampleAllRead, settings.SampleAllWrite).ApplyTo([]);

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

    private static SourceFile SourceOf(StoredFile file) => new(file.Id, file.Name, file.Size);
}
