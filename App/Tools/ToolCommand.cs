using System.CommandLine;

namespace Virtool.App.Tools;

/// <summary><c>tool</c>: the sciences on the command line. Standard output carries only the result, errors go to standard error; exit codes: 0 done, 1 failed, 2 bad input.</summary>
public sealed class ToolCommand(ToolStreams streams)
{
    public Command Create()
    {
        var runner = new ToolRunner(streams);
        return new Command("tool", "Compute with reads, sequences and alignments, without a server.")
        {
            new QualityTool(runner).Create(),
            new OrfsTool(runner).Create(),
            new PathoscopeTool(runner).Create(),
            new AlignedTool(runner).Create(),
            new ReadsTool(runner).Create(),
            new ReuniteTool(runner).Create(),
            new DepthsTool(runner).Create(),
        };
    }
}
