using System.Diagnostics;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;

namespace Virtool.Benchmarks.Jobs;

/// <summary>The commands of a complete Pathoscope job in a shell script, as somebody would type them.</summary>
/// <param name="folder">Where the script works: empty, or not there.</param>
/// <param name="data">The data folder.</param>
internal sealed class ShellRun(string folder, DataFolder data)
{
    // What the job's steps make without a tool: the script's commands read them.
    private static readonly string[] Inputs = ["isolates.fa", "lengths.json"];

    private string Kept => Path.Combine(folder, "inputs");

    private string Work => Path.Combine(folder, "work");

    /// <summary>Keeps what the commands read and no command makes, as soon as it lies there whole: once a command of the next step runs.</summary>
    public void Keep(Job job)
    {
        if (job.Stage is not ("map_isolates" or "map_subtraction") || Directory.Exists(Kept))
        {
            return;
        }

        Directory.CreateDirectory(Kept);
        foreach (var name in Inputs)
        {
            File.Copy(Path.Combine(data.Attempt(job.Id, job.Attempts), name), Path.Combine(Kept, name));
        }
    }

    /// <summary>Runs the job's commands; gives the seconds that the script took.</summary>
    /// <exception cref="InvalidOperationException">A command failed.</exception>
    public async Task<double> RunAsync(Job job, CancellationToken cancellation)
    {
        if (Directory.Exists(Work))
        {
            Directory.Delete(Work, recursive: true);
        }

        Directory.CreateDirectory(Path.Combine(Work, "analysis"));
        foreach (var name in Inputs)
        {
            File.Copy(Path.Combine(Kept, name), Path.Combine(Work, name));
        }

        var script = Path.Combine(folder, "commands.sh");
        await File.WriteAllTextAsync(script, ScriptOf(job), cancellation);
        var watch = Stopwatch.StartNew();
        using var shell = Process.Start(new ProcessStartInfo("bash") { ArgumentList = { script }, WorkingDirectory = Work })!;
        await shell.WaitForExitAsync(cancellation);
        var seconds = watch.Elapsed.TotalSeconds;
        return shell.ExitCode == 0
            ? seconds
            : throw new InvalidOperationException($"The commands ended with status {shell.ExitCode}: {await File.ReadAllTextAsync(Path.Combine(folder, "log"), cancellation)}");
    }

    private string ScriptOf(Job job)
    {
        const string prompt = "$ ";
        var commands = Directory.GetFiles(data.Log(job.Id)).Order(StringComparer.Ordinal).SelectMany(File.ReadLines)
            .Where(line => line.StartsWith(prompt, StringComparison.Ordinal))
            .Select(line => line[prompt.Length..].Replace(data.Attempt(job.Id, job.Attempts), Work, StringComparison.Ordinal))
            .ToList();
        if (commands.Count == 0)
        {
            throw new InvalidOperationException($"The log of job {job.Id} names no command.");
        }

        var program = Path.Combine(AppContext.BaseDirectory, "Virtool.App");
        return string.Join('\n', ["set -e -o pipefail", $"exec >>'{Path.Combine(folder, "log")}' 2>&1", $"virtool() {{ '{program}' \"$@\"; }}", .. commands, ""]);
    }
}
