using System.IO.Compression;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Domain.History;
using Virtool.Domain.Links;
using Virtool.Domain.Otus;
using Virtool.Domain.References;
using Virtool.Domain.Rights;

namespace Virtool.App.Tests.Browser;

/// <summary>References to look at, filled as an import fills them.</summary>
internal static class ViewedReference
{
    private static readonly Link Admin = new("server", "server");

    /// <summary>Makes a reference of viruses.</summary>
    public static async Task<Reference> MakeAsync(IServiceProvider services, string name, IEnumerable<JoinedOtu> viruses, CancellationToken cancellation)
    {
        var access = new[] { new Access(Principals.Everyone, [Right.Read]) };
        var reference = await services.GetRequiredService<Collection<Reference>>().InsertAsync(
            new Reference
            {
                Id = viruses.First().Otu.Reference.Id,
                Name = name,
                Description = "Complete genomes of the viruses and viroids of plants, a default isolate and some others of each.",
                CreatedAt = DateTimeOffset.UnixEpoch.AddYears(56),
                User = Admin,
                Ready = false,
                Search = ReferenceRules.SearchText(name, "virus", ""),
                ImportedFrom = new ImportedFrom("plant_viruses.json.gz", "json"),
                Access = access,
                Readers = RightsRules.ReadersOf(Admin, access),
            },
            cancellation);
        var bulk = services.GetRequiredService<BulkOtus>();
        var count = await bulk.AddAsync(reference, Admin, ChangeMethod.Import, viruses.ToAsyncEnumerable(), cancellation: cancellation);
        return (await bulk.PublishAsync(reference.Id, count, one => one, cancellation))!;
    }

    /// <summary>The viruses of a reference file.</summary>
    public static IEnumerable<JoinedOtu> Read(string path, string id, string name)
    {
        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var tree = JsonDocument.Parse(stream);
        return [.. tree.RootElement.GetProperty("otus").EnumerateArray().Select(otu => Joined(otu, new Link(id, name)))];
    }

    /// <summary>So many viruses that are made up.</summary>
    public static IEnumerable<JoinedOtu> MadeUp(int count, string id, string name) => Enumerable.Range(1, count).Select(number =>
    {
        var random = new Random(number);
        var virus = new Otu
        {
            Id = Ids.New(),
            Name = $"Virus {number:0000} of the {(number % 7 == 0 ? "mosaic" : "stunt")} kind",
            LowerName = "",
            Abbreviation = $"V{number:0000}",
            Reference = new Link(id, name),
            Isolates = [new Isolate("isolate1", "isolate", $"Q{number}", true)],
        };
        var sequence = new Sequence
        {
            Id = Ids.New(),
            Accession = $"NC_{number:000000}.1",
            Definition = $"{virus.Name}, complete genome",
            Nucleotides = string.Concat(Enumerable.Range(0, 1_000).Select(_ => "ACGT"[random.Next(4)])),
            Length = 1_000,
            OtuId = virus.Id,
            IsolateId = "isolate1",
            ReferenceId = id,
        };
        return OtuRules.Settled(new JoinedOtu(virus, [sequence]));
    });

    private static JoinedOtu Joined(JsonElement source, Link reference)
    {
        var id = Ids.New();
        var sequences = new List<Sequence>();
        var isolates = source.GetProperty("isolates").EnumerateArray().Select(isolate =>
        {
            var isolateId = isolate.GetProperty("id").GetString()!;
            sequences.AddRange(isolate.GetProperty("sequences").EnumerateArray().Select((one, place) => new Sequence
            {
                Id = Ids.New(),
                Accession = one.GetProperty("accession").GetString()!,
                Definition = one.GetProperty("definition").GetString()!,
                Host = Text(one, "host"),
                Segment = Text(one, "segment") is { Length: > 0 } segment ? segment : null,
                Nucleotides = one.GetProperty("sequence").GetString()!,
                Length = one.GetProperty("sequence").GetString()!.Length,
                Position = place,
                OtuId = id,
                IsolateId = isolateId,
                ReferenceId = reference.Id,
            }));
            return new Isolate(isolateId, Text(isolate, "source_type").ToLowerInvariant(), Text(isolate, "source_name"), isolate.GetProperty("default").GetBoolean());
        }).ToArray();
        var otu = new Otu
        {
            Id = id,
            Name = source.GetProperty("name").GetString()!,
            LowerName = "",
            Abbreviation = Text(source, "abbreviation"),
            Reference = reference,
            Isolates = isolates,
            Schema = [.. source.GetProperty("schema").EnumerateArray().Select(segment => new Segment(segment.GetProperty("name").GetString()!, segment.GetProperty("required").GetBoolean(), Text(segment, "molecule")))],
        };
        return OtuRules.Settled(JoinedOtu.Of(otu, sequences));
    }

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
