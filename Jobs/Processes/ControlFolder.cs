using System.Globalization;

namespace Virtool.Jobs.Processes;

/// <summary>What the launcher writes of a run: enough to take it over without being its parent.</summary>
/// <param name="folder">The folder; made where it is missing.</param>
internal sealed class ControlFolder(string folder)
{
    /// <summary>The launcher's process and group; null until it began.</summary>
    public int? ProcessId => (int?)Number("pid");

    /// <summary>Ticks from boot to the launcher's start; null until it began.</summary>
    public long? Started => Number("started");

    /// <summary>How the tools ended; null while they run, and for ever where the launcher was killed.</summary>
    public int? ExitStatus => (int?)Number("exit");

    /// <summary>Which command of the pipeline the exit status is of, from 0.</summary>
    public int? Blamed => (int?)Number("exit", place: 1);

    /// <summary>Makes the folder and forgets an earlier run.</summary>
    public void Reset()
    {
        Directory.CreateDirectory(folder);
        foreach (var name in new[] { "pid", "started", "exit" })
        {
            File.Delete(Path.Combine(folder, name));
        }
    }

    private long? Number(string name, int place = 0)
    {
        var path = Path.Combine(folder, name);
        var words = File.Exists(path) ? File.ReadAllText(path).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries) : [];
        return words.Length > place && long.TryParse(words[place], CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
