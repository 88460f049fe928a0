using Microsoft.Win32.SafeHandles;

namespace Virtool.App.Tools;

/// <summary>What a tool reads from and writes to where it was given no file: the console's streams, or a test's.</summary>
/// <param name="Input">Opens standard input.</param>
/// <param name="Output">Opens standard output.</param>
/// <param name="Error">Where errors go.</param>
public sealed record ToolStreams(Func<Stream> Input, Func<Stream> Output, TextWriter Error)
{
    /// <summary>The name that stands for standard input.</summary>
    public const string StandardInput = "-";

    public static ToolStreams Console { get; } = new(System.Console.OpenStandardInput, OpenOutput, System.Console.Error);

    /// <summary>Opens a file for reading from start to end, or standard input.</summary>
    public Stream Open(string path) => path == StandardInput
        ? Input()
        : new FileStream(path, new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = 0, Share = FileShare.ReadWrite | FileShare.Delete });

    // The console's own stream says nothing where the reader of a pipe is gone, and the tool would work on for nobody. It is right for files,
    // where a stream of ours would not move the offset that the next program in the same shell goes on from.
    private static Stream OpenOutput()
    {
        if (OperatingSystem.IsWindows())
        {
            return System.Console.OpenStandardOutput();
        }

        var pipe = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return pipe.CanSeek ? System.Console.OpenStandardOutput() : pipe;
    }
}
