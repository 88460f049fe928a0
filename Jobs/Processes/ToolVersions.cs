using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Virtool.Domain.Files;
using Virtool.Jobs.Workflows;

namespace Virtool.Jobs.Processes;

/// <summary>Which of the workflows' tools are here, and in which version; each is asked once.</summary>
/// <param name="toolbox">Finds them.</param>
/// <param name="runner">Asks them.</param>
/// <param name="catalog">The workflows.</param>
/// <param name="data">Where they answer.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Says which could not be asked.</param>
public sealed partial class ToolVersions(Toolbox toolbox, IProcessRunner runner, WorkflowCatalog catalog, DataFolder data, TimeProvider time, ILogger<ToolVersions> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Left = TimeSpan.FromHours(1);

    // Those that know no --version say it with their help.
    private static readonly HashSet<string> ToldWithHelp = ["hmmpress", "hmmscan"];

    private readonly ConcurrentDictionary<string, Lazy<Task<string?>>> _versions = new();

    /// <summary>The version of a tool; null where it is missing, or says none.</summary>
    public async Task<string?> GetAsync(string tool, CancellationToken cancellation)
    {
        var asked = _versions.GetOrAdd(tool, name => new Lazy<Task<string?>>(() => AskAsync(name)));
        var version = await asked.Value.WaitAsync(cancellation);
        if (version is null)
        {
            // It may be installed while the server runs.
            _versions.TryRemove(KeyValuePair.Create(tool, asked));
        }

        return version;
    }

    /// <summary>Every tool that a workflow calls.</summary>
    public async Task<IReadOnlyList<ToolStatus>> AllAsync(CancellationToken cancellation)
    {
        var all = new List<ToolStatus>();
        foreach (var tool in catalog.Tools)
        {
            var path = toolbox.Find(tool)?[^1];
            all.Add(new ToolStatus(tool, path, path is null ? null : await GetAsync(tool, cancellation), Toolbox.PackageOf(tool)));
        }

        return all;
    }

    private async Task<string?> AskAsync(string tool)
    {
        if (toolbox.Find(tool) is null)
        {
            return null;
        }

        if (tool == Toolbox.Virtool)
        {
            return typeof(ToolVersions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        }

        var question = $"{Guid.NewGuid():N}";
        var folder = Path.Combine(data.Versions, question);
        try
        {
            Sweep();
            Directory.CreateDirectory(folder);
            var output = Path.Combine(folder, "output");
            var command = new ToolCommand(tool, [ToldWithHelp.Contains(tool) ? "-h" : "--version"]);
            using var timeout = new CancellationTokenSource(Patience);
            await runner.RunAsync(new ProcessRun($"version.{question}", command, folder, Path.Combine(folder, "control"), output, output), timeout.Token);
            return File.Exists(output) && VersionNumber().Match(await File.ReadAllTextAsync(output, timeout.Token)) is { Success: true } match ? match.Value : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or OperationCanceledException or ToolMissingException)
        {
            log.LogWarning(exception, "The version of {Tool} could not be asked for", tool);
            return null;
        }
        finally
        {
            Remove(folder);
        }
    }

    /// <summary>Removes what a server left that was killed while it asked. What another asks at this moment is younger.</summary>
    private void Sweep()
    {
        Directory.CreateDirectory(data.Versions);
        var until = time.GetUtcNow() - Left;
        foreach (var left in new DirectoryInfo(data.Versions).EnumerateDirectories().Where(left => left.LastWriteTimeUtc < until))
        {
            Remove(left.FullName);
        }
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // It was not made, or another server has removed it.
        }
    }

    [GeneratedRegex(@"\d+(\.\d+)+[-.+0-9A-Za-z]*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionNumber();
}
