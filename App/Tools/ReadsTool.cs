using System.CommandLine;
using Virtool.Bio.Reads;

namespace Virtool.App.Tools;

/// <summary><c>reads READS [READS2] [--numbered]</c>: writes reads as one plain FASTQ whose names end in /1 and /2.</summary>
internal sealed class ReadsTool(ToolRunner runner)
{
    private readonly Option<bool> _numbered = new("--numbered") { Description = "Name each read by its place in its file, from 0, in place of its own name." };

    public Command Create()
    {
        var reads = ToolArguments.Reads();
        var command = new Command("reads", "Check reads and write them to standard output as plain FASTQ, with names that end in /1 and /2.") { reads, _numbered };
        command.SetAction((parsed, cancellationToken) => runner.RunAsync(() =>
        {
            Write(parsed.GetRequiredValue(reads), parsed.GetValue(_numbered), cancellationToken);
            return Task.CompletedTask;
        }));
        return command;
    }

    private void Write(string[] paths, bool numbered, CancellationToken cancellationToken)
    {
        using var output = runner.Streams.Output();
        using var piped = new PipedOutput(output);
        using var writer = new MateWriter(piped, numbered);
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
