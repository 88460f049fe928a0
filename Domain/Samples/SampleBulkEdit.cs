namespace Virtool.Domain.Samples;

/// <summary>What is to be changed of many samples; what is null, or was not said, stays.</summary>
public sealed record SampleBulkEdit
{
    /// <summary>What is set alike for all: anything but the name, the notes and the labels.</summary>
    public SampleEdit Set { get; init; } = new();

    /// <summary>The ids of labels that are added.</summary>
    public IReadOnlyList<string> AddLabels { get; init; } = [];

    /// <summary>The ids of labels that are taken away.</summary>
    public IReadOnlyList<string> RemoveLabels { get; init; } = [];

    /// <summary>Whether they are in the archive; null: as they are.</summary>
    public bool? Archived { get; init; }
}
