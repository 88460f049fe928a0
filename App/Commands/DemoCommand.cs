using System.CommandLine;
using Virtool.App.Demo;

namespace Virtool.App.Commands;

/// <summary><c>virtool demo</c>: the main job on real reads, from the watched folder to the viruses found.</summary>
internal static class DemoCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var once = new Option<bool>("--once") { Description = "End after the table of hits, instead of keeping the server up." };
        var json = CommonOptions.AsJson();
        var port = CommonOptions.Port();
        var examples = new Option<DirectoryInfo>("--examples")
        {
            Description = "Where Debian's packages gasic-examples and bowtie2-examples are unpacked.",
            HelpName = "DIR",
            DefaultValueFactory = _ => new DirectoryInfo("/"),
        };
        var command = new Command("demo", "Find the viruses in the reads of a honey bee: from the watched folder to the hits, on a data folder of its own.")
        {
            once, json, port, examples,
        };
        command.SetAction((result, cancellation) => new DemoRun(
            new DemoExamples(result.GetValue(examples)!.FullName),
            result.GetValue(CommonOptions.Data)?.FullName,
            result.GetValue(port) ?? 0,
            result.GetValue(once),
            result.GetValue(json)).RunAsync(cancellation));
        return command;
    }
}
