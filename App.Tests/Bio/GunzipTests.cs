using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Virtool.Bio.Reads;
using Xunit;

namespace Virtool.App.Tests.Bio;

public class GunzipTests
{
    private const string First = "@r1 1:N:0\nACGTTGCA\n+\nIIIIFFFF\n";
    private const string Second = "@r2 1:N:0\nACGTN\n+\nII#II\n";

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(int.MaxValue)]
    public void Members_are_read_one_after_another(int piece)
    {
        byte[] file = [.. Packed.Gzip(First), .. Packed.Gzip(Second), .. Packed.Gzip(First)];

        Encoding.ASCII.GetString(Packed.Unpack(file, piece)).ShouldBe(First + Second + First);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Blocked_gzip_is_read_with_and_without_its_end_block(bool ended)
    {
        byte[] end = ended ? Packed.Block("") : [];
        byte[] file = [.. Packed.Block(First), .. Packed.Block(""), .. Packed.Block(Second), .. end];

        Encoding.ASCII.GetString(Packed.Unpack(file)).ShouldBe(First + Second);
    }

    [Fact]
    public void A_header_with_every_optional_part_is_passed_over()
    {
        var plain = Packed.Gzip(First);
        byte[] start = [.. plain[..3], 4 | 8 | 16, .. plain[4..10], 3, 0, 1, 2, 3, .. "reads.fq\0"u8, .. "a comment\0"u8];

        Encoding.ASCII.GetString(Packed.Unpack([.. start, .. plain[10..]])).ShouldBe(First);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    public void Every_cut_is_refused_as_ending_too_early(int piece)
    {
        var first = Packed.Gzip(First);
        byte[] file = [.. first, .. Packed.Gzip(Second)];
        for (var cut = 0; cut < file.Length; cut++)
        {
            if (cut == first.Length)
            {
                continue;
            }

            Should.Throw<ReadsException>(() => Packed.Records(file[..cut], piece), $"cut at {cut}").Fault.ShouldBe(ReadsFault.EndsTooEarly, $"cut at {cut}");
        }
    }

    [Fact]
    public void Cuts_of_a_file_larger_than_every_buffer_are_refused()
    {
        var file = Packed.Gzip(Packed.Fastq(8_000, seed: 7));
        file.Length.ShouldBeGreaterThan(300 * 1024);
        foreach (var cut in new[] { 8192, 128 * 1024, (128 * 1024) + 1, file.Length / 2, file.Length - 73, file.Length - 64, file.Length - 9, file.Length - 8, file.Length - 1 })
        {
            Should.Throw<ReadsException>(() => Packed.Unpack(file[..cut]), $"cut at {cut}").Fault.ShouldBe(ReadsFault.EndsTooEarly, $"cut at {cut}");
        }
    }

    [Fact]
    public void Every_flipped_bit_is_refused_or_leaves_the_reads_as_they_are()
    {
        byte[] file = [.. Packed.Gzip(First), .. Packed.Block(Second)];
        var reads = Packed.Records(file);
        var refused = 0;
        for (var bit = 0; bit < file.Length * 8; bit++)
        {
            var flipped = (byte[])file.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                Packed.Records(flipped).ShouldBe(reads, $"bit {bit}");
            }
            catch (ReadsException)
            {
                refused++;
            }
        }

        refused.ShouldBeGreaterThan(file.Length * 4);
    }

    [Fact]
    public void A_wrong_checksum_is_damage_though_every_read_looks_right()
    {
        var file = Packed.Gzip(First);
        file[^8] ^= 1;

        Should.Throw<ReadsException>(() => Packed.Records(file)).Fault.ShouldBe(ReadsFault.Damaged);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(70)]
    [InlineData(200_000)]
    public void Zeros_behind_the_last_member_are_padding(int count) =>
        Packed.Records([.. Packed.Gzip(First), .. new byte[count]]).Count.ShouldBe(1);

    [Theory]
    [InlineData("x")]
    [InlineData("\0\0x")]
    [InlineData("garbage that is a good deal longer than the sixty-four bytes which are read singly at the end")]
    public void Other_bytes_behind_the_last_member_are_damage(string garbage)
    {
        byte[] file = [.. Packed.Gzip(First), .. Encoding.ASCII.GetBytes(garbage)];

        Should.Throw<ReadsException>(() => Packed.Records(file)).Fault.ShouldBe(ReadsFault.Damaged);
    }

    [Fact]
    public void An_empty_file_ends_too_early() =>
        Should.Throw<ReadsException>(() => Packed.Records([])).Fault.ShouldBe(ReadsFault.EndsTooEarly);

    [Fact]
    public void A_gzip_of_nothing_is_a_file_without_reads()
    {
        var nothing = Packed.Nothing;

        Packed.Records(nothing).ShouldBeEmpty();
        Packed.Records([.. nothing, .. nothing]).ShouldBeEmpty();
        Packed.Records([.. nothing, .. Packed.Gzip(First)]).Count.ShouldBe(1);
        Packed.Records([.. nothing, .. new byte[20]]).ShouldBeEmpty();
    }

    [Fact]
    public void Whatever_was_packed_comes_out_whatever_the_members_and_pieces()
    {
        var members = Gen.NonEmptyListOf(ArbMap.Default.GeneratorFor<byte[]>());
        var pieces = Gen.Choose(1, 40);
        Prop.ForAll(members.Zip(pieces).ToArbitrary(), given =>
        {
            var (contents, piece) = given;
            byte[] file = [.. contents.SelectMany(Packed.Gzip)];
            return Packed.Unpack(file, piece).SequenceEqual(contents.SelectMany(bytes => bytes));
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("ACGTTGCA", "!CGTTGCA", 6)]
    [InlineData("@r1", "!r1", 5)]
    [InlineData("+\n", "-\n", 7)]
    [InlineData("IIIIFFFF", "\tIIIFFFF", 8)]
    public void A_line_that_is_wrong_since_its_packed_data_is_damaged_is_told_with_the_byte(string right, string wrong, int line)
    {
        var file = Packed.Plainly(Second + First + Second, at: Second.Length + First.IndexOf(right, StringComparison.Ordinal), (byte)wrong[0]);

        var refused = Should.Throw<ReadsException>(() => Packed.Records(file));

        (refused.Fault, refused.Line).ShouldBe((ReadsFault.Damaged, line));
        refused.Byte!.Value.ShouldBeInRange(0, file.Length);
    }

    [Fact]
    public void A_line_that_is_wrong_in_packed_data_that_is_right_is_told_alone()
    {
        var refused = Should.Throw<ReadsException>(() => Packed.Records(Packed.Gzip(First + "r2\nACGT\n+\nIIII\n" + Second)));

        (refused.Fault, refused.Line, refused.Byte).ShouldBe((ReadsFault.Damaged, 5, null));
    }

    [Fact]
    public void Packed_data_that_is_damaged_where_no_line_is_wrong_is_told_with_the_line_up_to_which_it_was_unpacked()
    {
        var file = Packed.Plainly(First + Second, at: First.IndexOf("ACG", StringComparison.Ordinal), (byte)'C');

        var refused = Should.Throw<ReadsException>(() => Packed.Records(file));

        (refused.Fault, refused.Line).ShouldBe((ReadsFault.Damaged, 9));
        refused.Byte.ShouldNotBeNull();
        refused.Message.ShouldStartWith("The packed data is damaged");
    }
}
