using Microsoft.Extensions.Logging;

namespace Virtool.Jobs.Processes;

/// <summary>Ends processes: asks them first, kills them then, and returns when none is left.</summary>
/// <param name="time">The clock.</param>
/// <param name="log">Says what could not be ended.</param>
internal sealed class RunEnding(TimeProvider time, ILogger log)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan KillTime = TimeSpan.FromSeconds(10);
    private static readonly int OwnGroup = ProcessEntry.Read(Environment.ProcessId)?.Group ?? 0;

    /// <summary>Ends them.</summary>
    /// <param name="belonging">Those that are left; asked again after each signal, since what forks while it is ended is found only then.</param>
    /// <param name="grace">How long they have, after they were asked.</param>
    /// <param name="kill">Kills them together, before each alone; null where nothing can.</param>
    public async Task EndAsync(Func<IEnumerable<ProcessEntry>> belonging, TimeSpan grace, Action? kill = null)
    {
        var begun = time.GetTimestamp();
        var asked = new HashSet<int>();
        while (true)
        {
            var left = belonging().ToList();
            if (left.Count == 0)
            {
                return;
            }

            var waited = time.GetElapsedTime(begun);
            if (waited > grace + KillTime)
            {
                log.LogWarning("Processes of a run cannot be ended: {Processes}", string.Join(", ", left.Select(process => process.Id)));
                return;
            }

            if (waited >= grace)
            {
                kill?.Invoke();
            }

            foreach (var process in left.Where(process => waited >= grace || asked.Add(process.Id)))
            {
                // Before the launcher has made its session it is in the server's own group.
                Signals.Send(process.Group == OwnGroup ? process.Id : -process.Group, waited >= grace ? Signals.Kill : Signals.Terminate);
            }

            await Task.Delay(Look, time, CancellationToken.None);
        }
    }
}
