using System.Globalization;

namespace Virtool.Domain.Audit;

/// <summary>Reads times that people give: a day, or a moment of it, in UTC where nothing else is said.</summary>
public static class AuditMoments
{
    private const string Day = "yyyy-MM-dd";

    /// <summary>The moment from which on is meant; of a day its first. Null: it is no time.</summary>
    public static DateTimeOffset? From(string text) => Moment(text);

    /// <summary>The moment up to which is meant; a day is meant with all of it. Null: it is no time.</summary>
    public static DateTimeOffset? Until(string text) => IsDay(text, out var day) ? day.AddDays(1) : Moment(text);

    private static DateTimeOffset? Moment(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) ? moment : null;

    private static bool IsDay(string text, out DateTimeOffset day) =>
        DateTimeOffset.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out day) && day.Year < DateTimeOffset.MaxValue.Year;
}
