using System.Text.Encodings.Web;
using System.Text.Json;
using Virtool.App.Commands;
using Virtool.Bio;

namespace Virtool.App.Tools;

/// <summary>Runs a tool's work and turns its outcome into an exit code: 0 done, 1 failed, 2 bad input.</summary>
internal sealed class ToolRunner(ToolStreams streams)
{
    /// <summary>EPIPE; .NET gives the number of the system's error as the exception's HResult.</summary>
    private const int BrokenPipe = 32;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public ToolStreams Streams => streams;

    /// <summary>Runs work that gives a value, and prints it as one line of JSON.</summary>
    public Task<int> PrintAsync<T>(Func<T> work, CancellationToken cancellationToken) => RunAsync(
        async () =>
        {
            var result = work();
            await using var output = streams.Output();
            await JsonSerializer.SerializeAsync(output, result, Json, cancellationToken);
            await output.WriteAsync("\n"u8.ToArray(), cancellationToken);
        });

    /// <summary>Runs work that writes its output itself. A reader that closed the output ends it without a word.</summary>
    public async Task<int> RunAsync(Func<Task> work)
    {
        try
        {
            await work();
            return ExitCodes.Done;
        }
        catch (InputException exception)
        {
            return await FailAsync(exception.Message, ExitCodes.BadInput);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return await FailAsync(exception.Message, ExitCodes.BadInput);
        }
        catch (BrokenOutputException exception)
        {
            // As other programs end that write into a pipe whose reader is gone; a full disk is said.
            return exception.InnerException is { HResult: BrokenPipe }
                ? ExitCodes.ReaderGone
                : await FailAsync(exception.InnerException?.Message ?? exception.Message, ExitCodes.Failed);
        }
        catch (IOException exception)
        {
            return await FailAsync(exception.Message, ExitCodes.Failed);
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Failed;
        }
    }

    private async Task<int> FailAsync(string message, int code)
    {
        await streams.Error.WriteLineAsync(message);
        return code;
    }
}
