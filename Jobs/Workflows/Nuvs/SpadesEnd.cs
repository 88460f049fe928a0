using System.Globalization;
using System.Text.RegularExpressions;

namespace Virtool.Jobs.Workflows.Nuvs;

/// <summary>How SPAdes ended that did not end well, by its log. Its own exit status says little: it is that of the program which it called, cut to a byte.</summary>
/// <param name="OutOfMemory">It, or a program of it, got no memory.</param>
/// <param name="TooFewReads">The reads are too few, or lie too evenly, to be assembled.</param>
/// <param name="Signal">The signal that ended a program of it; null: none did.</param>
/// <param name="Error">What it says itself; null: nothing.</param>
internal sealed partial record SpadesEnd(bool OutOfMemory, bool TooFewReads, int? Signal, string? Error)
{
    private const int Abort = 6;

    // "Error in malloc(): out of memory" is SPAdes 3.11's; "Not enough memory to run SPAdes." the assembler's own; the others its allocators' and Python's.
    private static readonly string[] MemoryWords =
        ["out of memory", "not enough memory", "bad_alloc", "cannot allocate memory", "unable to allocate", "memory allocation fail", "failed to reserve", "MemoryError"];

    private static readonly string[] FewWords = ["Invalid kmer coverage histogram", "Failed to determine read length"];

    /// <summary>Reads it from the lines of the log.</summary>
    /// <remarks>
    /// SPAdes limits its programs by RLIMIT_AS to what it was told with <c>-m</c>. One that gets no memory then aborts without a word: the log has "OS return value: -6" and
    /// no error of the program before it, where an abort for another reason has.
    /// </remarks>
    public static SpadesEnd Of(IEnumerable<string> log)
    {
        var (memory, few, signal, error, spoke) = (false, false, default(int?), default(string), false);
        foreach (var line in log)
        {
            memory |= MemoryWords.Any(word => line.Contains(word, StringComparison.OrdinalIgnoreCase));
            few |= FewWords.Any(word => line.Contains(word, StringComparison.Ordinal));
            if (ProgramError().Match(line) is { Success: true } said)
            {
                (error, spoke) = (said.Groups[1].Value.Trim(), true);
            }
            else if (line.Contains("Verification of expression", StringComparison.Ordinal) || line.Contains("Assertion", StringComparison.Ordinal))
            {
                (error, spoke) = (line.Trim(), true);
            }
            else if (ReturnValue().Match(line) is { Success: true } returned)
            {
                signal = int.Parse(returned.Groups[1].Value, CultureInfo.InvariantCulture) is < 0 and var value ? -value : null;
            }
            else if (OwnError().Match(line) is { Success: true } own)
            {
                error ??= own.Groups[1].Value.Trim();
            }
        }

        return new SpadesEnd(memory || (signal == Abort && !spoke), few, signal, error);
    }

    [GeneratedRegex(@"^\s*[\d:.]+\s.*\bERROR\b\s+\S+\s+\([^)]*\)\s*(.+)$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ProgramError();

    [GeneratedRegex(@"finished abnormally, OS return value: (-?\d{1,4})", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ReturnValue();

    [GeneratedRegex(@"^== Error ==\s+(.+)$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OwnError();
}
