using System.Security.Cryptography;
using System.Text.Json;
using Virtool.Jobs.Limits;

namespace Virtool.Jobs.Processes;

/// <summary>What is written of a run before its launcher starts, for whoever takes it over.</summary>
/// <param name="Command">The hash of what is run, in which place.</param>
/// <param name="Boot">The boot of the machine that runs it.</param>
/// <param name="Logged">Bytes that the error file had before.</param>
/// <param name="OutOfMemory">How many processes of its job had been killed for want of memory before.</param>
internal sealed record RunStart(string Command, string Boot, long Logged, long OutOfMemory)
{
    private const string BootFile = "/proc/sys/kernel/random/boot_id";

    /// <summary>This boot of this machine: ids of processes, and files that are not yet safe on the disk, mean nothing in another.</summary>
    public static string ThisBoot { get; } = File.Exists(BootFile) ? File.ReadAllText(BootFile).Trim() : "";

    /// <summary>The start of a run that begins now.</summary>
    public static RunStart Now(ProcessRun run, RunGroup group) =>
        new(CommandOf(run), ThisBoot, File.Exists(run.ErrorFile) ? new FileInfo(run.ErrorFile).Length : 0, group.OutOfMemory);

    /// <summary>It is the start of this very run, on this machine as it runs now.</summary>
    public bool IsOf(ProcessRun run) => Boot == ThisBoot && Command == CommandOf(run);

    private static string CommandOf(ProcessRun run) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { run.Id, run.Command, run.WorkingFolder, run.OutputFile })));
}
