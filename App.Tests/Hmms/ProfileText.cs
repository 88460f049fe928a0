using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace Virtool.App.Tests.Hmms;

/// <summary>Made-up profiles and annotations, and archives of them.</summary>
internal static class ProfileText
{
    /// <summary>A profile without its numbers.</summary>
    public static string Profile(int cluster, int length = 120, int sequences = 3, string alphabet = "amino") =>
        $"""
        HMMER3/f [3.3.2 | Nov 2020]
        NAME  vFam_{cluster}
        LENG  {length}
        ALPH  {alphabet}
        NSEQ  {sequences}
        HMM          A        C        D
                    m->m     m->i     m->d
        //

        """;

    /// <summary>What is known of it.</summary>
    public static JsonObject Annotation(int cluster, string name, string family = "Potyviridae") => new()
    {
        ["cluster"] = cluster,
        ["names"] = new JsonArray(name, "polyprotein"),
        ["count"] = 5,
        ["length"] = 120,
        ["mean_entropy"] = 0.52,
        ["total_entropy"] = 62.6,
        ["families"] = new JsonObject { [family] = 4, ["None"] = 1 },
        ["genera"] = new JsonObject { ["Potyvirus"] = 5 },
        ["entries"] = new JsonArray(new JsonObject { ["accession"] = $"NP_{cluster:000000}.1", ["gi"] = "9626062", ["name"] = name, ["organism"] = $"Virus {cluster}" }),
    };

    /// <summary>An archive as releases have it, of profiles by number and name.</summary>
    public static byte[] Archive(params (int Cluster, string Name)[] profiles) => Archive(
        string.Concat(profiles.Select(one => Profile(one.Cluster))), new JsonArray([.. profiles.Select(one => Annotation(one.Cluster, one.Name))]).ToJsonString());

    /// <summary>An archive of both files; null: it is not in there.</summary>
    public static byte[] Archive(string? profiles, string? annotations)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip, TarEntryFormat.Ustar, leaveOpen: true))
        {
            tar.WriteEntry(new UstarTarEntry(TarEntryType.Directory, "hmm/"));
            foreach (var (name, text) in new[] { ("annotations.json", annotations), ("profiles.hmm", profiles) })
            {
                if (text is not null)
                {
                    tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"hmm/{name}") { DataStream = new MemoryStream(Encoding.ASCII.GetBytes(text)) });
                }
            }
        }

        return packed.ToArray();
    }
}
