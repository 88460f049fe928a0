using System.Globalization;

namespace Virtool.Components.Look;

/// <summary>Numbers, sizes and times as people read them, the same on every machine.</summary>
public static class Words
{
    private static readonly string[] Units = ["bytes", "kB", "MB", "GB", "TB"];

    /// <summary>"9,824"; a dash for nothing.</summary>
    public static string Number(long? number) => number?.ToString("N0", CultureInfo.InvariantCulture) ?? "–";

    /// <summary>With at most so many decimals: "37.5", "40".</summary>
    public static string Number(double? number, int decimals) =>
        number?.ToString(decimals == 0 ? "#,0" : "#,0." + new string('#', decimals), CultureInfo.InvariantCulture) ?? "–";

    /// <summary>A share of 0 to 1 as "49 %", "99.9 %", "&lt; 0.1 %"; never "100 %" or "0 %" for what is not.</summary>
    public static string Percent(double? share, int decimals = 1)
    {
        if (share is not { } value || double.IsNaN(value))
        {
            return "–";
        }

        var step = Math.Pow(10, -decimals) / 100;
        return value switch
        {
            > 0 when value < step / 2 => $"< {Number(step * 100, decimals)} %",
            < 1 when value >= 1 - (step / 2) => $"> {Number((1 - step) * 100, decimals)} %",
            _ => $"{Number(value * 100, decimals)} %",
        };
    }

    /// <summary>"1 read", "12 reads".</summary>
    public static string Count(long number, string one, string? many = null) => $"{Number(number)} {(number == 1 ? one : many ?? one + "s")}";

    /// <summary>Bytes in steps of 1,000: "1.2 MB".</summary>
    public static string Bytes(long? bytes)
    {
        if (bytes is not { } left)
        {
            return "–";
        }

        var unit = 0;
        double size = left;
        while (size >= 999.5 && unit < Units.Length - 1)
        {
            size /= 1000;
            unit++;
        }

        return $"{Number(size, size < 10 && unit > 0 ? 1 : 0)} {(left == 1 ? "byte" : Units[unit])}";
    }

    /// <summary>Memory in steps of 1,024, as limits of memory count it: "512 MB", "1.5 GB".</summary>
    public static string Memory(long? bytes) => bytes switch
    {
        null => "–",
        >= 1L << 30 => $"{Number(bytes.Value / (double)(1L << 30), bytes < 10L << 30 ? 1 : 0)} GB",
        _ => $"{Number(Math.Ceiling(bytes.Value / (double)(1L << 20)), 0)} MB",
    };

    /// <summary>"3 min ago", "in 5 s", "just now"; the date where it is older than a week.</summary>
    public static string Ago(DateTimeOffset then, DateTimeOffset now)
    {
        var past = now - then;
        return past.Duration() switch
        {
            { TotalSeconds: < 10 } => "just now",
            { TotalDays: > 7 } => Date(then),
            var span => past > TimeSpan.Zero ? $"{Rough(span)} ago" : $"in {Rough(span)}",
        };
    }

    /// <summary>When what is to come comes: "in 20 s", "in 3 min"; "soon" where it should have come, or will within seconds; the date where that is more than a week away.</summary>
    public static string Until(DateTimeOffset then, DateTimeOffset now) => then - now < TimeSpan.FromSeconds(10) ? "soon" : Ago(then, now);

    /// <summary>How long something took: "0.4 s", "12 s", "3 min 20 s", "2 h 5 min".</summary>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 10 } => $"{Number(Math.Max(0, span.TotalSeconds), 1)} s",
        { TotalSeconds: < 60 } => $"{Number(Math.Floor(span.TotalSeconds), 0)} s",
        { TotalMinutes: < 60 } => $"{span.Minutes} min {span.Seconds} s",
        _ => $"{Number(Math.Floor(span.TotalHours), 0)} h {span.Minutes} min",
    };

    /// <summary>How long until a forecast comes true: "about 12 min"; "soon" where it should have, or will within seconds; empty without one.</summary>
    public static string About(DateTimeOffset? expected, DateTimeOffset now) => (expected - now) switch
    {
        null => "",
        { TotalSeconds: < 10 } => "soon",
        { TotalSeconds: < 55 } left => $"about {Number(Math.Ceiling(left.TotalSeconds / 10) * 10, 0)} s",
        { TotalMinutes: < 59.5 } left => $"about {Number(Math.Max(1, Math.Round(left.TotalMinutes)), 0)} min",
        { TotalHours: < 24 } left => $"about {Number(left.TotalHours, left.TotalHours < 9.5 ? 1 : 0)} h",
        { } left => $"about {Number(Math.Max(1, Math.Round(left.TotalDays)), 0)} d",
    };

    /// <summary>"21 Nov 2026".</summary>
    public static string Date(DateTimeOffset date) => date.UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>"2026-11-21 22:51:03 UTC".</summary>
    public static string Exact(DateTimeOffset date) => date.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>For attributes of machines: "2026-11-21T22:51:03Z".</summary>
    public static string Machine(DateTimeOffset date) => date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A step's or a workflow's snake_case name as a title: "build_index" is "Build index".</summary>
    public static string Title(string? name) =>
        string.IsNullOrEmpty(name) ? "" : char.ToUpperInvariant(name[0]) + name[1..].Replace('_', ' ');

    private static string Rough(TimeSpan span) => span switch
    {
        { TotalSeconds: < 60 } => $"{(int)span.TotalSeconds} s",
        { TotalMinutes: < 60 } => $"{(int)span.TotalMinutes} min",
        { TotalHours: < 24 } => $"{(int)span.TotalHours} h",
        _ => $"{(int)span.TotalDays} d",
    };
}
