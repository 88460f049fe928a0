using System.Text;
using Virtool.Bio;
using Virtool.Bio.Headers;
using Virtool.Bio.Reads;

namespace Virtool.Jobs.References.Import;

/// <summary>A file that a reference can be made of. It may be read several times; each time it is opened anew.</summary>
public abstract class ReferenceFile
{
    private Stream? _current;
    private long _length;

    /// <summary>A file, opened by a function.</summary>
    protected ReferenceFile(Func<Stream> open) => Opener = open;

    /// <summary><c>json</c>, <c>fasta</c> or <c>genbank</c>.</summary>
    public abstract string Format { get; }

    /// <summary>What it says of the reference itself; whole once all OTUs were read.</summary>
    public ReferenceHead Head { get; protected set; } = new();

    /// <summary>How much of the file was read, 0 to 1.</summary>
    public double Fraction => _current is { CanRead: true, CanSeek: true } && _length > 0 ? (double)_current.Position / _length : _length > 0 ? 1 : 0;

    /// <summary>Opens the file.</summary>
    protected Func<Stream> Opener { get; }

    /// <summary>Tells by its first letters what a file is.</summary>
    /// <param name="open">Opens it; packed with gzip or not.</param>
    /// <param name="mapping">What the parts of FASTA headers are; null: it need not be FASTA.</param>
    /// <exception cref="InputException">It is empty, cannot be unpacked, or is nothing that a reference is made of.</exception>
    public static ReferenceFile Of(Func<Stream> open, HeaderMapping? mapping = null)
    {
        using var text = ReadsStream.Open(open());
        var start = new byte[1024];
        var count = text.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        var first = Encoding.UTF8.GetString(start, 0, count).TrimStart('\uFEFF').TrimStart();
        return first switch
        {
            ['{', ..] => new JsonReferenceFile(open),
            ['>', ..] => new FastaReferenceFile(open, mapping ?? throw new InputException(
                "The file is FASTA. Say which part of its headers is what, as {accession}|{otu}|{isolate}|{segment}.")),
            _ when first.StartsWith("LOCUS ", StringComparison.Ordinal) => new GenBankReferenceFile(open),
            ['@', ..] => throw new InputException("The file holds reads (FASTQ), not a reference."),
            [] => throw new InputException("The file is empty. Copy it again."),
            _ => throw new InputException("The file is neither JSON nor FASTA nor GenBank, nor one of them packed with gzip. Export the reference again, or choose another file."),
        };
    }

    /// <summary>Its OTUs, as they are asked for. What is wrong with one is taken down, and it is given as far as it could be read.</summary>
    /// <param name="letters">False: the nucleotides are only looked at and counted, not kept.</param>
    /// <param name="problems">Where it is taken down.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="InputException">From here on it cannot be read.</exception>
    public abstract IEnumerable<SourceOtu> Otus(bool letters, ProblemList problems, CancellationToken cancellation);

    /// <summary>The unpacked bytes, from the beginning.</summary>
    protected Stream Open()
    {
        _current = Opener();
        _length = _current.CanSeek ? _current.Length : 0;
        return ReadsStream.Open(_current);
    }
}
