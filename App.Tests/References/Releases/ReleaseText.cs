using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace Virtool.App.Tests.References.Releases;

/// <summary>Makes the files of releases.</summary>
internal static class ReleaseText
{
    /// <summary>A file with viruses, packed.</summary>
    public static byte[] Packed(params IEnumerable<JsonObject> otus) => Pack(new JsonObject
    {
        ["data_type"] = "genome",
        ["organism"] = "virus",
        ["otus"] = new JsonArray([.. otus.Select(otu => otu.DeepClone())]),
    }.ToJsonString());

    /// <summary>Any text, packed.</summary>
    public static byte[] Pack(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    /// <summary>A virus with two isolates of one sequence each.</summary>
    public static JsonObject Virus(string id, string name, string abbreviation = "") => new()
    {
        ["_id"] = id,
        ["name"] = name,
        ["abbreviation"] = abbreviation,
        ["schema"] = new JsonArray(),
        ["isolates"] = new JsonArray(Isolate($"{id}a", "A", isDefault: true), Isolate($"{id}b", "B", isDefault: false)),
    };

    public static JsonObject Isolate(string id, string name, bool isDefault) => new()
    {
        ["id"] = id,
        ["source_type"] = "isolate",
        ["source_name"] = name,
        ["default"] = isDefault,
        ["sequences"] = new JsonArray(Sequence($"{id}1", "ACGTACGTACGT")),
    };

    public static JsonObject Sequence(string id, string nucleotides) => new()
    {
        ["_id"] = id,
        ["accession"] = $"NC_{id}",
        ["definition"] = $"Sequence {id}",
        ["host"] = "",
        ["sequence"] = nucleotides,
    };

    /// <summary>The same virus, otherwise.</summary>
    public static JsonObject But(this JsonObject virus, Action<JsonObject> change)
    {
        var other = virus.DeepClone().AsObject();
        change(other);
        return other;
    }
}
