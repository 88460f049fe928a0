namespace Virtool.Jobs.Limits;

/// <summary>A tree of control groups, and the place in it below which this server makes its own.</summary>
/// <param name="Version">1 or 2.</param>
/// <param name="Controllers">What can be limited in it.</param>
/// <param name="Folder">The place.</param>
internal sealed record Hierarchy(int Version, IReadOnlyList<string> Controllers, string Folder)
{
    /// <summary>As the page about this machine calls it.</summary>
    public string Words => $"control groups (v{Version})";

    /// <summary>The hierarchies of this machine, with this process's own place in each.</summary>
    public static IReadOnlyList<Hierarchy> OfThisProcess() =>
        File.Exists("/proc/self/cgroup") && File.Exists("/proc/self/mountinfo")
            ? Find(File.ReadLines("/proc/self/mountinfo"), File.ReadAllLines("/proc/self/cgroup"))
            : [];

    /// <summary>The hierarchies that are mounted.</summary>
    /// <param name="mounts">Lines of <c>/proc/self/mountinfo</c> (proc(5)): id, parent, device, root, mount point, …, a hyphen, type, source, options.</param>
    /// <param name="memberships">Lines of <c>/proc/self/cgroup</c> (cgroups(7)): number, controllers with commas, path; version 2 has no controllers there.</param>
    public static IReadOnlyList<Hierarchy> Find(IEnumerable<string> mounts, IReadOnlyList<string> memberships)
    {
        var found = new List<Hierarchy>();
        foreach (var words in mounts.Select(line => line.Split(' ')))
        {
            var rest = words.AsSpan(Math.Max(0, Array.IndexOf(words, "-")));
            if (rest.Length < 4 || rest[1] is not ("cgroup" or "cgroup2"))
            {
                continue;
            }

            var (version, options) = (rest[1] == "cgroup2" ? 2 : 1, rest[3].Split(','));
            var membership = memberships.Select(line => line.Split(':', 3))
                .FirstOrDefault(parts => parts.Length == 3 && (version == 2 ? parts[1].Length == 0 : parts[1].Length > 0 && parts[1].Split(',').All(options.Contains)));
            if (membership is not null)
            {
                var folder = Below(words[4], root: words[3], membership[2]);
                found.Add(new Hierarchy(version, version == 2 ? ControllersOf(folder) : membership[1].Split(','), folder));
            }
        }

        return found;
    }

    /// <summary>The controllers of a group of version 2.</summary>
    public static IReadOnlyList<string> ControllersOf(string folder)
    {
        var file = Path.Combine(folder, "cgroup.controllers");
        return File.Exists(file) ? File.ReadAllText(file).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries) : [];
    }

    // In a container the mount may show only a part of the tree: paths are below that part, or as seen from it.
    private static string Below(string mount, string root, string path)
    {
        var relative = root == "/" ? path : path == root || path.StartsWith($"{root}/", StringComparison.Ordinal) ? path[root.Length..] : "/";
        return Path.Combine(mount, relative.TrimStart('/')).TrimEnd('/');
    }
}
