using System.Text;
using Shouldly;
using Virtool.Bio;
using Virtool.Bio.Alignments;
using Virtool.Bio.Contigs;
using Xunit;

namespace Virtool.App.Tests.Bio;

public sealed class ContigDepthsTests
{
    [Fact]
    public void Reads_count_where_their_bases_are_aligned()
    {
        var depths = Counted(
            Line("a", 0, "sequence_0", 1, "4M"),
            Line("b", 16, "sequence_0", 3, "2S2M1D2M"),
            Line("b", 0x100, "sequence_0", 1, "10M"),
            Line("c", 4, "*", 0, "*"));

        var (summary, along) = depths.Of("sequence_0");
        along.ShouldBe([1, 1, 2, 2, 0, 1, 1, 0, 0, 0]);
        summary.ShouldBe(new ContigDepth(2, 0.6, 0.8, 1));
        depths.Of("sequence_1").ShouldSatisfyAllConditions(of => of.Summary.ShouldBe(new ContigDepth(0, 0, 0, 0)), of => of.Depths.ShouldBe(new int[3]));
    }

    [Theory]
    [InlineData("sequence_2", 1, "4M", "no contig sequence_2")]
    [InlineData("sequence_0", 9, "4M", "beyond")]
    public void Alignments_that_cannot_be_are_told(string contig, int position, string cigar, string words) =>
        Should.Throw<InputException>(() => Counted(Line("a", 0, contig, position, cigar))).Message.ShouldContain(words);

    private static ContigDepths Counted(params string[] lines)
    {
        var depths = new ContigDepths(new Dictionary<string, int> { ["sequence_0"] = 10, ["sequence_1"] = 3 });
        using var sam = new SamReader(new MemoryStream(Encoding.ASCII.GetBytes(string.Concat(lines))));
        depths.Add(sam, TestContext.Current.CancellationToken);
        return depths;
    }

    private static string Line(string name, int flag, string contig, int position, string cigar) => $"{name}\t{flag}\t{contig}\t{position}\t1\t{cigar}\t*\t0\t0\tACGT\tIIII\tAS:i:6\n";
}
