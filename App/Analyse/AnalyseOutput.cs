using System.Text.Json;
using Spectre.Console;
using Virtool.App.Api;
using Virtool.App.Demo;
using Virtool.Data.Documents;
using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Exporting;
using Virtool.Domain.Files;

namespace Virtool.App.Analyse;

/// <summary>What is given back of an analysis without a server.</summary>
/// <param name="services">The host's.</param>
/// <param name="analysis">The ready analysis.</param>
internal sealed class AnalyseOutput(IServiceProvider services, Analysis analysis)
{
    /// <summary>Prints the hits on standard output: as a table, or as JSON.</summary>
    public async Task PrintAsync(bool json, CancellationToken cancellation)
    {
        var result = await ResultAsync(cancellation);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(HitsView.Of(analysis, result), Json.Served));
            return;
        }

        var output = Terminals.Of(Console.Out, Console.IsOutputRedirected);
        output.WriteLine($"{analysis.ReadCount:N0} of {analysis.LibraryReads:N0} reads match a virus; {analysis.SubtractedCount:N0} more match the host better.");
        if (analysis.HostReads is { } hosts)
        {
            output.WriteLine($"{hosts:N0} reads of the whole library match the host.");
        }

        output.Write(HitsTable.Of(analysis, result));
    }

    /// <summary>
    /// Puts what was found into a folder: <c>hits.json</c> as it is printed, <c>hits.csv</c>, <c>viruses.json</c> with the judgements, and the files that a server keeps
    /// (<see cref="AnalysisFiles"/>).
    /// </summary>
    public async Task SaveAsync(DirectoryInfo folder, CancellationToken cancellation)
    {
        folder.Create();
        await SaveAsync(folder, "hits.json", JsonSerializer.SerializeToUtf8Bytes(HitsView.Of(analysis, await ResultAsync(cancellation)), Json.Served), cancellation);
        var viruses = await Service<AnalysisService>().VirusesAsync(analysis, cancellation);
        await SaveAsync(folder, "viruses.json", JsonSerializer.SerializeToUtf8Bytes(new { Documents = viruses?.Viruses ?? [] }, Json.Served), cancellation);
        var rows = await Service<AnalysisExport>().RowsAsync(analysis, cancellation);
        await SaveAsync(folder, "hits.csv", AnalysisDownloads.Table(rows), cancellation);
        foreach (var file in Directory.EnumerateFiles(Service<DataFolder>().Analysis(analysis.Sample.Id, analysis.Id)))
        {
            File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)), overwrite: true);
        }
    }

    private static Task SaveAsync(DirectoryInfo folder, string name, byte[] content, CancellationToken cancellation) =>
        File.WriteAllBytesAsync(Path.Combine(folder.FullName, name), content, cancellation);

    private async Task<AnalysisResult> ResultAsync(CancellationToken cancellation) =>
        await Service<AnalysisService>().ResultAsync(analysis, cancellation) ?? throw new InvalidOperationException("A ready analysis has no result.");

    private T Service<T>()
        where T : notnull => services.GetRequiredService<T>();
}
