namespace Virtool.Domain.Settings;

/// <summary>The rights and names of new samples.</summary>
/// <param name="Group">Which group they belong to.</param>
/// <param name="GroupRead">Its members may see them.</param>
/// <param name="GroupWrite">Those of its members who may see them may change them.</param>
/// <param name="AllRead">Everyone may see them.</param>
/// <param name="AllWrite">Everyone who may see them may change them.</param>
/// <param name="UniqueNames">People cannot give one a name that another has.</param>
public sealed record NewSamples(SampleGroupChoice Group, bool GroupRead, bool GroupWrite, bool AllRead, bool AllWrite, bool UniqueNames = true)
{
    /// <summary>As they are set.</summary>
    public static NewSamples Of(ServerSettings settings) =>
        new(settings.SampleGroup, settings.SampleGroupRead, settings.SampleGroupWrite, settings.SampleAllRead, settings.SampleAllWrite, settings.SampleUniqueNames);

    /// <summary>The settings with them.</summary>
    public ServerSettings ApplyTo(ServerSettings settings) => settings with
    {
        SampleGroup = Group,
        SampleGroupRead = GroupRead,
        SampleGroupWrite = GroupWrite,
        SampleAllRead = AllRead,
        SampleAllWrite = AllWrite,
        SampleUniqueNames = UniqueNames,
    };
}
