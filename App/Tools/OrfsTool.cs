using System.CommandLine;
using System.Text.Json.Serialization;
using Virtool.Bio.Orfs;
using Virtool.Bio.Sequences;

namespace Virtool.App.Tools;

/// <summary><c>orfs CONTIGS</c>: prints the open reading frames of each sequence of a FASTA file.</summary>
internal sealed class OrfsTool(ToolRunner runner)
{
    public Command Create()
    {
        var contigs = new Argument<string>("CONTIGS") { Description = "A FASTA file; - is standard input." };
        var command = new Command("orfs", "Find the open reading frames of contigs, 100 amino acids or longer, and print them as JSON.") { contigs };
        command.SetAction((parsed, cancellationToken) =>
            runner.PrintAsync(() => Find(parsed.GetRequiredValue(contigs)), cancellationToken));
        return command;
    }

    private ContigOrfs[] Find(string path) =>
        [.. FastaReader.ReadAll(runner.Streams.Open(path)).Select(record => new ContigOrfs(record.Id, OrfFinder.Find(record.Sequence)))];

    private sealed record ContigOrfs(
        [property: JsonPropertyName("id")] string Id,
        [property: JsonPropertyName("orfs")] IReadOnlyList<Orf> Orfs);
}
