using Shouldly;
using Virtool.Bio;
using Virtool.Bio.Hmmer;
using Xunit;

namespace Virtool.App.Tests.Bio;

public sealed class HmmerTableTests
{
    // As hmmscan 3.3.2 writes it.
    private const string Table = """
        #                                                               --- full sequence ---- --- best 1 domain ---- --- domain number estimation ----
        # target name        accession  query name           accession    E-value  score  bias   E-value  score  bias   exp reg clu  ov env dom rep inc description of target
        #------------------- ---------- -------------------- ---------- --------- ------ ----- --------- ------ -----   --- --- --- --- --- --- --- --- ---------------------
        vFam_1000            -          sequence_0.2         -            1.3e-75  252.1   4.1   2.9e-75  251.0   3.9   1.5   1   1   0   1   1   1   1 coat protein of many words
        vFam_10              -          sequence_12.0        -                9.8   -1.0   0.0         8   -0.7   0.2   1.0   1   0   0   1   1   0   0 -
        #
        # Program:         hmmscan
        # [ok]
        """;

    [Fact]
    public void Score_and_bias_stand_the_right_way_round()
    {
        var hits = HmmerTable.Read(new StringReader(Table));

        hits.ShouldBe(
        [
            new HmmerHit("vFam_1000", "sequence_0.2", 1.3e-75, 252.1, 4.1, 2.9e-75, 251.0, 3.9),
            new HmmerHit("vFam_10", "sequence_12.0", 9.8, -1.0, 0.0, 8, -0.7, 0.2),
        ]);
    }

    [Fact]
    public void A_table_that_was_cut_off_is_told()
    {
        var cut = Table[..Table.IndexOf("# [ok]", StringComparison.Ordinal)];

        Should.Throw<InputException>(() => HmmerTable.Read(new StringReader(cut))).Message.ShouldContain("cut off");
    }

    [Theory]
    [InlineData("vFam_1 - sequence_0.0 - 1e-5 10")]
    [InlineData("vFam_1 - sequence_0.0 - many 10 0 1 10 0 1.0 1 1 0 1 1 1 1 -")]
    public void A_line_that_is_none_is_told(string line) =>
        Should.Throw<InputException>(() => HmmerTable.Read(new StringReader($"# comment\n{line}\n# [ok]\n"))).Message.ShouldContain("Line 2");
}
