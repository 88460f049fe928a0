using System.CommandLine;
using System.Text.Json.Serialization;
using Virtool.Bio.Reads;

namespace Virtool.App.Tools;

/// <summary><c>reunite READS READS2 --left LEFT --first OUT1 --second OUT2</c>: writes both mates of every pair of which one is left.</summary>
internal sealed class ReuniteTool(ToolRunner runner)
{
    private readonly Option<string> _left = new("--left") { Description = "The reads that are left, with the names of virtool tool reads --numbered, as FASTQ.", Required = true };
    private readonly Option<string> _first = new("--first") { Description = "Where to write the first mates, as plain FASTQ.", Required = true };
    private readonly Option<string> _second = new("--second") { Description = "Where to write the second mates.", Required = true };

    public Command Create()
    {
        var reads = new Argument<string[]>("READS") { Description = "The two files of the pairs, as they were before any were taken away.", Arity = new ArgumentArity(2, 2) };
        var command = new Command("reunite", "Write both mates of every pair of which one is left, and print how many pairs these are as JSON.") { reads, _left, _first, _second };
        command.Validators.Add(result => ToolArguments.RefuseTwice([.. result.GetValue(reads) ?? [], result.GetValue(_left) ?? ""], result.AddError));
        command.SetAction((parsed, cancellationToken) => runner.PrintAsync(() => Reunite(parsed, parsed.GetRequiredValue(reads), cancellationToken), cancellationToken));
        return command;
    }

    private Reunited Reunite(ParseResult parsed, string[] mates, CancellationToken cancellationToken)
    {
        using var reader = FastqReader.Open(runner.Streams.Open(parsed.GetRequiredValue(_left)));
        var left = NumberedReads.Of(reader, cancellationToken);
        var first = Write(mates[0], 1, left, parsed.GetRequiredValue(_first), cancellationToken);
        var second = Write(mates[1], 2, left, parsed.GetRequiredValue(_second), cancellationToken);
        return first == left.Count && second == left.Count
            ? new Reunited(left.Count)
            : throw new ReadsException(ReadsFault.Damaged, "The mates do not belong together: some of the reads that are left have no mate.");
    }

    private long Write(string mate, int number, NumberedReads left, string path, CancellationToken cancellationToken)
    {
        using var reads = FastqReader.Open(runner.Streams.Open(mate));
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1);
        using var writer = new MateWriter(file, numbered: true);
        return writer.Write(reads, number, left, cancellationToken);
    }

    private sealed record Reunited([property: JsonPropertyName("pairs")] long Pairs);
}
