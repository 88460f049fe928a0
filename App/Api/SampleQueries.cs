using System.Globalization;
using Microsoft.Extensions.Primitives;
using Virtool.Data.Documents;
using Virtool.Domain.Samples;

namespace Virtool.App.Api;

/// <summary>
/// Which samples the query of a request asks for: <c>find</c>, <c>label</c>, <c>state</c>, <c>pathoscope</c> and <c>nuvs</c> (<c>true</c>,
/// <c>false</c>, <c>ip</c>), <c>user</c>, <c>run</c>, each of them several times, <c>from</c> and <c>to</c> (days, or moments), <c>archived</c>, and
/// <c>sort</c>, with a minus for descending.
/// </summary>
internal static class SampleQueries
{
    /// <summary>The filter. Without <c>archived</c> both are found, as clients of the first API expect.</summary>
    /// <exception cref="InvalidQueryException">A value is none that there is.</exception>
    public static SampleFilter Filter(IQueryCollection query) => new()
    {
        Text = query["find"],
        Labels = Given(query["label"]),
        States = [.. Given(query["state"]).Select(word => OfWord<SampleState>("state", word))],
        Pathoscope = [.. Given(query["pathoscope"]).Select(word => Tag("pathoscope", word))],
        Nuvs = [.. Given(query["nuvs"]).Select(word => Tag("nuvs", word))],
        Users = Given(query["user"]),
        Run = Given(query["run"]) is [var run, ..] ? run : null,
        From = Moment("from", query["from"]),
        To = Moment("to", query["to"]),
        Archived = query["archived"].ToString() switch
        {
            "" => null,
            "true" => true,
            "false" => false,
            _ => throw new InvalidQueryException("archived", "archived is true or false."),
        },
    };

    /// <summary>The order; null where none is asked for.</summary>
    /// <exception cref="InvalidQueryException">There is no such order.</exception>
    public static SampleOrder? Order(IQueryCollection query)
    {
        var sort = query["sort"].ToString();
        return sort.Length == 0 ? null : new SampleOrder(OfWord<SampleSort>("sort", sort.TrimStart('-')), sort[0] == '-');
    }

    private static string[] Given(StringValues values) => [.. values.OfType<string>().Where(value => value.Length > 0)];

    private static AnalysisTag Tag(string field, string word) => word switch
    {
        "true" => AnalysisTag.Ready,
        "false" => AnalysisTag.None,
        "ip" => AnalysisTag.InProgress,
        _ => throw new InvalidQueryException(field, $"{field} is true, false or ip."),
    };

    private static T OfWord<T>(string field, string word)
        where T : struct, Enum
    {
        var all = Enum.GetValues<T>().ToDictionary(value => Json.Word(value), StringComparer.Ordinal);
        return all.TryGetValue(word, out var value) ? value : throw new InvalidQueryException(field, $"{field} is one of {string.Join(", ", all.Keys)}.");
    }

    private static DateTimeOffset? Moment(string field, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : throw new InvalidQueryException(field, $"{field} is a day, as 2026-05-31, or a moment, as 2026-05-31T12:00:00Z.");
    }
}
