using System.CommandLine;
using Virtool.Bio.Quality;

namespace Virtool.App.Tools;

/// <summary><c>quality READS [READS2] [--mates]</c>: checks reads and prints their quality.</summary>
internal sealed class QualityTool(ToolRunner runner)
{
    private readonly Option<bool> _mates = new("--mates") { Description = "Print all that is measured, of each file alone, as a JSON array." };

    public Command Create()
    {
        var reads = ToolArguments.Reads();
        var command = new Command("quality", "Check reads (FASTQ, plain or packed with gzip) and print their quality as JSON.") { reads, _mates };
        command.SetAction((parsed, cancellationToken) => parsed.GetValue(_mates)
            ? runner.PrintAsync(() => Measure(parsed.GetRequiredValue(reads), cancellationToken).ToArray(), cancellationToken)
            : runner.PrintAsync(() => Measure(parsed.GetRequiredValue(reads), cancellationToken).Aggregate(ReadsMeasure.Merge).Quality, cancellationToken));
        return command;
    }

    private IEnumerable<ReadsMeasure> Measure(string[] paths, CancellationToken cancellationToken) =>
        paths.Select(path => ReadsMeasure.Of(runner.Streams.Open(path), cancellationToken));
}
