using Microsoft.Extensions.Options;

namespace Virtool.Jobs.Processes;

/// <summary>Finds tools on this machine.</summary>
/// <param name="options">Where else to look.</param>
public sealed class Toolbox(IOptions<ToolOptions> options)
{
    /// <summary>The name under which workflows call this program itself.</summary>
    public const string Virtool = "virtool";

    private const string UsualPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private static readonly Dictionary<string, string> Packages = new()
    {
        ["blastn"] = "ncbi-blast+",
        ["bowtie2"] = "bowtie2",
        ["bowtie2-build"] = "bowtie2",
        ["bowtie2-inspect"] = "bowtie2",
        ["fastqc"] = "fastqc",
        ["hmmpress"] = "hmmer",
        ["hmmscan"] = "hmmer",
        ["pigz"] = "pigz",
        ["samtools"] = "samtools",
        ["skewer"] = "skewer",
        ["spades.py"] = "spades",
    };

    /// <summary>The folders that are searched, with colons between them: the PATH of every tool.</summary>
    public string SearchPath { get; } = string.Join(
        ':',
        new[] { options.Value.Path, Environment.GetEnvironmentVariable("PATH") ?? UsualPath }.Where(path => !string.IsNullOrEmpty(path)));

    /// <summary>The Debian package that has the tool; null where that is not known.</summary>
    public static string? PackageOf(string tool) => Packages.GetValueOrDefault(tool);

    /// <summary>What an administrator does where the tool is missing: the beginning of a sentence.</summary>
    public static string HowToInstall(string tool) => PackageOf(tool) is { } package ? $"Install the package {package}" : "Install it";

    /// <summary>The words that a call of the tool begins with, the first an absolute path; null where it is missing.</summary>
    public IReadOnlyList<string>? Find(string tool)
    {
        if (tool == Virtool)
        {
            return FindVirtool();
        }

        return Search(tool) is { } path ? [path] : null;
    }

    /// <summary>As <see cref="Find"/>.</summary>
    /// <exception cref="ToolMissingException">There is no such tool.</exception>
    public IReadOnlyList<string> Get(string tool) => Find(tool) ?? throw new ToolMissingException(tool);

    private List<string>? FindVirtool()
    {
        if (!string.IsNullOrEmpty(options.Value.Virtool))
        {
            return IsProgram(options.Value.Virtool) ? [Path.GetFullPath(options.Value.Virtool)] : null;
        }

        var program = Path.Combine(AppContext.BaseDirectory, "Virtool.App");
        if (IsProgram(program))
        {
            return [program];
        }

        return File.Exists($"{program}.dll") && Search("dotnet") is { } dotnet ? [dotnet, $"{program}.dll"] : null;
    }

    private string? Search(string tool) =>
        tool.Contains('/', StringComparison.Ordinal)
            ? Existing(tool)
            : SearchPath.Split(':', StringSplitOptions.RemoveEmptyEntries).Select(folder => Existing(Path.Combine(folder, tool))).FirstOrDefault(path => path is not null);

    private static string? Existing(string path) => IsProgram(path) ? Path.GetFullPath(path) : null;

    private static bool IsProgram(string path) =>
        File.Exists(path)
        && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}
