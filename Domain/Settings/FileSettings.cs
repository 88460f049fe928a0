namespace Virtool.Domain.Settings;

/// <summary>What administrators set of how files are kept; what is null comes from appsettings.json, else is what Virtool starts with.</summary>
public sealed record FileSettings
{
    /// <summary>Free space in GB (2^30 bytes) that is kept where nobody says otherwise.</summary>
    public const double DefaultMargin = 5;

    /// <summary>Days in the trash where nobody says otherwise.</summary>
    public const double DefaultTrashDays = 30;

    /// <summary>Free space of the data folder's disk, in GB (2^30 bytes), below which nothing is imported or uploaded and no job starts.</summary>
    public double? Margin { get; init; }

    /// <summary>Days for which what was removed can be brought back.</summary>
    public double? TrashDays { get; init; }
}
