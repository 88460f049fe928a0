using System.Globalization;
using Virtool.Jobs.Processes;

namespace Virtool.Jobs.Limits;

/// <summary>
/// Makes room for the groups of jobs where version 2 has controllers. A group that passes controllers on may have no processes itself
/// (cgroup-v2.rst, "No Internal Process Constraint"), so the server moves into a group of its own beside them.
/// </summary>
internal static class Delegation
{
    private const string ServerGroup = "server";

    /// <summary>The hierarchy with the place below which groups can be made.</summary>
    /// <param name="own">The hierarchy with the group that this server was started in.</param>
    /// <exception cref="IOException">The group is not the server's alone, or not delegated to it.</exception>
    public static Hierarchy Prepare(Hierarchy own)
    {
        if (Path.GetFileName(own.Folder) == ServerGroup)
        {
            // Moved by a server before this one in the same process, or by systemd (DelegateSubgroup=server).
            var above = Path.GetDirectoryName(own.Folder)!;
            return own with { Folder = above, Controllers = Hierarchy.ControllersOf(above) };
        }

        // Only the root of the whole tree has no type; it may have processes.
        if (!own.Controllers.Intersect(ControlGroup.Enforced).Any() || !File.Exists(Path.Combine(own.Folder, "cgroup.type")))
        {
            return own;
        }

        var there = Processes(own.Folder);
        if (!there.Contains(1) && there.Any(process => process != Environment.ProcessId && ProcessEntry.Read(process)?.RunId() is null))
        {
            throw new IOException("the server shares its control group with other programs; a service with Delegate=yes has one of its own");
        }

        var server = Path.Combine(own.Folder, ServerGroup);
        Directory.CreateDirectory(server);
        foreach (var process in there)
        {
            File.WriteAllText(Path.Combine(server, "cgroup.procs"), process.ToString(CultureInfo.InvariantCulture));
        }

        return own;
    }

    private static List<int> Processes(string folder) =>
        [.. File.ReadLines(Path.Combine(folder, "cgroup.procs")).Select(line => int.Parse(line, CultureInfo.InvariantCulture))];
}
