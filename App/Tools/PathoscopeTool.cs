using System.CommandLine;
using System.Text.Json;
using Virtool.Bio;
using Virtool.Bio.Pathoscope;

namespace Virtool.App.Tools;

/// <summary><c>pathoscope --isolates A.sam [--subtraction B.sam]... --lengths LENGTHS.json [--depth FILE] [--alignments FILE [--names NAMES.json]]</c>: prints the hits.</summary>
internal sealed class PathoscopeTool(ToolRunner runner)
{
    private readonly Option<string> _isolates = new("--isolates") { Description = "Alignments to the candidate sequences, as SAM; - is standard input.", Required = true };
    private readonly Option<string[]> _subtractions = new("--subtraction") { Description = "Alignments to a host, as SAM; may be given several times.", DefaultValueFactory = _ => [] };
    private readonly Option<string> _lengths = new("--lengths") { Description = "A JSON object with the length of every candidate sequence, by its name.", Required = true };
    private readonly Option<string?> _depth = new("--depth") { Description = "Where to write the depth of the hits along their sequences, as JSON." };
    private readonly Option<string?> _alignments = new("--alignments") { Description = "Where to write the alignments that were kept after reassignment, as SAM; --isolates must be a file then." };
    private readonly Option<string?> _names = new("--names") { Description = "A JSON object of what sequences are to be called in the kept alignments, by their names." };

    public Command Create()
    {
        var command = new Command("pathoscope", "Give reads that fit several viruses to the right one, without the host's, and print the hits as JSON.")
        {
            _isolates, _subtractions, _lengths, _depth, _alignments, _names,
        };
        command.Validators.Add(result => ToolArguments.RefuseTwice(
            [result.GetValue(_isolates) ?? "", result.GetValue(_lengths) ?? "", .. result.GetValue(_subtractions) ?? []],
            result.AddError));
        command.Validators.Add(result =>
        {
            if (result.GetValue(_alignments) is not null && result.GetValue(_isolates) == "-")
            {
                result.AddError("--alignments reads the alignments twice: give --isolates a file.");
            }
        });
        command.SetAction((parsed, cancellationToken) => runner.PrintAsync(() => Run(parsed, cancellationToken), cancellationToken));
        return command;
    }

    private PathoscopeResult Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var isolates = parsed.GetRequiredValue(_isolates);
        var lengths = Read<int>(parsed.GetRequiredValue(_lengths), "lengths");
        var result = PathoscopeAnalysis.Run(runner.Streams.Open(isolates), (parsed.GetValue(_subtractions) ?? []).Select(runner.Streams.Open), lengths, cancellationToken);
        if (parsed.GetValue(_depth) is { } depth)
        {
            DepthWriter.Write(depth, result.Hits.Concat(result.Removed).Select(hit => (hit.Id, hit.Align)));
        }

        if (parsed.GetValue(_alignments) is { } alignments)
        {
            var names = parsed.GetValue(_names) is { } path ? Read<string>(path, "names") : [];
            using var file = new FileStream(alignments, FileMode.Create, FileAccess.Write, FileShare.Read, 1024 * 1024);
            ReassignedSam.Write(runner.Streams.Open(isolates), result, lengths, names, file, cancellationToken);
        }

        return result;
    }

    private Dictionary<string, T> Read<T>(string path, string what)
    {
        using var stream = runner.Streams.Open(path);
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, T>>(stream) ?? throw Wrong();
        }
        catch (JsonException exception)
        {
            throw Wrong(exception);
        }

        InputException Wrong(Exception? exception = null) => new($"{path} is no JSON object of names and {what}.", exception!);
    }
}
