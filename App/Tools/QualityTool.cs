using System.CommandLine;
using Virtool.Bio.Quality;

namespace Virtool.App.Tools;

/// <summary><c>quality READS [READS2]</c>: checks reads and prints their quality.</summary>
internal sealed class QualityTool(ToolRunner runner)
{
    public Command Create()
    {
        var reads = ToolArguments.Reads();
        var command = new Command("quality", "Check reads (FASTQ, plain or packed with gzip) and print their quality as JSON.") { reads };
        command.SetAction((parsed, cancellationToken) =>
            runner.PrintAsync(() => Measure(parsed.GetRequiredValue(reads), cancellationToken).Quality, cancellationToken));
        return command;
    }

    private ReadsMeasure Measure(string[] paths, CancellationToken cancellationToken) => paths
        .Select(path => ReadsMeasure.Of(runner.Streams.Open(path), cancellationToken))
        .Aggregate(ReadsMeasure.Merge);
}
