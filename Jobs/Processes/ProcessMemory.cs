using System.Globalization;

namespace Virtool.Jobs.Processes;

/// <summary>The memory that a process holds: its own and what it shares, but not files, whose pages the kernel takes back when it needs them.</summary>
internal static class ProcessMemory
{
    /// <summary>In bytes, quickly; what processes share counts for each of them. 0 where it has ended.</summary>
    public static long Read(int process) => Sum($"/proc/{process}/status", "RssAnon:", "RssShmem:");

    /// <summary>In bytes, slowly; what processes share is divided among them. Null where it has ended, or cannot be looked into.</summary>
    public static long? ReadShare(int process)
    {
        var share = Sum($"/proc/{process}/smaps_rollup", "Pss_Anon:", "Pss_Shmem:");
        return share > 0 ? share : null;
    }

    private static long Sum(string path, string first, string second)
    {
        try
        {
            var kilobytes = 0L;
            foreach (var line in File.ReadLines(path))
            {
                if (line.StartsWith(first, StringComparison.Ordinal) || line.StartsWith(second, StringComparison.Ordinal))
                {
                    kilobytes += long.Parse(line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
                }
            }

            return kilobytes * 1024;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It ended in between.
            return 0;
        }
    }
}
