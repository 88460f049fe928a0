using System.CommandLine;
using System.Text.Json;
using Virtool.Bio;
using Virtool.Bio.Pathoscope;

namespace Virtool.App.Tools;

/// <summary><c>pathoscope --isolates A.sam [--subtraction B.sam]... --lengths LENGTHS.json [--depth FILE]</c>: prints the hits.</summary>
internal sealed class PathoscopeTool(ToolRunner runner)
{
    public Command Create()
    {
        var isolates = new Option<string>("--isolates") { Description = "Alignments to the candidate sequences, as SAM; - is standard input.", Required = true };
        var subtractions = new Option<string[]>("--subtraction") { Description = "Alignments to a host, as SAM; may be given several times.", DefaultValueFactory = _ => [] };
        var lengths = new Option<string>("--lengths") { Description = "A JSON object with the length of every candidate sequence, by its name.", Required = true };
        var depth = new Option<string?>("--depth") { Description = "Where to write the depth of the hits along their sequences, as JSON." };
        var command = new Command("pathoscope", "Give reads that fit several viruses to the right one, without the host's, and print the hits as JSON.") { isolates, subtractions, lengths, depth };
        command.Validators.Add(result => ToolArguments.RefuseTwice(
            [result.GetValue(isolates) ?? "", result.GetValue(lengths) ?? "", .. result.GetValue(subtractions) ?? []],
            result.AddError));
        command.SetAction((parsed, cancellationToken) => runner.PrintAsync(
            () => Run(parsed.GetRequiredValue(isolates), parsed.GetValue(subtractions) ?? [], parsed.GetRequiredValue(lengths), parsed.GetValue(depth), cancellationToken),
            cancellationToken));
        return command;
    }

    private PathoscopeResult Run(string isolates, string[] subtractions, string lengths, string? depth, CancellationToken cancellationToken)
    {
        var known = ReadLengths(lengths);
        var result = PathoscopeAnalysis.Run(runner.Streams.Open(isolates), subtractions.Select(runner.Streams.Open), known, cancellationToken);
        if (depth is not null)
        {
            WriteDepth(depth, result.Hits);
        }

        return result;
    }

    private Dictionary<string, int> ReadLengths(string path)
    {
        using var stream = runner.Streams.Open(path);
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, int>>(stream) ?? throw NoLengths();
        }
        catch (JsonException exception)
        {
            throw NoLengths(exception);
        }

        InputException NoLengths(Exception? exception = null) => new($"{path} is no JSON object of names and lengths.", exception!);
    }

    private static void WriteDepth(string path, IReadOnlyList<PathoscopeHit> hits)
    {
        using var file = File.Create(path);
        using var json = new Utf8JsonWriter(file);
        json.WriteStartObject();
        foreach (var hit in hits)
        {
            json.WriteStartObject(hit.Id);
            json.WriteNumber("median", DepthCurve.Median(hit.Align));
            json.WriteStartArray("align");
            foreach (var point in DepthCurve.Steps(hit.Align))
            {
                json.WriteStartArray();
                json.WriteNumberValue(point.X);
                json.WriteNumberValue(point.Y);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
