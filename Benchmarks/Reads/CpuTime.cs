using System.Globalization;

namespace Virtool.Benchmarks.Reads;

/// <summary>Processor time, in a process and in the system on its behalf.</summary>
internal static class CpuTime
{
    // Of proc(5), /proc/pid/stat: cutime and cstime, counted from the field behind the program's name, in hundredths of a second.
    private const int ChildrensUser = 13;
    private const int ChildrensSystem = 14;
    private const double TicksPerSecond = 100;

    /// <summary>Seconds of this process.</summary>
    public static double Own => Environment.CpuUsage.TotalTime.TotalSeconds;

    /// <summary>Seconds of all programs that this process started and that have ended.</summary>
    public static double OfChildren
    {
        get
        {
            var line = File.ReadAllText("/proc/self/stat");
            var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
            return (Field(fields, ChildrensUser) + Field(fields, ChildrensSystem)) / TicksPerSecond;
        }
    }

    private static double Field(string[] fields, int at) => double.Parse(fields[at], CultureInfo.InvariantCulture);
}
