using Shouldly;
using Virtool.Components.Analyses.Contigs;
using Virtool.Domain.Analyses.Contigs;
using Virtool.Domain.Hmms;
using Xunit;

namespace Virtool.App.Tests.Components.Analyses.Contigs;

public sealed class ContigTableTests
{
    private static readonly ContigView Usual = ContigView.Of(null, null, null, null, null, null, null, null);

    private static ContigTable Table => ContigTable.Of(MadeContigs.Result(), ProfilesOf(MadeContigs.Profiles));

    [Theory]
    [InlineData(ContigOrder.Length, false, "3 1 2 0 4")]
    [InlineData(ContigOrder.Length, true, "4 0 2 1 3")]
    [InlineData(ContigOrder.E, false, "1 2 4 3 0")]
    [InlineData(ContigOrder.E, true, "4 2 1 3 0")]
    [InlineData(ContigOrder.Orfs, false, "2 1 4 3 0")]
    [InlineData(ContigOrder.Depth, false, "4 1 2 3 0")]
    [InlineData(ContigOrder.Number, false, "0 1 2 3 4")]
    public void Contigs_are_sorted_and_those_without_a_hit_have_the_last_E_value_either_way(ContigOrder order, bool isTurned, string expected) =>
        Of(Table.By(order, isTurned).Contigs).ShouldBe(expected);

    [Fact]
    public void Contigs_without_a_hit_are_hidden_and_counted_until_they_are_asked_for()
    {
        var found = Table.Find(Usual);
        (Of(found.Rows), found.WithoutHit, found.Count).ShouldBe(("1 2 4", 2, "3 contigs"));
        Of(Table.Find(Usual with { ShowsAll = true }).Rows).ShouldBe("3 1 2 0 4");
    }

    [Theory]
    [InlineData("polymerase", "1")]
    [InlineData("polymerese", "1")]
    [InlineData("secoviridae", "1 2")]
    [InlineData("SECO coat", "2")]
    [InlineData("ringspot", "4")]
    [InlineData("sequence_2", "2")]
    [InlineData("x", "1 2 4")]
    [InlineData("tobamovirus", "")]
    public void They_are_found_by_profiles_families_and_what_is_like_them_misspelt_too(string find, string expected) =>
        Of(Table.Find(Usual with { Find = find }, new[] { (4, "Raspberry ringspot virus") }.ToLookup(pair => pair.Item1, pair => pair.Item2)).Rows).ShouldBe(expected);

    [Fact]
    public void What_the_search_finds_among_the_hidden_is_told()
    {
        var found = Table.Find(Usual with { Find = "sequence_3" });
        (found.HiddenFinds, found.Count).ShouldBe((1, "0 of 3 contigs"));
    }

    [Fact]
    public void A_contig_has_the_names_and_families_of_its_profiles_best_first()
    {
        var row = Table.Contigs.Single(row => row.Contig.Index == 2);
        row.Names.ShouldBe(["coat protein", "hypothetical protein"]);
        row.Families.Select(family => family.Key).ShouldBe(["Picornaviridae", "Secoviridae"]);
        (row.LeastE, row.Annotated).ShouldBe((3e-12, 2));
        row.Orfs[0].Best!.FamiliesText.ShouldBe("Secoviridae 5, Picornaviridae 1");
        row.Orfs[1].Best!.FamiliesText.ShouldBe("family not known");
        row.Orfs[1].Told.ShouldBe("ORF 1, frame −3, 301 to 898, 199 amino acids: hypothetical protein, E-value 4e-5, family not known.");
    }

    [Fact]
    public void A_profile_that_is_gone_is_called_by_its_number()
    {
        var found = Table.Contigs.Single(row => row.Contig.Index == 4).Orfs[0].Best!;
        (found.Name, found.FamiliesText).ShouldBe(("vFam_99", "its description is not there any more"));
    }

    [Fact]
    public void Reading_frames_without_a_hit_are_hidden_where_others_have_one()
    {
        var row = Table.Contigs.Single(row => row.Contig.Index == 1);
        row.Shown(showsAll: false).ShouldHaveSingleItem();
        row.Shown(showsAll: true).Count.ShouldBe(2);
        Table.Contigs.Single(row => row.Contig.Index == 3).Shown(showsAll: false).ShouldHaveSingleItem();
    }

    [Fact]
    public void No_contigs_are_no_trouble()
    {
        var none = ContigTable.Of(new NuvsResult { Id = "analysis" }, new Dictionary<string, ContigProfile>());
        (none.Longest, none.Annotated, none.Find(Usual).Count).ShouldBe((1, 0, "0 contigs"));
    }

