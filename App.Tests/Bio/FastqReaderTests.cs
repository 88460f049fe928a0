using System.Text;
using Shouldly;
using Virtool.Bio.Reads;
using Xunit;

namespace Virtool.App.Tests.Bio;

public class FastqReaderTests
{
    [Fact]
    public void Records_are_read_with_their_whole_names() =>
        Read("@r1 a comment\nACGT\n+r1\nIIII\n@r2\nNN\n+\n!~\n").ShouldBe(["r1 a comment|ACGT|IIII", "r2|NN|!~"]);

    [Theory]
    [InlineData("@r1\r\nACGT\r\n+\r\nIIII\r\n")]
    [InlineData("@r1\nACGT\n+\nIIII")]
    [InlineData("@r1\r\nACGT\r\n+\r\nIIII")]
    [InlineData("@r1\nACGT\n+\nIIII\n\n\r\n")]
    public void Line_ends_of_every_kind_are_accepted(string text) => Read(text).ShouldBe(["r1|ACGT|IIII"]);

    [Fact]
    public void A_read_may_have_no_letters() => Read("@r1\n\n+\n\n@r2\nA\n+\nI\n").ShouldBe(["r1||", "r2|A|I"]);

    [Fact]
    public void A_quality_line_may_start_with_the_sign_of_a_name() => Read("@r1\nACGT\n+\n@III\n@r2\nA\n+\n@\n").Count.ShouldBe(2);

    [Fact]
    public void Lines_longer_than_the_buffer_are_read()
    {
        var letters = new string('A', 3_000_000);

        Read($"@long\n{letters}\n+\n{letters}\n@r2\nA\n+\nI\n")[0].Length.ShouldBe("long||".Length + (2 * letters.Length));
    }

    [Theory]
    [InlineData("hello\n", 1)]
    [InlineData("hello", 1)]
    [InlineData(">contig\nACGT\n", 1)]
    [InlineData("@r1\nACGT\n+\nIIII\nr2\nACGT\n+\nIIII\n", 5)]
    [InlineData("@r1\nACGT\n+\nIIII\n\n@r2\nACGT\n+\nIIII\n", 5)]
    [InlineData("@\nACGT\n+\nIIII\n", 1)]
    [InlineData("@r1\nAC!T\n+\nIIII\n", 2)]
    [InlineData("@r1\nAC T\n+\nIIII\n", 2)]
    [InlineData("@r1\nACGT\n-\nIIII\n", 3)]
    [InlineData("@r1\nACGT\nACGT\n+\nIIIIIIII\n", 3)]
    [InlineData("@r1\nACGT\n+\nIII\n@r2\nA\n+\nI\n", 4)]
    [InlineData("@r1\nACGT\n+\nIIIII\n", 4)]
    [InlineData("@r1\nACGT\n+\nIIIII", 4)]
    [InlineData("@r1\nACGT\n+\nII I\n", 4)]
    [InlineData("@r1\nACGT\n+\nII\u007fI\n", 4)]
    [InlineData("@r1\nAC?", 2)]
    [InlineData("@r1\nACGT\nx", 3)]
    public void Damage_is_told_with_its_line(string text, int line)
    {
        var error = Should.Throw<ReadsException>(() => Read(text));

        error.Fault.ShouldBe(ReadsFault.Damaged);
        error.Line.ShouldBe(line);
        error.Message.ShouldStartWith($"Line {line}: ");
    }

    [Fact]
    public void A_binary_file_is_damage_not_an_early_end()
    {
        var bytes = new byte[2_000_000];
        new Random(5).NextBytes(bytes);
        bytes[0] = 0x7F;

        Should.Throw<ReadsException>(() => Packed.Records(bytes)).Fault.ShouldBe(ReadsFault.Damaged);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    public void Every_cut_within_a_record_ends_too_early(int piece)
    {
        const string Record = "@r1 x\nACGTA\n+\nIIFII\n";
        const string Text = Record + Record;
        for (var cut = 0; cut < Text.Length; cut++)
        {
            var bytes = Encoding.ASCII.GetBytes(Text[..cut]);
            if (cut >= Record.Length - 1 && cut <= Record.Length)
            {
                Packed.Records(bytes, piece).Count.ShouldBe(1);
                continue;
            }

            if (cut == Text.Length - 1)
            {
                Packed.Records(bytes, piece).Count.ShouldBe(2);
                continue;
            }

            Should.Throw<ReadsException>(() => Packed.Records(bytes, piece), $"cut at {cut}").Fault.ShouldBe(ReadsFault.EndsTooEarly, $"cut at {cut}");
        }
    }

    [Fact]
    public void Reads_of_a_real_sequencer_are_read()
    {
        var records = Packed.Records(File.ReadAllBytes(TestData.Shared("reads/raspberry_1.fq.gz")));

        records.Count.ShouldBe(10_000);
        records[0].ShouldStartWith("NS500598:7:H37Y5BGXX:1:11101:16849:1079;1|GTTGGCGG");
    }

    private static List<string> Read(string text) => Packed.Records(Encoding.ASCII.GetBytes(text));
}
