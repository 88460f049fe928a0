using System.Globalization;
using Virtool.Jobs.Processes;

namespace Virtool.Jobs.Attempts;

/// <summary>The server process that works in an attempt's folder, as it is written down there: enough to know, later, whether its tools can be seen from here.</summary>
/// <param name="Machine">The machine, by its name and its id.</param>
/// <param name="Boot">The id of its boot.</param>
/// <param name="Processes">The name space that its process ids are of: a container has its own.</param>
/// <param name="ProcessId">Its process; 0 once it has left the attempt to whoever comes next.</param>
/// <param name="Started">Ticks from boot to its start: tells it from a later process with its id.</param>
internal sealed record AttemptOwner(string Machine, string Boot, string Processes, int ProcessId, long Started)
{
    private const string FileName = "owner";
    private const string MachineId = "/etc/machine-id";
    private const string BootId = "/proc/sys/kernel/random/boot_id";
    private const string NameSpace = "/proc/self/ns/pid";

    /// <summary>This process.</summary>
    public static AttemptOwner Here() => new(
        $"{Environment.MachineName} {(File.Exists(MachineId) ? File.ReadAllText(MachineId).Trim() : "")}".Trim(),
        File.ReadAllText(BootId).Trim(),
        new FileInfo(NameSpace).LinkTarget ?? "",
        Environment.ProcessId,
        ProcessEntry.Read(Environment.ProcessId)?.Started ?? 0);

    /// <summary>The owner that was written down; null where none was, or it cannot be read.</summary>
    public static AttemptOwner? Read(string controlFolder)
    {
        var file = Path.Combine(controlFolder, FileName);
        return File.Exists(file)
            && File.ReadAllLines(file) is [var machine, var boot, var processes, var id, var started]
            && int.TryParse(id, CultureInfo.InvariantCulture, out var process)
            && long.TryParse(started, CultureInfo.InvariantCulture, out var ticks)
            ? new AttemptOwner(machine, boot, processes, process, ticks)
            : null;
    }

    /// <summary>Writes it down.</summary>
    public void Write(string controlFolder)
    {
        var (file, partial) = (Path.Combine(controlFolder, FileName), Path.Combine(controlFolder, $"{FileName}.partial"));
        File.WriteAllLines(partial, [Machine, Boot, Processes, ProcessId.ToString(CultureInfo.InvariantCulture), Started.ToString(CultureInfo.InvariantCulture)]);
        File.Move(partial, file, overwrite: true);
    }

    /// <summary>How its attempt stands for a process here.</summary>
    /// <param name="here">The process that looks.</param>
    public Standing SeenBy(AttemptOwner here)
    {
        if (Boot != here.Boot || Processes != here.Processes)
        {
            return Machine == here.Machine ? Standing.Rebooted : Standing.Elsewhere;
        }

        if (ProcessId == 0)
        {
            return Standing.Left;
        }

        return ProcessEntry.Read(ProcessId) is { } alive && alive.Started == Started ? Standing.Elsewhere : Standing.Died;
    }
}
