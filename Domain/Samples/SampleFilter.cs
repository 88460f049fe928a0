using Virtool.Data.Queries;

namespace Virtool.Domain.Samples;

/// <summary>Which samples a list shows. What is empty or null does not choose; different things must all hold.</summary>
public sealed record SampleFilter
{
    /// <summary>All but archived ones.</summary>
    public static SampleFilter Usual { get; } = new();

    /// <summary>Looked for in name, host, isolate, place, notes, the names of labels, and owner.</summary>
    public string? Text { get; init; }

    /// <summary>The ids of labels: those that have all of them.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Those that stand in one of these.</summary>
    public IReadOnlyList<SampleState> States { get; init; } = [];

    /// <summary>Those that have one of these of Pathoscope, or one of <see cref="Nuvs"/> of NuVs.</summary>
    public IReadOnlyList<AnalysisTag> Pathoscope { get; init; } = [];

    /// <summary>Those that have one of these of NuVs, or one of <see cref="Pathoscope"/> of Pathoscope.</summary>
    public IReadOnlyList<AnalysisTag> Nuvs { get; init; } = [];

    /// <summary>The ids of users: those whose owner is one of them.</summary>
    public IReadOnlyList<string> Users { get; init; } = [];

    /// <summary>Those made at this moment or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Those made before this moment.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Those of this run of a sequencer.</summary>
    public string? Run { get; init; }

    /// <summary>False: those that are not archived; true: those that are; null: both.</summary>
    public bool? Archived { get; init; } = false;

    /// <summary>As documents are asked for.</summary>
    public Filter ToFilter()
    {
        var all = Filter.All;
        if (!string.IsNullOrWhiteSpace(Text))
        {
            all &= Where<Sample>.Contains(sample => sample.Search, Text.Trim());
        }

        foreach (var label in Labels)
        {
            all &= Where<Sample>.Has(sample => sample.Labels, label);
        }

        all &= In(States, Where<Sample>.IsIn(sample => sample.State, States)) & Tags() & In(Users, Where<Sample>.IsIn(sample => sample.User.Id, Users));
        if (From is { } from)
        {
            all &= Where<Sample>.AtLeast(sample => sample.CreatedAt, from);
        }

        if (To is { } to)
        {
            all &= Where<Sample>.Below(sample => sample.CreatedAt, to);
        }

        if (Run is { } run)
        {
            all &= Where<Sample>.Is(sample => sample.Run!.Id, run);
        }

        return Archived switch
        {
            null => all,
            true => all & Where<Sample>.Is(sample => sample.Archived, true),
            false => all & Where<Sample>.IsNot(sample => sample.Archived, true),
        };
    }

    private Filter Tags()
    {
        var every = Enum.GetValues<AnalysisTag>().Length;
        var pathoscope = Pathoscope.Distinct().Count() % every == 0 ? null : Where<Sample>.IsIn(sample => sample.Pathoscope, Pathoscope);
        var nuvs = Nuvs.Distinct().Count() % every == 0 ? null : Where<Sample>.IsIn(sample => sample.Nuvs, Nuvs);
        return (pathoscope, nuvs) switch
        {
            (null, null) => Filter.All,
            ({ } one, null) => one,
            (null, { } other) => other,
            var (one, other) => one | other,
        };
    }

    private static Filter In<T>(IReadOnlyList<T> chosen, Filter filter) => chosen.Count == 0 ? Filter.All : filter;
}
