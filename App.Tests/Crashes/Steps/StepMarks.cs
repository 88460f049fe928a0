using System.Globalization;

namespace Virtool.App.Tests.Crashes.Steps;

/// <summary>
/// Stands before the real tools that are here: notes each run, and whether two of one job and tool ran at a time; and holds those of a step until they are let go.
/// </summary>
/// <param name="folder">Where it notes that.</param>
internal sealed class StepMarks(string folder)
{
    public string Tools => Path.Combine(folder, "tools");

    public string Virtool => Path.Combine(Tools, "virtool");

    /// <summary>The runs by id and tool, each as often as it began.</summary>
    public IReadOnlyList<string> Runs => Lines("runs");

    /// <summary>Runs that began while another one of the same job and tool had not ended.</summary>
    public IReadOnlyList<string> Overlaps => Lines("overlaps");

    public void Write()
    {
        Directory.CreateDirectory(Tools);
        string[] tools = ["bowtie2", "bowtie2-build", "samtools", "skewer", "spades.py", "hmmpress", "hmmscan"];
        foreach (var tool in tools)
        {
            if (Real(tool) is { } real)
            {
                Write(tool, real);
            }
        }

        Write("virtool", Path.Combine(AppContext.BaseDirectory, "Virtool.App"));
    }

    public bool HasBegun(string jobId, int step) => File.Exists(Path.Combine(folder, Mark("begun", jobId, step)));

    public void Hold(string jobId, int step) => File.WriteAllText(Path.Combine(folder, Mark("hold", jobId, step)), "");

    public void LetGo(string jobId, int step) => File.Delete(Path.Combine(folder, Mark("hold", jobId, step)));

    private static string Mark(string what, string jobId, int step) => string.Create(CultureInfo.InvariantCulture, $"{what}.{jobId}.{step}");

    private static string? Real(string tool) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(path => Path.Combine(path, tool)).FirstOrDefault(File.Exists);

    private string[] Lines(string name) => File.Exists(Path.Combine(folder, name)) ? File.ReadAllLines(Path.Combine(folder, name)) : [];

    private void Write(string tool, string real)
    {
        var path = Path.Combine(Tools, tool);
        File.WriteAllText(
            path,
            $"""
            #!/bin/bash
            if [[ $1 == --version || $1 == -h ]]; then exec {real} "$@"; fi
            tool={tool}
            if [[ $1 == tool ]]; then tool={tool}.$2; fi
            IFS=. read -r job attempt step call <<<"$VIRTOOL_RUN_ID"
            cd {folder} || exit 1
            echo "$VIRTOOL_RUN_ID $tool" >>runs
            exec 9>"lock.$job.$tool"
            flock -n 9 || echo "$VIRTOOL_RUN_ID $tool" >>overlaps
            touch "begun.$job.$step"
            while [[ -e hold.$job.$step ]]; do sleep 0.02 9>&-; done
            cd "$OLDPWD" || exit 1
            exec {real} "$@"
            """);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
