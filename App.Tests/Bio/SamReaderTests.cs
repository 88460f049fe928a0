using System.Text;
using Shouldly;
using Virtool.Bio;
using Virtool.Bio.Alignments;
using Xunit;

namespace Virtool.App.Tests.Bio;

public class SamReaderTests
{
    private const string Ten = "\t*\t0\t0\tACGTACGTAC\tIIIIIIIIII";

    [Fact]
    public void The_score_is_the_aligners_plus_the_length_of_the_read()
    {
        using var reader = Open($"r\t16\tNC_016509\t3637\t255\t100M1S\t*\t0\t0\t{new string('A', 101)}\t{new string('I', 101)}\tAS:i:200\tXN:i:0\n");

        reader.Read().ShouldBeTrue();
        reader.Score.ShouldBe(301);
        reader.Position.ShouldBe(3637);
        reader.Length.ShouldBe(101);
        Encoding.ASCII.GetString(reader.Name).ShouldBe("r");
        Encoding.ASCII.GetString(reader.Reference).ShouldBe("NC_016509");
        reader.Read().ShouldBeFalse();
    }

    [Fact]
    public void Headers_comments_and_unmapped_reads_are_passed_over()
    {
        using var reader = Open($"@HD\tVN:1.0\n# a comment\n\nr1\t4\tref\t1\t0\t*{Ten}\nr2\t0\t*\t0\t0\t*{Ten}\nr3\t0\tref\t7\t255\t10M{Ten}\tAS:i:-3\r\nr4\t77\tref\t1\t0\t*{Ten}");

        reader.Read().ShouldBeTrue();
        reader.Score.ShouldBe(7);
        reader.Line.ShouldBe(6);
        reader.Read().ShouldBeFalse();
    }

    [Fact]
    public void A_further_alignment_without_letters_has_the_length_of_its_cigar()
    {
        using var reader = Open("r\t256\tref\t1\t0\t2S5M1I3D2M4H\t*\t0\t0\t*\t*\tAS:i:8\n");

        reader.Read().ShouldBeTrue();
        reader.Length.ShouldBe(10);
        reader.Score.ShouldBe(18);
    }

    [Theory]
    [InlineData("r1\t0\tref\t1\t255\t10M" + Ten + "\tXN:i:0", "AS:i")]
    [InlineData("r1\t0\tref\t1\t255\t10M" + Ten, "AS:i")]
    [InlineData("r1\t0\tref\t1", "11 columns")]
    [InlineData("r1\tx\tref\t1\t255\t10M" + Ten + "\tAS:i:1", "flag")]
    [InlineData("r1\t0\tref\t\t255\t10M" + Ten + "\tAS:i:1", "position")]
    [InlineData("r1\t0\tref\t1\t255\t*\t*\t0\t0\t*\t*\tAS:i:1", "length")]
    public void A_line_that_is_no_alignment_is_named(string line, string word)
    {
        using var reader = Open($"r0\t0\tref\t1\t255\t10M{Ten}\tAS:i:1\n{line}\n");
        reader.Read().ShouldBeTrue();

        var error = Should.Throw<InputException>(() => reader.Read());

        error.Line.ShouldBe(2);
        error.Message.ShouldContain(word);
    }

    [Fact]
    public void Lines_longer_than_the_buffer_are_read()
    {
        var letters = new string('A', 400_000);
        using var reader = Open($"r\t0\tref\t1\t255\t400000M\t*\t0\t0\t{letters}\t{letters}\tAS:i:5\n");

        reader.Read().ShouldBeTrue();
        reader.Score.ShouldBe(400_005);
    }

    [Fact]
    public void Names_are_numbered_in_order_of_appearance()
    {
        var names = new NameTable();
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 100_000; i++)
            {
                names.Add(Encoding.ASCII.GetBytes($"HWI-ST1410:82:C2VAGACXX:7:1101:{i}/1")).ShouldBe(i);
            }
        }

        names.Count.ShouldBe(100_000);
        names[4711].ShouldBe("HWI-ST1410:82:C2VAGACXX:7:1101:4711/1");
        names.Find("HWI-ST1410:82:C2VAGACXX:7:1101:99999/1"u8).ShouldBe(99_999);
        names.Find("HWI-ST1410:82:C2VAGACXX:7:1101:99999/2"u8).ShouldBe(-1);
    }

    private static SamReader Open(string text) => new(new MemoryStream(Encoding.ASCII.GetBytes(text)));
}
