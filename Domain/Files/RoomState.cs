using System.Globalization;

namespace Virtool.Domain.Files;

/// <summary>The room on the data folder's volume at a time.</summary>
/// <param name="Free">Bytes that can be written.</param>
/// <param name="Total">Bytes of the volume; 0 where nobody knows.</param>
/// <param name="Margin">Bytes that are kept free.</param>
/// <param name="IsShort">Less is free than is kept.</param>
public sealed record RoomState(long Free, long Total, long Margin, bool IsShort)
{
    /// <summary>Nobody has looked yet, or the system does not tell.</summary>
    public static RoomState Unknown { get; } = new(0, 0, 0, false);

    /// <summary>Somebody has looked.</summary>
    public bool IsKnown => Total > 0;

    /// <summary>"3.2 GB is free, 5 GB are kept".</summary>
    public string Words => $"{Gigabytes(Free)} is free, {Gigabytes(Margin)} are kept";

    /// <summary>Bytes in GB (2^30 bytes) with at most one decimal: "3.2 GB"; small ones in MB or kB.</summary>
    public static string Gigabytes(long bytes) => bytes switch
    {
        >= VolumeSpace.Gigabyte => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)VolumeSpace.Gigabyte:0.#} GB"),
        >= 1 << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 20):0} MB"),
        > 0 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.#} kB"),
        _ => "nothing",
    };
}
