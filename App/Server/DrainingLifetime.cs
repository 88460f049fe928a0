using System.Runtime.InteropServices;
using Virtool.Jobs.Scheduling;

namespace Virtool.App.Server;

/// <summary>With <c>--drain</c>: the first SIGTERM or SIGINT lets no job start any more, and the server ends when none runs; the second ends it at once.</summary>
/// <param name="lifetime">Ends the server.</param>
/// <param name="drain">Waits for jobs.</param>
/// <param name="log">The log.</param>
internal sealed class DrainingLifetime(IHostApplicationLifetime lifetime, Drain drain, ILogger<DrainingLifetime> log) : IHostLifetime, IDisposable
{
    private readonly List<IDisposable> _registrations = [];
    private int _signals;

    /// <inheritdoc />
    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        _registrations.Add(drain.Done.Register(lifetime.StopApplication));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle));
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private void Handle(PosixSignalContext signal)
    {
        signal.Cancel = true;
        if (Interlocked.Increment(ref _signals) == 1)
        {
            drain.Begin();
            return;
        }

        log.LogInformation("Told again to end: jobs are not waited for");
        lifetime.StopApplication();
    }
}
