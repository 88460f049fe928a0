using System.CommandLine;
using Virtool.Bio.Reads;

namespace Virtool.App.Tools;

/// <summary><c>reads READS [READS2]</c>: writes reads as one plain FASTQ whose names end in /1 and /2.</summary>
internal sealed class ReadsTool(ToolRunner runner)
{
    public Command Create()
    {
        var reads = ToolArguments.Reads();
        var command = new Command("reads", "Check reads and write them to standard output as plain FASTQ, with names that end in /1 and /2.") { reads };
        command.SetAction((parsed, cancellationToken) => runner.RunAsync(() =>
        {
            Write(parsed.GetRequiredValue(reads), cancellationToken);
            return Task.CompletedTask;
        }));
        return command;
    }

    private void Write(string[] paths, CancellationToken cancellationToken)
    {
        using var output = runner.Streams.Output();
        using var piped = new PipedOutput(output);
        using var writer = new MateWriter(piped);
        for (var i = 0; i < paths.Length; i++)
        {
            using var reader = FastqReader.Open(runner.Streams.Open(paths[i]));
            if (paths.Length == 1)
            {
                writer.WriteSingle(reader, cancellationToken);
            }
            else
            {
                writer.Write(reader, i + 1, cancellationToken);
            }
        }
    }
}
