using Virtool.Domain.Files;

namespace Virtool.App.Tests.Files;

/// <summary>A disk that is as full as a test says.</summary>
internal sealed class FakeDisk
{
    private long _free = 100 * VolumeSpace.Gigabyte;

    public double FreeGigabytes
    {
        set => Volatile.Write(ref _free, (long)(value * VolumeSpace.Gigabyte));
    }

    public DataVolume Of(DataFolder data) => new(data, _ => new VolumeSpace(Volatile.Read(ref _free), 200 * VolumeSpace.Gigabyte));
}
