using System.CommandLine;
using System.Text.Json;
using Virtool.Bio;
using Virtool.Bio.Alignments;
using Virtool.Bio.Contigs;
using Virtool.Bio.Sequences;

namespace Virtool.App.Tools;

/// <summary><c>depths [SAM] --contigs CONTIGS.fa [--depth FILE]</c>: prints how many reads each contig has, and how deep they lie.</summary>
internal sealed class DepthsTool(ToolRunner runner)
{
    private readonly Option<string> _contigs = new("--contigs") { Description = "The contigs, as FASTA.", Required = true };
    private readonly Option<string?> _depth = new("--depth") { Description = "Where to write the depth along the contigs, as JSON." };

    public Command Create()
    {
        var sam = new Argument<string>("SAM") { Description = "The alignments, as SAM; - is standard input.", DefaultValueFactory = _ => ToolStreams.StandardInput };
        var command = new Command("depths", "Count the reads over each base of contigs, and print reads, coverage and depth of each as a JSON object.") { sam, _contigs, _depth };
        command.Validators.Add(result => ToolArguments.RefuseTwice([result.GetValue(sam) ?? "", result.GetValue(_contigs) ?? ""], result.AddError));
        command.SetAction((parsed, cancellationToken) => runner.PrintAsync(
            () => Count(parsed.GetRequiredValue(sam), parsed.GetRequiredValue(_contigs), parsed.GetValue(_depth), cancellationToken), cancellationToken));
        return command;
    }

    private Dictionary<string, ContigDepth> Count(string sam, string contigs, string? depth, CancellationToken cancellationToken)
    {
        var lengths = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var record in FastaReader.ReadAll(runner.Streams.Open(contigs)))
        {
            if (!lengths.TryAdd(record.Id, record.Sequence.Length))
            {
                throw new InputException($"Two contigs are called {record.Id}.");
            }
        }

        var counted = new ContigDepths(lengths);
        using (var reader = new SamReader(runner.Streams.Open(sam)))
        {
            counted.Add(reader, cancellationToken);
        }

        var summaries = new Dictionary<string, ContigDepth>(StringComparer.Ordinal);
        var depths = lengths.Keys.Select(name =>
        {
            var (summary, along) = counted.Of(name);
            summaries[name] = summary;
            return (name, (IReadOnlyList<int>)along);
        });
        if (depth is not null)
        {
            DepthWriter.Write(depth, depths);
            return summaries;
        }

        foreach (var _ in depths)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return summaries;
    }
}
