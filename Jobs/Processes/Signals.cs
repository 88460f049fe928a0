using System.Runtime.InteropServices;

namespace Virtool.Jobs.Processes;

/// <summary>Signals to processes and to groups of them.</summary>
internal static partial class Signals
{
    public const int Kill = 9;

    public const int Terminate = 15;

    /// <summary>Sends a signal to a process or, with its negative id, to a group; one that is gone is none of our business.</summary>
    public static void Send(int process, int signal) => _ = SendSignal(process, signal);

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int process, int signal);
}
