using Virtool.Data.Queries;

namespace Virtool.Domain.Analyses;

/// <summary>Which analyses a list shows; what is null or empty does not matter.</summary>
public sealed record AnalysisFilter
{
    /// <summary>Of one sample.</summary>
    public string? SampleId { get; init; }

    /// <summary>A text in the name of the sample, of the reference or of who asked for it.</summary>
    public string? Text { get; init; }

    /// <summary>Where they stand.</summary>
    public IReadOnlyList<AnalysisState> States { get; init; } = [];

    /// <summary>With one of these references.</summary>
    public IReadOnlyList<string> ReferenceIds { get; init; } = [];

    /// <summary>Asked for by one of these users.</summary>
    public IReadOnlyList<string> UserIds { get; init; } = [];

    /// <summary>Asked for then or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Asked for before then.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>What of a query it leaves.</summary>
    public Query<Analysis> ApplyTo(Query<Analysis> query)
    {
        query = SampleId is { } sample ? query.Where(Where<Analysis>.Is(analysis => analysis.Sample.Id, sample)) : query;
        query = States.Count > 0 ? query.Where(Where<Analysis>.IsIn(analysis => analysis.State, States)) : query;
        query = ReferenceIds.Count > 0 ? query.Where(Where<Analysis>.IsIn(analysis => analysis.Reference.Id, ReferenceIds)) : query;
        query = UserIds.Count > 0 ? query.Where(Where<Analysis>.IsIn(analysis => analysis.User.Id, UserIds)) : query;
        query = From is { } from ? query.Where(Where<Analysis>.AtLeast(analysis => analysis.CreatedAt, from)) : query;
        query = Before is { } before ? query.Where(Where<Analysis>.Below(analysis => analysis.CreatedAt, before)) : query;
        return Text?.Trim() is { Length: > 0 } text
            ? query.Where(new Filter.Or(
            [
                Where<Analysis>.Contains(analysis => analysis.Sample.Name, text),
                Where<Analysis>.Contains(analysis => analysis.Reference.Name, text),
                Where<Analysis>.Contains(analysis => analysis.User.Name, text),
            ]))
            : query;
    }
}
