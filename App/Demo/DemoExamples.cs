using System.IO.Compression;
using Virtool.Domain.Otus;
using Virtool.Domain.References;
using Virtool.Domain.Rights;

namespace Virtool.App.Demo;

/// <summary>The real data of the demo, as Debian's packages gasic-examples and bowtie2-examples have it.</summary>
/// <param name="root">Where the packages are unpacked.</param>
internal sealed class DemoExamples(string root)
{
    private readonly string _genomes = Path.Combine(root, "usr/share/doc/gasic/examples/genomes");

    /// <summary>100,000 reads of a honey bee with deformed wings, 72 bases long (run SRR059298).</summary>
    public string Reads { get; } = Path.Combine(root, "usr/share/doc/gasic/examples/reads/SRR059298_subset.fastq.gz");

    /// <summary>The genome of phage lambda, which labs add to a library to control it.</summary>
    public string Lambda { get; } = Path.Combine(root, "usr/share/doc/bowtie2/examples/reference/lambda_virus.fa.gz");

    /// <summary>Two viruses that are close relatives: four genomes, two of them recombinants of the other two.</summary>
    public IReadOnlyList<OtuDraft> Otus() =>
    [
        new OtuDraft(
            "Deformed wing virus",
            "DWV",
            [Isolate("reference genome", "dwv.fasta.gz"), Isolate("VDV-1-DWV-No-5", "vdv1dwv5.fasta.gz"), Isolate("VDV-1-DWV-No-9", "vdv1dwv9.fasta.gz")]),
        new OtuDraft("Varroa destructor virus-1", "VDV-1", [Isolate("reference genome", "vdv1.fasta.gz")]),
    ];

    /// <summary>Throws where something of it is missing.</summary>
    /// <exception cref="RefusedException">A file is missing.</exception>
    public void Check()
    {
        var files = new[] { "dwv.fasta.gz", "vdv1.fasta.gz", "vdv1dwv5.fasta.gz", "vdv1dwv9.fasta.gz" }.Select(name => Path.Combine(_genomes, name));
        if (files.Append(Reads).Append(Lambda).FirstOrDefault(file => !File.Exists(file)) is { } missing)
        {
            throw new RefusedException($"The demo's data is not here: {missing} is missing. Install the packages gasic-examples and bowtie2-examples, or run ./demo, which does.");
        }
    }

    private IsolateDraft Isolate(string name, string file)
    {
        using var unpacked = new GZipStream(File.OpenRead(Path.Combine(_genomes, file)), CompressionMode.Decompress);
        using var text = new StreamReader(unpacked);
        var header = text.ReadLine() ?? "";
        // As ">gi|71480055|ref|NC_004830.2| Deformed wing virus, complete genome".
        var parts = header.Split('|');
        return new IsolateDraft("isolate", name, [new SequenceDraft(parts[3], parts[4].Trim(), text.ReadToEnd())]);
    }
}
