using System.Text;
using Shouldly;
using Virtool.Bio;
using Virtool.Bio.GenBank;
using Virtool.Bio.Reads;
using Xunit;

namespace Virtool.App.Tests.Bio;

public class GenBankTests
{
    private const string Banana = """
        LOCUS       NC_010319                 70 bp ss-DNA     circular VRL 13-AUG-2018
        DEFINITION  Abaca bunchy top virus segment DNA-R, isolate Q767, complete
                    sequence.
        ACCESSION   NC_010319 EF546807
        VERSION     NC_010319.1
        KEYWORDS    RefSeq.
        SOURCE      Abaca bunchy top virus
          ORGANISM  Abaca bunchy top virus
                    Viruses; Monodnaviria; Shotokuvirae; Cressdnaviricota;
                    Arfiviricetes; Mulpavirales; Nanoviridae; Babuvirus.
        REFERENCE   1  (bases 1 to 70)
          AUTHORS   Sharman,M., Thomas,J.E., Skabo,S. and Holton,T.A.
          TITLE     Abaca bunchy top virus, a new member of the genus Babuvirus
        FEATURES             Location/Qualifiers
             source          1..70
                             /organism="Abaca bunchy top virus"
                             /mol_type="genomic DNA"
                             /isolate="Q767"
                             /host="Musa sp. of a ""wild"" kind, which grows on a long
                             line"
                             /db_xref="taxon:438782"
                             /segment="DNA-R"
             gene            1..60
                             /gene="rep"
                             /host="nothing"
        ORIGIN      
                1 ggcaggggcc attgcattta acaaatgggc ctattaaata ggcccattaa aaatatcaaa
               61 aacgtnryac
        //

        """;

    [Fact]
    public void A_record_is_read_with_what_a_reference_keeps()
    {
        var record = Read(Banana).ShouldHaveSingleItem();

        record.Accession.ShouldBe("NC_010319");
        record.Version.ShouldBe("NC_010319.1");
        record.AccessionVersion.ShouldBe("NC_010319.1");
        record.Definition.ShouldBe("Abaca bunchy top virus segment DNA-R, isolate Q767, complete sequence");
        record.Organism.ShouldBe("Abaca bunchy top virus");
        record.TaxonId.ShouldBe(438782);
        record.Isolate.ShouldBe("Q767");
        record.Host.ShouldBe("Musa sp. of a \"wild\" kind, which grows on a long line");
        record.Segment.ShouldBe("DNA-R");
        record.Strain.ShouldBe("");
        record.Molecule.ShouldBe("ss-DNA");
        record.Nucleotides.ShouldBe("GGCAGGGGCCATTGCATTTAACAAATGGGCCTATTAAATAGGCCCATTAAAAATATCAAAAACGTNRYAC");
    }

    [Fact]
    public void Records_follow_each_other_packed_or_plain_with_any_line_ends()
    {
        var two = (Banana + "\n" + Banana.Replace("NC_010319", "AB000001", StringComparison.Ordinal)).Replace("\n", "\r\n", StringComparison.Ordinal);

        Read(two).Select(record => record.Version).ShouldBe(["NC_010319.1", "AB000001.1"]);
        GenBankReader.ReadAll(new MemoryStream(Packed.Gzip(two))).Count().ShouldBe(2);
        Read(two)[1].Line.ShouldBe(31);
    }

    [Fact]
    public void Without_an_organism_in_the_features_the_one_above_them_is_taken() =>
        Read(Banana.Replace("/organism=\"Abaca bunchy top virus\"", "/note=\"nothing\"", StringComparison.Ordinal))[0].Organism.ShouldBe("Abaca bunchy top virus");

    [Fact]
    public void A_record_that_is_cut_anywhere_is_refused()
    {
        var whole = Banana.TrimEnd();
        for (var length = 1; length < whole.Length - 1; length++)
        {
            var part = whole[..length];
            if (!string.IsNullOrWhiteSpace(part))
            {
                Should.Throw<InputException>(() => Read(part), $"The first {length} characters were taken.");
            }
        }
    }

    [Theory]
    [InlineData("LOCUS       NC_010319                 70 bp", "LOCUS       NC_010319                 71 bp", 1, "70 letters")]
    [InlineData("LOCUS       NC_010319                 70 bp ss-DNA", "LOCUS       NC_010319                 70 aa", 1, "protein")]
    [InlineData("ORIGIN      ", "CONTIG      join(EF546807.1:1..70)", 1, "ORIGIN")]
    [InlineData("aacgtnryac", "aacgt!ryac", 28, "!")]
    public void What_is_wrong_is_said_with_its_line(string was, string becomes, int line, string word)
    {
        var exception = Should.Throw<InputException>(() => Read(Banana.Replace(was, becomes, StringComparison.Ordinal)));
        exception.Line.ShouldBe(line);
        exception.Message.ShouldContain(word);
    }

    [Fact]
    public void A_qualifier_without_a_closing_quote_is_refused() =>
        Should.Throw<InputException>(() => Read(Banana.Replace("line\"", "line", StringComparison.Ordinal))).Message.ShouldContain("/host has no closing quote");

    [Fact]
    public void What_is_no_GenBank_file_is_refused()
    {
        Should.Throw<InputException>(() => Read(">a\nACGT\n")).Line.ShouldBe(1);
        Should.Throw<ReadsException>(() => Read("")).Fault.ShouldBe(ReadsFault.EndsTooEarly);
        Should.Throw<InputException>(() => Read("LOCUS " + new string('x', 200_000))).Message.ShouldContain("longer");
        Read("\n \n").ShouldBeEmpty();
    }

    private static List<GenBankRecord> Read(string text) => [.. GenBankReader.ReadAll(new MemoryStream(Encoding.UTF8.GetBytes(text)))];
}
