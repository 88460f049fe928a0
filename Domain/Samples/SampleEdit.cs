namespace Virtool.Domain.Samples;

/// <summary>What is to be changed of a sample. What is null, or was not said, stays; what can be taken away is taken away by saying null.</summary>
public sealed record SampleEdit
{
    /// <summary>What people call it.</summary>
    public string? Name { get; init; }

    /// <summary>The host it was taken from.</summary>
    public string? Host { get; init; }

    /// <summary>Isolate label.</summary>
    public string? Isolate { get; init; }

    /// <summary>Place.</summary>
    public string? Locale { get; init; }

    /// <summary>What is noted of it, as Markdown.</summary>
    public string? Notes { get; init; }

    /// <summary>How the library was made.</summary>
    public LibraryType? LibraryType { get; init; }

    /// <summary>The ids of its labels.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>The ids of its subtractions, in turn.</summary>
    public IReadOnlyList<string>? Subtractions { get; init; }

    /// <summary>When its material was collected; null, where it is said: that is not known.</summary>
    public DateOnly? CollectedOn
    {
        get;
        init => (field, SetsCollectedOn) = (value, true);
    }

    /// <summary>Which control it is; null, where it is said: none.</summary>
    public SampleControl? Control
    {
        get;
        init => (field, SetsControl) = (value, true);
    }

    /// <summary>Where it was sequenced; null, where it is said: that is not known.</summary>
    public RunPlace? Run
    {
        get;
        init => (field, SetsRun) = (value, true);
    }

    /// <summary>The sets that it belongs to; null, where it is said: none.</summary>
    public IReadOnlyList<string>? Sets
    {
        get;
        init => (field, SetsSets) = (value, true);
    }

    internal bool SetsCollectedOn { get; private init; }

    internal bool SetsControl { get; private init; }

    internal bool SetsRun { get; private init; }

    internal bool SetsSets { get; private init; }
}
