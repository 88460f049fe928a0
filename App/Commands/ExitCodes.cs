namespace Virtool.App.Commands;

/// <summary>What the program ends with.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>It failed.</summary>
    public const int Failed = 1;

    /// <summary>What was given to it is wrong.</summary>
    public const int BadInput = 2;

    /// <summary>The program that read the output has ended: 128 and the number of SIGPIPE.</summary>
    public const int ReaderGone = 141;
}
