using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Virtool.Jobs.Logs;

/// <summary>
/// The middle of a log that grew too long: its bytes were given back to the disk, and read as zeros. Offsets stay as they are, so that the tool
/// writes on, and who follows the log reads on, as if nothing had happened. A file beside the log says where it is.
/// </summary>
/// <param name="From">Its first byte.</param>
/// <param name="To">The first byte after it.</param>
public sealed partial record LogHole(long From, long To)
{
    // Of <linux/falloc.h>.
    private const int KeepSize = 1;
    private const int PunchHole = 2;

    // Whole blocks alone are given back; what is left of others would read as zeros.
    private const long Block = 4096;

    /// <summary>The hole of a log; null where it is whole.</summary>
    public static LogHole? Of(string path)
    {
        var mark = MarkOf(path);
        var words = File.Exists(mark) ? File.ReadAllText(mark).Split(' ') : [];
        return words.Length == 2
            && long.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            && long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var to) ? new LogHole(from, to) : null;
    }

    /// <summary>Makes a hole, or widens the one that is there; the file that tells of it is written first.</summary>
    /// <param name="path">The log.</param>
    /// <param name="from">From where; rounded up to a block.</param>
    /// <param name="to">To where; rounded down.</param>
    /// <exception cref="IOException">The file system cannot do it.</exception>
    public static void Make(string path, long from, long to)
    {
        var hole = new LogHole((from + Block - 1) / Block * Block, to / Block * Block);
        var mark = MarkOf(path);
        File.WriteAllText($"{mark}.new", string.Create(CultureInfo.InvariantCulture, $"{hole.From} {hole.To}"));
        File.Move($"{mark}.new", mark, overwrite: true);
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        if (Allocate(file, PunchHole | KeepSize, hole.From, hole.To - hole.From) != 0)
        {
            throw new IOException($"The middle of {path} cannot be given back to the disk (error {Marshal.GetLastPInvokeError()}).");
        }
    }

    private static string MarkOf(string path) => $"{path}.hole";

    [LibraryImport("libc", EntryPoint = "fallocate64", SetLastError = true)]
    private static partial int Allocate(SafeFileHandle file, int mode, long from, long length);
}
