using System.Diagnostics;
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
    /// <summary>Runs the pass over the file, as the import does.</summary>
    /// <exception cref="InvalidOperationException">The file was refused.</exception>
    public static PassRun Of(string path, DataFolder data, int reads, CancellationToken cancellation)
    {
        using var order = new ImportOrder("import", "file", path, FileIdentity.Of(path)!.Value, cancellation);
        PeakMemory.Forget();
        var cpu = CpuTime.Own;
        var watch = Stopwatch.StartNew();
        var outcome = ImportPass.Run(order, data);
        var run = new PassRun(watch.Elapsed.TotalSeconds, CpuTime.Own - cpu, PeakMemory.Read());
        cancellation.ThrowIfCancellationRequested();
        return outcome is ImportOutcome.Verified verified && verified.ReadCount == reads
            ? run
            : throw new InvalidOperationException($"The pass did not take the file: {outcome}");
    }
}
