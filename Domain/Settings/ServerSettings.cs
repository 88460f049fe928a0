using Virtool.Data.Documents;

namespace Virtool.Domain.Settings;

/// <summary>What administrators set. One document; what is null comes from appsettings.json or from the machine.</summary>
public sealed record ServerSettings : Document
{
    /// <summary>The id of the one document.</summary>
    public const string OnlyId = "settings";

    /// <summary>What jobs may take of this machine.</summary>
    public JobLimits Limits { get; init; } = new();

    /// <summary>Limits of single workflows, by their names; where a workflow is missing, its size decides.</summary>
    public IReadOnlyDictionary<string, WorkflowLimits> Workflows { get; init; } = new Dictionary<string, WorkflowLimits>();

    /// <summary>Hours of waiting that count as much as one step of priority; null: as configured, else 1.</summary>
    public double? AgingHours { get; init; }

    /// <summary>The server's permanent id; null until something needs it.</summary>
    public string? ServerId { get; init; }

    /// <summary>The files directory has been given its marker: where that is missing from now on, something is wrong.</summary>
    public bool FilesMarked { get; init; }

    /// <summary>How files are kept.</summary>
    public FileSettings Files { get; init; } = new();

    /// <summary>Everyone may see new samples.</summary>
    public bool SampleAllRead { get; init; } = true;

    /// <summary>Everyone who may see new samples may change them.</summary>
    public bool SampleAllWrite { get; init; }
}
