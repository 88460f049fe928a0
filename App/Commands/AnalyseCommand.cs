using System.CommandLine;
using Virtool.App.Analyse;

namespace Virtool.App.Commands;

/// <summary><c>virtool analyse</c>: finds the viruses in reads, without a server.</summary>
internal static class AnalyseCommand
{
    /// <summary>The verb's name.</summary>
    public const string Name = "analyse";

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var reads = new Option<FileInfo[]>("--reads") { Description = "FASTQ: one file, or the two mates of a paired library; packed with gzip or not.", HelpName = "R1 [R2]", Required = true, AllowMultipleArgumentsPerToken = true };
        var reference = new Option<FileInfo>("--reference") { Description = "A reference: JSON as it is exported, FASTA or GenBank; packed with gzip or not.", HelpName = "FILE", Required = true };
        var headers = new Option<string?>("--headers")
        {
            Description = "Of a reference as FASTA: which part of the headers is what, as \"{accession}|{otu}|{isolate}|{segment}\", or /regular expression/ (otherwise each record is a virus).",
            HelpName = "PATTERN",
        };
        var subtractions = new Option<FileInfo[]>("--subtraction") { Description = "A host's genome as FASTA; may be given several times.", HelpName = "FILE", DefaultValueFactory = _ => [], AllowMultipleArgumentsPerToken = true };
        var library = new Option<bool>("--whole-library") { Description = "Map the whole library to the hosts too, to tell how much of it is theirs." };
        var threads = new Option<int?>("--threads") { Description = "How many cores tools may take (otherwise all).", HelpName = "N" };
        var output = new Option<DirectoryInfo?>("--out") { Description = "A folder for the hits as JSON and CSV, the alignments as BAM and the depths.", HelpName = "DIR" };
        var json = CommonOptions.AsJson();
        var command = new Command(Name, "Find the viruses in reads without a server, and print the hits. Progress goes to standard error.") { reads, reference, headers, subtractions, library, threads, output, json };
        command.SetAction((result, cancellation) => RunAsync(
            new AnalyseInput(
                result.GetValue(reads) ?? [], result.GetValue(reference)!, result.GetValue(subtractions) ?? [], result.GetValue(threads), result.GetValue(output), result.GetValue(library), result.GetValue(headers)),
            result.GetValue(json),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(AnalyseInput input, bool json, CancellationToken cancellation)
    {
        if (input.Mistake() is { } mistake)
        {
            await Console.Error.WriteLineAsync(mistake);
            return ExitCodes.BadInput;
        }

        var bar = new ProgressBar(TimeProvider.System);
        try
        {
            await new AnalyseRun(input, bar.Tell).RunAsync(
                async (services, analysis) =>
                {
                    bar.End();
                    var output = new AnalyseOutput(services, analysis);
                    if (input.Output is { } folder)
                    {
                        await output.SaveAsync(folder, cancellation);
                    }

                    await output.PrintAsync(json, cancellation);
                },
                cancellation);
            return ExitCodes.Done;
        }
        catch (AnalyseFailedException exception)
        {
            bar.End();
            await Console.Error.WriteLineAsync(exception.Message);
            return exception.IsInput ? ExitCodes.BadInput : ExitCodes.Failed;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            bar.End();
            await Console.Error.WriteLineAsync("Stopped.");
            return ExitCodes.Failed;
        }
    }
}
