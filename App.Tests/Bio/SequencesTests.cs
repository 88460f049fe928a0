using System.Text;
using Shouldly;
using Virtool.Bio;
using Virtool.Bio.Sequences;
using Xunit;

namespace Virtool.App.Tests.Bio;

public class SequencesTests
{
    [Fact]
    public void Sequences_are_read_with_their_headers_and_over_all_their_lines() =>
        Read(">a first one\r\nACGT\r\n\r\nacgtn\r\n>b\n>c\nMKV*").ShouldBe([new("a first one", "ACGTacgtn"), new("b", ""), new("c", "MKV*")]);

    [Fact]
    public void The_id_is_the_header_up_to_the_first_blank() => Read(">a first one\nACGT\n")[0].Id.ShouldBe("a");

    [Fact]
    public void Packed_sequences_are_read() =>
        FastaReader.ReadAll(new MemoryStream(Packed.Gzip(">a\nACGT\n"))).ShouldBe([new FastaRecord("a", "ACGT")]);

    [Theory]
    [InlineData("ACGT\n>a\nACGT\n", 1)]
    [InlineData("\n@a\nACGT\n", 2)]
    [InlineData(">a\nACGT\nAC?T\n", 3)]
    [InlineData(">a\nACGT\n> \nACGT\n", 3)]
    [InlineData(">a\nAC GT\n", 2)]
    public void An_error_names_its_line(string text, int line) => Should.Throw<InputException>(() => Read(text)).Line.ShouldBe(line);

    [Theory]
    [InlineData(0, ">a b\nACGTACGTAC\n>c\n\n")]
    [InlineData(4, ">a b\nACGT\nACGT\nAC\n>c\n")]
    public void Sequences_are_written_on_one_line_or_folded(int width, string expected)
    {
        using var output = new MemoryStream();
        using (var writer = new FastaWriter(output, width))
        {
            writer.Write("a b", "ACGTACGTAC");
            writer.Write("c", "");
        }

        Encoding.ASCII.GetString(output.ToArray()).ShouldBe(expected);
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(1)]
    public void A_genome_has_a_composition_whatever_its_case(int piece)
    {
        var text = Encoding.ASCII.GetBytes(">chr1 ACGT\nAAAa\nTt\r\n>chr2\nGCR\nn\n");

        GenomeMeasure.Of(new PieceStream(text, piece), TestContext.Current.CancellationToken)
            .ShouldBe(new GenomeMeasure(2, 10, new NucleotideShares(0.4, 0.2, 0.1, 0.1, 0.2)));
    }

    [Fact]
    public void A_genome_that_is_no_fasta_is_refused() =>
        Should.Throw<InputException>(() => GenomeMeasure.Of(new MemoryStream("hello\n"u8.ToArray()), TestContext.Current.CancellationToken)).Line.ShouldBe(1);

    private static List<FastaRecord> Read(string text) => [.. FastaReader.ReadAll(new MemoryStream(Encoding.ASCII.GetBytes(text)))];
}