    [Theory]
    [InlineData(null, "–")]
    [InlineData(0.0, "0")]
    [InlineData(1.24e-40, "1.2e-40")]
    [InlineData(3e-12, "3e-12")]
    [InlineData(0.0123, "0.012")]
    [InlineData(9.96, "10")]
    public void E_values_are_short(double? value, string expected) => ContigWords.E(value).ShouldBe(expected);

    [Fact]
    public void Arrows_lie_in_the_lane_of_their_frame_and_point_as_they_are_read()
    {
        OrfLane.Names[OrfLane.Of(MadeContigs.Orf(0, 1, 2, 0, 300))].ShouldBe("+3");
        OrfLane.Names[OrfLane.Of(MadeContigs.Orf(0, -1, 0, 0, 300))].ShouldBe("−1");
        OrfLane.Style(MadeContigs.Orf(0, -1, 1, 250, 500), 1000).ShouldBe("--start: 0.25; --end: 0.5; --lane: 4");
        ContigBars.Arrows([MadeContigs.Orf(0, 1, 0, 0, 500)], 1, 1000).ShouldBe("M0 0.5H490L500 3L490 5.5H0Z");
        ContigBars.Arrows([MadeContigs.Orf(0, -1, 0, 0, 500)], -1, 1000).ShouldBe("M500 6.5H10L0 9L10 11.5H500Z");
        ContigBars.Arrows([MadeContigs.Orf(0, 1, 0, 0, 5)], 1, 1000).ShouldBe("M0 0.5H0L5 3L0 5.5H0Z");
    }

    [Theory]
    [InlineData("coat", "Capsid protein (cot)", true)]
    [InlineData("coat", "movement protein", false)]
    [InlineData("cp", "coat protein", false)]
    [InlineData("glycoprotein", "glicoprotien G", true)]
    [InlineData("helicase", "Hélicase", true)]
    [InlineData("rna polymerase", "polymerase of RNA", true)]
    public void Words_are_found_with_three_edits_in_ten_letters(string typed, string text, bool isFound) => new FuzzySearch(typed).Finds([text]).ShouldBe(isFound);

    [Fact]
    public void The_address_keeps_how_contigs_are_shown()
    {
        var view = ContigView.Of("e", "yes", "all", "all", " coat ", 400, "log", "own");
        view.ShouldBe(new ContigView(ContigOrder.E, true, true, true, "coat", 400, true, true));
        ContigView.Of("nonsense", "1", "x", null, " ", 3, null, null).ShouldBe(Usual);
        view.Sorted(ContigOrder.E).ShouldBe("descending");
        Usual.Sorted(ContigOrder.Length).ShouldBe("descending");
        Usual.By(ContigOrder.Length)["turned"].ShouldBe("yes");
        Usual.By(ContigOrder.Depth)["sort"].ShouldBe("depth");
    }

    [Fact]
    public void The_way_of_the_reads_adds_up()
    {
        var way = new ContigWay(MadeContigs.Result().Counts, HasHost: false);
        way.Parts.Select(part => (part.Key, Math.Round(part.From, 2), Math.Round(part.Width, 2))).ShouldBe([("mapped", 0, 0.16), ("unused", 0.16, 0.16), ("host", 0.32, 0.5), ("known", 0.82, 0.1)]);
        way.Stations.Select(station => station.Reads).ShouldBe([100_000, 10_000, 10_000, 50_000, 32_000, 16_000]);
        way.Stations[^1].Share.ShouldBe(0.5);
        new ContigWay(new NuvsCounts(), HasHost: true).Stations.ShouldAllBe(station => station.Reads == 0 && (station.Share ?? 0) == 0);
        new ContigWay(new NuvsCounts(), HasHost: true).Stations.ShouldContain(station => station.Key == "host");
        new ContigWay(new NuvsCounts(), HasHost: false).Stations.ShouldNotContain(station => station.Key == "host");
    }

    internal static IReadOnlyDictionary<string, ContigProfile> ProfilesOf(IEnumerable<Hmm> hmms) =>
        hmms.ToDictionary(hmm => hmm.Id, hmm => new ContigProfile(hmm.Id, hmm.Cluster, hmm.Names, hmm.Families, false));

    private static string Of(IEnumerable<ContigRow> rows) => string.Join(' ', rows.Select(row => row.Contig.Index));
}
