namespace Virtool.Domain.Files;

/// <summary>The room of a volume, in bytes.</summary>
/// <param name="Free">What this program may still write.</param>
/// <param name="Total">All of it.</param>
public readonly record struct VolumeSpace(long Free, long Total)
{
    /// <summary>Bytes of a GB, as memory and disks are counted here.</summary>
    public const long Gigabyte = 1L << 30;
}
