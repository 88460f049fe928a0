namespace Virtool.Domain.Settings;

/// <summary>What is to be changed of the settings; what is null stays.</summary>
public sealed record SettingsChange
{
    /// <summary>Which group new samples belong to.</summary>
    public SampleGroupChoice? SampleGroup { get; init; }

    /// <summary>Members of their group may see new samples.</summary>
    public bool? SampleGroupRead { get; init; }

    /// <summary>Members of their group who may see new samples may change them.</summary>
    public bool? SampleGroupWrite { get; init; }

    /// <summary>Everyone may see new samples.</summary>
    public bool? SampleAllRead { get; init; }

    /// <summary>Everyone who may see new samples may change them.</summary>
    public bool? SampleAllWrite { get; init; }

    /// <summary>People cannot give a sample a name that another has.</summary>
    public bool? SampleUniqueNames { get; init; }

    /// <summary>The repository on GitHub whose releases have profiles.</summary>
    public string? HmmSlug { get; init; }

    /// <summary>API keys are taken.</summary>
    public bool? EnableApi { get; init; }

    /// <summary>The shortest password that may be set from then on, in characters.</summary>
    public int? MinimumPasswordLength { get; init; }

    /// <summary>The settings with the change.</summary>
    public ServerSettings ApplyTo(ServerSettings settings) => settings with
    {
        SampleGroup = SampleGroup ?? settings.SampleGroup,
        SampleGroupRead = SampleGroupRead ?? settings.SampleGroupRead,
        SampleGroupWrite = SampleGroupWrite ?? settings.SampleGroupWrite,
        SampleAllRead = SampleAllRead ?? settings.SampleAllRead,
        SampleAllWrite = SampleAllWrite ?? settings.SampleAllWrite,
        SampleUniqueNames = SampleUniqueNames ?? settings.SampleUniqueNames,
        HmmSlug = HmmSlug?.Trim() ?? settings.HmmSlug,
        Api = settings.Api with { Keys = EnableApi ?? settings.Api.Keys },
        Users = settings.Users with { MinimumPasswordLength = MinimumPasswordLength ?? settings.Users.MinimumPasswordLength },
    };
}
