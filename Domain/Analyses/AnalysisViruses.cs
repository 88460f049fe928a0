using Virtool.Data.Documents;
using Virtool.Domain.Links;

namespace Virtool.Domain.Analyses;

/// <summary>
/// The viruses of a Pathoscope analysis in short, written with its result: what lists, comparisons and reports read instead of the result. Its id is the
/// analysis's, and who may see that may see it.
/// </summary>
public sealed record AnalysisViruses : Document
{
    /// <summary>So many viruses are kept at the most, those with the largest weights; the result has all.</summary>
    public const int Most = 5_000;

    /// <summary>The version of the rule of trust that judged them.</summary>
    public int RuleVersion { get; init; }

    /// <summary>Every virus that reads were given to, or that lost its reads to relatives; largest weight first.</summary>
    public IReadOnlyList<FoundVirus> Viruses { get; init; } = [];

    /// <summary>The reference's internal control when the analysis was made; null: it had none.</summary>
    public Link? InternalControl { get; init; }

    /// <summary>Whether the internal control was found, strong or doubtful; null: the reference has none.</summary>
    public bool? InternalControlFound { get; init; }

    /// <summary>The virus with the id; null where nothing of it was found.</summary>
    public FoundVirus? Of(string otuId) => Viruses.FirstOrDefault(virus => virus.OtuId == otuId);
}
