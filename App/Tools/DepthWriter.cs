using System.Text.Json;
using Virtool.Bio.Pathoscope;

namespace Virtool.App.Tools;

/// <summary>Writes the depth along sequences: one JSON object, a line a sequence, so that they can be read one by one.</summary>
internal static class DepthWriter
{
    public static void Write(string path, IEnumerable<(string Id, IReadOnlyList<int> Depths)> sequences)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1024 * 1024);
        file.Write("{"u8);
        var first = true;
        foreach (var (id, depths) in sequences)
        {
            file.Write(first ? "\n"u8 : ",\n"u8);
            first = false;
            JsonSerializer.Serialize(file, id);
            file.WriteByte((byte)':');
            using var json = new Utf8JsonWriter(file);
            Write(json, depths);
        }

        file.Write("\n}\n"u8);
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<int> depths)
    {
        json.WriteStartObject();
        json.WriteNumber("median", DepthCurve.Median(depths));
        json.WriteStartArray("align");
        foreach (var point in DepthCurve.Steps(depths))
        {
            json.WriteStartArray();
            json.WriteNumberValue(point.X);
            json.WriteNumberValue(point.Y);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
