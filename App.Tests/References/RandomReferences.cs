using System.Text;
using System.Text.Json;

namespace Virtool.App.Tests.References;

/// <summary>Random references in the format of exports.</summary>
internal static class RandomReferences
{
    private const string Letters = "ACGTURYSWKMBDHVNacgtn";
    private const string Signs = "abc déß\"\\/<&'日\u00A0x";
    private static readonly string[] Molecules = ["", "ssDNA", "ssRNA+"];
    private static readonly string[] Types = ["isolate", "strain", "unknown", ""];

    public static string Make(Random random)
    {
        var targets = random.Next(2) == 0 ? [] : new[] { "COI", "ITS \"2\"" };
        return JsonSerializer.Serialize(new
        {
            data_type = targets.Length > 0 ? "barcode" : "genome",
            organism = "virus",
            name = Word(random, 12),
            description = Word(random, 20),
            source_types = Types[..2],
            restrict_source_types = random.Next(2) == 0,
            targets = targets.Select(target => new { name = target, description = Word(random, 5), required = random.Next(2) == 0, length = random.Next(1, 900) }),
            otus = Enumerable.Range(0, random.Next(0, 12)).Select(number => Otu(random, number, targets)).ToArray(),
        });
    }

    private static object Otu(Random random, int number, string[] targets)
    {
        var segments = Enumerable.Range(0, random.Next(0, 4)).Select(segment => $"RNA {segment}").ToArray();
        var count = random.Next(0, 4);
        return new
        {
            _id = $"otu{number:D5}",
            name = $"{Word(random, 10)} {number}",
            abbreviation = random.Next(3) == 0 ? "" : $"V{number}",
            taxid = random.Next(2) == 0 ? (int?)null : random.Next(1, 1_000_000),
            schema = segments.Select(segment => new { name = segment, molecule = Molecules[random.Next(3)], required = random.Next(2) == 0 }),
            isolates = Enumerable.Range(0, count).Select(isolate => new
            {
                id = $"iso{isolate:D5}",
                source_type = Types[random.Next(4)],
                source_name = Word(random, 6),
                @default = isolate == count - 1,
                sequences = Enumerable.Range(0, random.Next(1, 4)).Select(sequence => new
                {
                    _id = $"s{number:D3}{isolate:D2}{sequence:D2}",
                    accession = $"NC_{number:D4}{isolate}{sequence}",
                    definition = Word(random, 30),
                    host = random.Next(2) == 0 ? null : Word(random, 8),
                    segment = segments.Length == 0 ? null : segments[random.Next(segments.Length)],
                    target = targets.Length == 0 ? null : targets[random.Next(targets.Length)],
                    sequence = string.Concat(Enumerable.Range(0, random.Next(1, 80)).Select(_ => Letters[random.Next(Letters.Length)])),
                }).ToArray(),
            }).ToArray(),
        };
    }

    private static string Word(Random random, int length)
    {
        var text = new StringBuilder("w");
        for (var i = 0; i < length; i++)
        {
            text.Append(Signs[random.Next(Signs.Length)]);
        }

        return text.Append('.').ToString();
    }
}
