using System.Globalization;

namespace Virtool.Benchmarks;

/// <summary>The most memory that this process had resident since it was last forgotten (proc(5), <c>/proc/pid/clear_refs</c>).</summary>
internal static class PeakMemory
{
    private const double Megabyte = 1e6;
    private const int Kilobyte = 1024;

    /// <summary>Sets the peak to what is resident now, and gives that in MB (10^6 bytes).</summary>
    public static double Forget()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        File.WriteAllText("/proc/self/clear_refs", "5");
        return Read("VmRSS:");
    }

    /// <summary>The peak in MB.</summary>
    public static double Read() => Read("VmHWM:");

    private static double Read(string field)
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(field, StringComparison.Ordinal));
        return Kilobyte * double.Parse(line[field.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / Megabyte;
    }
}
