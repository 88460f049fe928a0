using System.Diagnostics;
using System.Globalization;
using Virtool.Domain.Files;
using Virtool.Files.Importing;
using Virtool.Files.Watching;

namespace Virtool.Benchmarks.Reads;

/// <summary>What one run of the import's pass took.</summary>
/// <param name="Wall">Seconds.</param>
/// <param name="Cpu">Seconds of processor time of the whole process, in it and in the system.</param>
/// <param name="Peak">The most memory that the whole process had resident, in MB (10^6 bytes).</param>
internal sealed record PassRun(double Wall, double Cpu, double Peak)
{
    private const double Megabyte = 1e6;
    private const int Kilobyte = 1024;
    private const string PeakLine = "VmHWM:";

    /// <summary>Runs the pass over the file, as the import does.</summary>
    /// <exception cref="InvalidOperationException">The file was refused.</exception>
    public static PassRun Of(string path, DataFolder data, int reads, CancellationToken cancellation)
    {
        using var order = new ImportOrder("import", "file", path, FileIdentity.Of(path)!.Value, cancellation);
        ForgetPeak();
        var cpu = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        var outcome = ImportPass.Run(order, data);
        var run = new PassRun(watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds, ReadPeak() / Megabyte);
        cancellation.ThrowIfCancellationRequested();
        return outcome is ImportOutcome.Verified verified && verified.ReadCount == reads
            ? run
            : throw new InvalidOperationException($"The pass did not take the file: {outcome}");
    }

    /// <summary>Sets the peak to what is resident now (proc(5), <c>/proc/pid/clear_refs</c>).</summary>
    private static void ForgetPeak()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        File.WriteAllText("/proc/self/clear_refs", "5");
    }

    private static double ReadPeak()
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(PeakLine, StringComparison.Ordinal));
        return Kilobyte * double.Parse(line[PeakLine.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }
}
