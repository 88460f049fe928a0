using System.Globalization;
using Virtool.Data.Documents;
using Virtool.Domain.Samples;

namespace Virtool.Components.Samples;

/// <summary>Which samples the list shows and in which order, as its address says it.</summary>
public sealed record SampleListView
{
    /// <summary>What is searched for.</summary>
    public string? Text { get; init; }

    /// <summary>The ids of labels: samples that have all of them.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Samples that stand in one of these.</summary>
    public IReadOnlyList<SampleState> States { get; init; } = [];

    /// <summary>Samples that have one of these of Pathoscope.</summary>
    public IReadOnlyList<AnalysisTag> Pathoscope { get; init; } = [];

    /// <summary>Samples that have one of these of NuVs; together with <see cref="Pathoscope"/>, of either.</summary>
    public IReadOnlyList<AnalysisTag> Nuvs { get; init; } = [];

    /// <summary>The id of an owner.</summary>
    public string? User { get; init; }

    /// <summary>The first day on which they were made, in UTC.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day on which they were made, in UTC.</summary>
    public DateOnly? To { get; init; }

    /// <summary>A run of a sequencer.</summary>
    public string? Run { get; init; }

    /// <summary>False: those in use; true: archived ones; null: both.</summary>
    public bool? Archived { get; init; } = false;

    /// <summary>The order.</summary>
    public SampleOrder Order { get; init; } = SampleOrder.Newest;

    /// <summary>Something is asked for beside the text.</summary>
    public bool IsFiltered => Labels.Count > 0 || States.Count > 0 || Pathoscope.Count > 0 || Nuvs.Count > 0 || User is not null || From is not null || To is not null || Run is not null || Archived != false;

    /// <summary>As the services take it.</summary>
    public SampleFilter Filter => new()
    {
        Text = Text,
        Labels = Labels,
        States = States,
        Pathoscope = Pathoscope,
        Nuvs = Nuvs,
        Users = User is null ? [] : [User],
        From = From is { } from ? Midnight(from) : null,
        To = To is { } to ? Midnight(to.AddDays(1)) : null,
        Run = Run,
        Archived = Archived,
    };

    /// <summary>What stands in the address of the list; what is as usual stands not there. Leads to the first page.</summary>
    public IReadOnlyDictionary<string, object?> Query => new Dictionary<string, object?>
    {
        ["find"] = string.IsNullOrWhiteSpace(Text) ? null : Text,
        ["label"] = Labels.ToArray(),
        ["state"] = States.Select(state => Json.Word(state)).ToArray(),
        ["pathoscope"] = Pathoscope.Select(tag => Json.Word(tag)).ToArray(),
        ["nuvs"] = Nuvs.Select(tag => Json.Word(tag)).ToArray(),
        ["user"] = User,
        ["from"] = Day(From),
        ["to"] = Day(To),
        ["run"] = Run,
        ["archived"] = Archived switch { false => null, true => "only", null => "too" },
        ["sort"] = Order == SampleOrder.Newest ? null : (Order.Descending ? "-" : "") + Json.Word(Order.By),
        ["page"] = null,
    };

    /// <summary>Reads days as the address has them; what is none is none.</summary>
    public static DateOnly? DayOf(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>Reads an order as the address has it: <c>name</c>, <c>-reads</c>; what is none is the usual one.</summary>
    public static SampleOrder OrderOf(string? text) => WordsOf<SampleSort>([text?.TrimStart('-')]) is [var by] ? new SampleOrder(by, text!.StartsWith('-')) : SampleOrder.Newest;

    /// <summary>Reads words of an enum as the address has them; what is none is left out.</summary>
    public static IReadOnlyList<T> WordsOf<T>(IEnumerable<string?>? words)
        where T : struct, Enum => [.. (words ?? []).SelectMany(word => Enum.GetValues<T>().Where(one => Json.Word(one) == word)).Distinct()];

    /// <summary>Reads whether archived ones are wanted, as the address has it.</summary>
    public static bool? ArchivedOf(string? text) => text switch { "only" => true, "too" => null, _ => false };

    /// <summary>The order after its column's head was pressed: by the column, then the other way round.</summary>
    public SampleOrder Pressed(SampleSort by) => Order.By == by ? Order with { Descending = !Order.Descending } : new SampleOrder(by, StartsDescending(by));

    /// <summary>The same without a value if it has it, or else with it.</summary>
    public static IReadOnlyList<T> Toggled<T>(IReadOnlyList<T> list, T value) => list.Contains(value) ? [.. list.Where(one => !Equals(one, value))] : [.. list, value];

    private static bool StartsDescending(SampleSort by) => by is SampleSort.Created or SampleSort.Reads or SampleSort.Quality or SampleSort.Collected;

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
