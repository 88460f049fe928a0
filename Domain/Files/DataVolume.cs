namespace Virtool.Domain.Files;

/// <summary>The volume that the data folder lies on.</summary>
/// <param name="data">The data folder.</param>
/// <param name="read">Reads the room of a path's volume; null: asks the system. Tests fill a disk by it.</param>
public sealed class DataVolume(DataFolder data, Func<string, VolumeSpace>? read = null)
{
    private readonly Func<string, VolumeSpace> _read = read ?? Ask;

    /// <summary>Its room now: one call of the system, some microseconds.</summary>
    /// <exception cref="IOException">The system does not tell, as of a share that is away.</exception>
    public VolumeSpace Read() => _read(data.Root);

    private static VolumeSpace Ask(string path)
    {
        var drive = new DriveInfo(path);
        return new VolumeSpace(drive.AvailableFreeSpace, drive.TotalSize);
    }
}
