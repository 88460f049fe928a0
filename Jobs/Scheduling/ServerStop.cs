using Microsoft.Extensions.Hosting;

namespace Virtool.Jobs.Scheduling;

/// <summary>Whether this server process is about to end. Its tools then go on without it; where it only lost the data, they are ended.</summary>
/// <param name="lifetimes">The host's; none where there is no host.</param>
internal sealed class ServerStop(IEnumerable<IHostApplicationLifetime> lifetimes)
{
    private int _left;

    /// <summary>It was told to end.</summary>
    public bool IsNear => lifetimes.Any(lifetime => lifetime.ApplicationStopping.IsCancellationRequested);

    /// <summary>How many jobs were left with tools that go on.</summary>
    public int Left => _left;

    /// <summary>Counts one.</summary>
    public void Leave() => Interlocked.Increment(ref _left);
}
