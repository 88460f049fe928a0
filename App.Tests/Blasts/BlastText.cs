using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace Virtool.App.Tests.Blasts;

/// <summary>Reports as BLAST writes them.</summary>
internal static class BlastText
{
    /// <summary>A report with one hit that is told in full, and one without an organism.</summary>
    public static JsonObject Report(string target = "nt", bool found = true) => new()
    {
        ["program"] = "blastn",
        ["version"] = "BLASTN 2.16.0+",
        ["reference"] = "Zheng Zhang and others",
        ["search_target"] = new JsonObject { ["db"] = target },
        ["params"] = new JsonObject { ["expect"] = 10, ["filter"] = "L;m;" },
        ["results"] = new JsonObject
        {
            ["search"] = new JsonObject
            {
                ["query_id"] = "Query_1",
                ["query_len"] = 1200,
                ["hits"] = found ? new JsonArray(Hit("NC_005266", "Raspberry ringspot virus RNA1, complete genome", "Raspberry ringspot virus", 1100), Hit("KX000001", "Uncultured virus clone 7", null, 900)) : [],
                ["stat"] = new JsonObject { ["db_num"] = 7 },
            },
        },
    };

    /// <summary>The archive in which NCBI sends it.</summary>
    public static byte[] Zip(string rid, JsonObject report)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(zip, $"{rid}.json", new JsonObject { ["BlastJSON"] = new JsonArray(new JsonObject { ["File"] = $"{rid}_1.json" }) });
            Write(zip, $"{rid}_1.json", new JsonObject { ["BlastOutput2"] = new JsonObject { ["report"] = report.DeepClone() } });
        }

        return packed.ToArray();
    }

    private static void Write(ZipArchive zip, string name, JsonObject content)
    {
        using var entry = zip.CreateEntry(name).Open();
        entry.Write(Encoding.UTF8.GetBytes(content.ToJsonString()));
    }

    private static JsonObject Hit(string accession, string title, string? organism, int identity)
    {
        var about = new JsonObject { ["id"] = $"gi|1|ref|{accession}.3|", ["accession"] = accession, ["title"] = title, ["taxid"] = 12809 };
        if (organism is not null)
        {
            about["sciname"] = organism;
        }

        return new JsonObject
        {
            ["num"] = 1,
            ["description"] = new JsonArray(about),
            ["len"] = 7935,
            ["hsps"] = new JsonArray(new JsonObject
            {
                ["num"] = 1, ["bit_score"] = 2010.5, ["score"] = 1088, ["evalue"] = 1e-120, ["identity"] = identity, ["query_from"] = 1, ["align_len"] = 1200, ["gaps"] = 3, ["qseq"] = "ACGT",
            }),
        };
    }
}
