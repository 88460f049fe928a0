namespace Virtool.Jobs.Processes;

/// <summary>A call of a tool. Input and output are files, opened by the launcher itself, so that no pipe leads through the server.</summary>
/// <param name="Tool">The tool's name: a program of the search path, or <c>virtool</c> for this program itself.</param>
/// <param name="Arguments">One element an argument; never a shell's line.</param>
public sealed record ToolCommand(string Tool, IReadOnlyList<string> Arguments)
{
    /// <summary>A tool whose standard output is this one's standard input; it runs beside it and its failure is this one's.</summary>
    public ToolCommand? Source { get; init; }

    /// <summary>Standard output goes into this file; null: into the step's log.</summary>
    public string? OutputFile { get; init; }

    /// <summary>The commands, in the order in which they feed each other; this one is the last.</summary>
    internal IEnumerable<ToolCommand> Pipeline() => Source is null ? [this] : Source.Pipeline().Append(this);

    /// <summary>As people would type it, for the log.</summary>
    public override string ToString()
    {
        var line = string.Join(' ', new[] { Tool }.Concat(Arguments).Select(Quoted));
        line = Source is null ? line : $"{Source} | {line}";
        return OutputFile is null ? line : $"{line} > {Quoted(OutputFile)}";
    }

    private static string Quoted(string word) =>
        word.Length > 0 && word.All(character => char.IsAsciiLetterOrDigit(character) || "-_./,:=+@%".Contains(character, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
