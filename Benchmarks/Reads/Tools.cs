using System.Diagnostics;

namespace Virtool.Benchmarks.Reads;

/// <summary>Programs that the import's pass is measured against.</summary>
internal static class Tools
{
    /// <summary>Where a program lies; null where it is not installed.</summary>
    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);

    /// <summary>Runs a program, silently; gives what it took. No other program that this process started may end meanwhile.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<ToolRun> RunAsync(string name, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var cpu = CpuTime.OfChildren;
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(name, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        await process.WaitForExitAsync(cancellation);
        var run = new ToolRun(watch.Elapsed.TotalSeconds, CpuTime.OfChildren - cpu);
        return process.ExitCode == 0 ? run : throw new InvalidOperationException($"{name} ended with status {process.ExitCode}: {string.Join(' ', await said)}");
    }
}
