using Virtool.Data.Documents;

namespace Virtool.Domain.Settings;

/// <summary>What administrators set. One document; what is null comes from appsettings.json or from the machine.</summary>
public sealed record ServerSettings : Document
{
    /// <summary>The id of the one document.</summary>
    public const string OnlyId = "settings";

    /// <summary>What jobs may take of this machine.</summary>
    public JobLimits Limits { get; init; } = new();

    /// <summary>Everyone may see new samples.</summary>
    public bool SampleAllRead { get; init; } = true;

    /// <summary>Everyone who may see new samples may change them.</summary>
    public bool SampleAllWrite { get; init; }
}
