using System.CommandLine;
using Virtool.Bio.Alignments;

namespace Virtool.App.Tools;

/// <summary><c>aligned [FILE]</c>: prints how many reads of a SAM are aligned.</summary>
internal sealed class AlignedTool(ToolRunner runner)
{
    private const int SecondaryOrSupplementary = 0x900;

    public Command Create()
    {
        var sam = new Argument<string>("sam") { Description = "The alignments, as SAM; - is standard input.", DefaultValueFactory = _ => "-" };
        var command = new Command("aligned", "Count the reads that are aligned, each once, and print their number as JSON.") { sam };
        command.SetAction((parsed, cancellationToken) => runner.PrintAsync(() => Count(parsed.GetRequiredValue(sam), cancellationToken), cancellationToken));
        return command;
    }

    private Aligned Count(string sam, CancellationToken cancellationToken)
    {
        using var reader = new SamReader(runner.Streams.Open(sam));
        var count = 0L;
        while (reader.Read())
        {
            count += (reader.Flag & SecondaryOrSupplementary) == 0 ? 1 : 0;
            if ((reader.Line & 16383) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        return new Aligned(count);
    }

    private sealed record Aligned([property: System.Text.Json.Serialization.JsonPropertyName("reads")] long Reads);
}
