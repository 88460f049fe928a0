using System.CommandLine;
using System.Text.Json;
using Virtool.Components.Look;
using Virtool.Data.Documents;
using Virtool.Domain.Checks;

namespace Virtool.App.Commands;

/// <summary><c>virtool admin check</c>: compares the files with what documents speak of, beside a running server or without one. It changes nothing.</summary>
internal static class CheckCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var hash = new Option<bool>("--hash") { Description = "Read every file and compare its hash; otherwise sizes are compared." };
        var json = CommonOptions.AsJson();
        var command = new Command("check", "List files that are missing, that no document speaks of, or that have changed. It ends with 1 where there are any.") { hash, json };
        command.SetAction(async (result, cancellation) =>
        {
            await using var services = await AdminData.OpenAsync(result, cancellation);
            var report = await RunAsync(services.GetRequiredService<FileCheck>(), result.GetValue(hash), cancellation);
            if (result.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(Form(report), Json.Served));
            }
            else
            {
                foreach (var finding in report.Findings)
                {
                    Console.WriteLine(finding.Sentence);
                }
            }

            await Console.Error.WriteLineAsync(Sentence(report));
            return report.Findings.Count == 0 ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }

    private static async Task<CheckReport> RunAsync(FileCheck check, bool hash, CancellationToken cancellation)
    {
        var (progress, teller) = (new CheckProgress(), new Progress(TimeProvider.System));
        var running = check.RunAsync(hash, progress, cancellation);
        while (await Task.WhenAny(running, Task.Delay(TimeSpan.FromMilliseconds(500), cancellation)) != running)
        {
            teller.Tell(FormattableString.Invariant($"Checking the files: {progress.Share:P0} done."));
        }

        return await running;
    }

    private static object Form(CheckReport report) => new
    {
        Documents = report.Findings,
        Missing = report.Count(FindingKind.Missing),
        Orphaned = report.Count(FindingKind.Orphaned),
        Changed = report.Count(FindingKind.Changed),
        report.Files,
        report.Bytes,
        report.Hashed,
    };

    private static string Sentence(CheckReport report)
    {
        var looked = $"{Words.Count(report.Files, "file or folder", "files and folders")} looked for{(report.Hashed ? $", {Words.Count(report.Bytes, "byte")} read" : "")}";
        return report.Findings.Count == 0
            ? $"All is as it should be: {looked}."
            : $"{looked}: {report.Count(FindingKind.Missing)} missing, {report.Count(FindingKind.Orphaned)} without a document, {report.Count(FindingKind.Changed)} changed.";
    }
}
