using Virtool.Data.Documents;

namespace Virtool.Domain.Settings;

/// <summary>What administrators set. One document; what is null comes from appsettings.json or from the machine.</summary>
public sealed record ServerSettings : Document
{
    /// <summary>The id of the one document.</summary>
    public const string OnlyId = "settings";

    /// <summary>Where profiles come from until an administrator says otherwise.</summary>
    public const string UsualHmmSlug = "virtool/virtool-hmm";

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

    /// <summary>Users and their passwords.</summary>
    public UserSettings Users { get; init; } = new();

    /// <summary>What the API takes.</summary>
    public ApiSettings Api { get; init; } = new();

    /// <summary>How analyses are looked at.</summary>
    public AnalysisSettings Analyses { get; init; } = new();

    /// <summary>Which group new samples belong to.</summary>
    public SampleGroupChoice SampleGroup { get; init; }

    /// <summary>Members of their group may see new samples.</summary>
    public bool SampleGroupRead { get; init; } = true;

    /// <summary>Members of their group who may see new samples may change them.</summary>
    public bool SampleGroupWrite { get; init; }

    /// <summary>Everyone may see new samples.</summary>
    public bool SampleAllRead { get; init; } = true;

    /// <summary>Everyone who may see new samples may change them.</summary>
    public bool SampleAllWrite { get; init; }

    /// <summary>People cannot give a sample a name that another has.</summary>
    public bool SampleUniqueNames { get; init; } = true;

    /// <summary>The repository on GitHub whose releases have profiles: <c>owner/name</c>.</summary>
    public string HmmSlug { get; init; } = UsualHmmSlug;
}
