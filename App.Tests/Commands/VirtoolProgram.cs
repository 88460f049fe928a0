using System.Diagnostics;

namespace Virtool.App.Tests.Commands;

/// <summary>Runs the built program as people do.</summary>
internal static class VirtoolProgram
{
    public sealed record Ended(int ExitCode, string Output, string Error);

    /// <summary>The program in a folder; null: beside the tests.</summary>
    public static ProcessStartInfo Call(string? folder, params string[] arguments)
    {
        var call = new ProcessStartInfo(Path.Combine(folder ?? AppContext.BaseDirectory, "Virtool.App"))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var argument in arguments)
        {
            call.ArgumentList.Add(argument);
        }

        return call;
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<Ended> RunAsync(ProcessStartInfo call, string input, CancellationToken cancellation)
    {
        using var process = new Process { StartInfo = call };
        process.Start();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var error = process.StandardError.ReadToEndAsync(cancellation);
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellation);
            process.StandardInput.Close();
            await process.WaitForExitAsync(cancellation);
            return new Ended(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    public static Task<Ended> RunAsync(CancellationToken cancellation, params string[] arguments) => RunAsync(Call(null, arguments), "", cancellation);
}
