using System.Globalization;
using System.Text;

namespace Virtool.Jobs.Processes;

/// <summary>A process of this machine, as <c>/proc</c> has it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Group">Its group's id.</param>
/// <param name="Started">Ticks from boot to its start: tells it from a later process with its id.</param>
/// <param name="CpuTicks">Processor time that it used itself so far, in ticks.</param>
internal readonly record struct ProcessEntry(int Id, int Group, long Started, long CpuTicks)
{
    private static readonly byte[] MarkName = "VIRTOOL_RUN_ID="u8.ToArray();

    /// <summary>All that live; those that have ended and only wait to be reaped do not count.</summary>
    public static IEnumerable<ProcessEntry> All() =>
        from folder in Directory.EnumerateDirectories("/proc")
        let name = Path.GetFileName(folder)
        where char.IsAsciiDigit(name[0])
        let entry = Read(int.Parse(name, CultureInfo.InvariantCulture))
        where entry is not null
        select entry.Value;

    /// <summary>The process with the id, if it lives.</summary>
    public static ProcessEntry? Read(int id)
    {
        // After the last parenthesis (a program's name may have some): state, parent, group, … and, as fields 14, 15 and 22 of all, the time
        // in programs, that in the kernel for them, and the start.
        var stat = Bytes($"/proc/{id}/stat") is { } bytes ? Encoding.UTF8.GetString(bytes) : "";
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length < 20 || fields[0] is "Z" or "X"
            ? null
            : new ProcessEntry(id, (int)Field(2), Field(19), Field(11) + Field(12));

        long Field(int place) => long.Parse(fields[place], CultureInfo.InvariantCulture);
    }

    /// <summary>Those of the processes that live.</summary>
    public static IEnumerable<ProcessEntry> Of(IEnumerable<int> ids) => ids.Select(Read).OfType<ProcessEntry>();

    /// <summary>The run that it was started for; null where it was for none, or is not ours to look into.</summary>
    public string? RunId()
    {
        if (Bytes($"/proc/{Id}/environ") is not { } environment)
        {
            return null;
        }

        var rest = environment.AsSpan();
        while (rest.Length > 0)
        {
            var end = rest.IndexOf((byte)0);
            var variable = end < 0 ? rest : rest[..end];
            if (variable.StartsWith(MarkName))
            {
                return Encoding.UTF8.GetString(variable[MarkName.Length..]);
            }

            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        return null;
    }

    private static byte[]? Bytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It ended in between, or it is another user's: it is no process of a run of ours.
            return null;
        }
    }
}
