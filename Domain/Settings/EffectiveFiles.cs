namespace Virtool.Domain.Settings;

/// <summary>How files are kept, as it is in force.</summary>
/// <param name="Margin">Free space of the data folder's disk that is kept, in GB (2^30 bytes).</param>
/// <param name="TrashDays">Days for which what was removed can be brought back.</param>
public sealed record EffectiveFiles(double Margin, double TrashDays)
{
    /// <summary>What is set, else what appsettings.json gives, else what Virtool starts with.</summary>
    public static EffectiveFiles Of(FileSettings settings, FileSettings configured) => new(
        settings.Margin ?? configured.Margin ?? FileSettings.DefaultMargin,
        settings.TrashDays ?? configured.TrashDays ?? FileSettings.DefaultTrashDays);
}
