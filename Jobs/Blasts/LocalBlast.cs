using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Virtool.Domain.Blasts;
using Virtool.Domain.Files;
using Virtool.Jobs.Processes;

namespace Virtool.Jobs.Blasts;

/// <summary>Searches in the lab's own database, with NCBI's program blastn on this machine.</summary>
/// <param name="runner">Runs it.</param>
/// <param name="options">Which database.</param>
/// <param name="data">Where it works.</param>
internal sealed class LocalBlast(IProcessRunner runner, IOptions<BlastOptions> options, DataFolder data)
{
    private const string Tool = "blastn";

    /// <summary>Searches.</summary>
    /// <param name="blast">For what.</param>
    /// <param name="sequence">Its nucleotides.</param>
    /// <param name="cancellation">Ends it, and the program.</param>
    /// <exception cref="BlastFailedException">It did not work.</exception>
    public async Task<BlastFound> SearchAsync(Blast blast, string sequence, CancellationToken cancellation)
    {
        var run = $"{Guid.NewGuid():N}";
        var folder = Path.Combine(data.Blasts, run);
        Directory.CreateDirectory(folder);
        try
        {
            var (query, output) = (Path.Combine(folder, "contig.fa"), Path.Combine(folder, "report.json"));
            await File.WriteAllTextAsync(query, $">sequence_{blast.ContigIndex.ToString(CultureInfo.InvariantCulture)}\n{sequence}\n", cancellation);
            var result = await runner.RunAsync(
                new ProcessRun($"blast.{run}", Command(query, output), folder, Path.Combine(folder, "control"), Path.Combine(folder, "output"), Path.Combine(folder, "errors")), cancellation);
            return result.ExitStatus == 0 && File.Exists(output)
                ? BlastReport.Read(await File.ReadAllBytesAsync(output, cancellation)) with { Target = options.Value.LocalName }
                : throw new BlastFailedException($"The search in {options.Value.LocalName} failed: {LastWords(result)}. An administrator sees whether Blast:Database names a database that this server may read.");
        }
        catch (ToolMissingException exception)
        {
            throw new BlastFailedException("The program blastn is not on this server, so its own database cannot be searched. An administrator installs it (package ncbi-blast+).", exception);
        }
        catch (JsonException exception)
        {
            throw new BlastFailedException("The report of blastn could not be read. An administrator sees whether its version is 2.6 or newer.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BlastFailedException($"The search could not write into the data folder: {exception.Message.TrimEnd('.')}. Make room there, and search again.", exception);
        }
        finally
        {
            Remove(folder);
        }
    }

    /// <summary>Removes what a server has left that ended in the middle.</summary>
    public void Sweep() => Remove(data.Blasts);

    /// <summary>As megablast, as at NCBI; one core, since jobs have the others.</summary>
    private ToolCommand Command(string query, string output) => new(
        Tool,
        [
            "-task", "megablast", "-db", options.Value.Database, "-query", query, "-outfmt", "15", "-max_target_seqs", options.Value.Hits.ToString(CultureInfo.InvariantCulture),
            "-num_threads", "1", "-out", output,
        ]);

    private static string LastWords(ToolResult result) => result.LastWords.LastOrDefault(line => line.Trim().Length > 0)?.Trim().TrimEnd('.')
        ?? string.Create(CultureInfo.InvariantCulture, $"blastn ended with {result.ExitStatus}");

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
