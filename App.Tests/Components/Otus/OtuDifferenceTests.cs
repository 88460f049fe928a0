using Shouldly;
using Virtool.Components.Otus;
using Virtool.Domain.Links;
using Virtool.Domain.References;
using Xunit;

namespace Virtool.App.Tests.Components.Otus;

public sealed class OtuDifferenceTests
{
    private static readonly JoinedOtu Virus = JoinedOtu.Of(
        new Otu
        {
            Id = "abtv",
            Name = "Abaca bunchy top virus",
            LowerName = "abaca bunchy top virus",
            Abbreviation = "ABTV",
            Reference = new Link("plants", "Plants"),
            Schema = [new Segment("DNA-R", true, "ssDNA"), new Segment("DNA-S", false, "ssDNA")],
            Isolates = [new Isolate("q767", "isolate", "Q767", true), new Isolate("q1108", "isolate", "Q1108", false)],
        },
        [Sequence("s1", "q767", "EF546808", "ACGTACGTACGTACGT"), Sequence("s2", "q1108", "EF546802", "ACGT")]);

    [Fact]
    public void What_is_the_same_is_not_told() => OtuDifference.Between(Virus, Virus with { Otu = Virus.Otu with { Version = 7 } }).ShouldBeEmpty();

    [Fact]
    public void A_new_virus_is_told_with_its_isolates_and_sequences() => Told(null, Virus).ShouldBe(
    [
        "Name: – → Abaca bunchy top virus",
        "Abbreviation: – → ABTV",
        "Segment DNA-R: – → required, ssDNA",
        "Segment DNA-S: – → not required, ssDNA",
        "Isolate Q767: – → default, 1 sequence: EF546808",
        "Isolate Q1108: – → 1 sequence: EF546802",
        "Sequence EF546808: – → 16 nt, DNA-R, segment",
        "Sequence EF546802: – → 4 nt, DNA-R, segment",
    ]);

    [Fact]
    public void Nucleotides_are_told_by_length_and_first_difference()
    {
        Told(Virus, With(Virus.Sequences[0] with { Nucleotides = "ACGTTCGTACGTACGTAA" })).ShouldBe(["EF546808: nucleotides: 16 nt, from 5: ACGTACGTAC… → 18 nt, from 5: TCGTACGTAC…"]);
        Told(Virus, With(Virus.Sequences[0] with { Nucleotides = "ACGTACGTACGTAC" })).ShouldBe(["EF546808: nucleotides: 16 nt, from 15: GT → 14 nt, ends after 14"]);
    }

    [Fact]
    public void Isolates_that_come_go_are_renamed_or_become_the_default_are_told()
    {
        var after = Virus with { Otu = Virus.Otu with { Isolates = [new Isolate("q1108", "strain", "Q1108", true), new Isolate("new", "isolate", "Z", false)] }, Sequences = [Virus.Sequences[1]] };
        Told(Virus, after).ShouldBe(
        [
            "Isolate Q767: default, 1 sequence: EF546808 → –",
            "Name of Isolate Q1108: isolate, Q1108 → strain, Q1108",
            "Strain Q1108: default: no → yes",
            "Isolate Z: – → 0 sequences",
            "Sequence EF546808: 16 nt, DNA-R, segment → –",
        ]);
    }

    [Fact]
    public void Segments_that_change_their_order_are_told_and_fields_of_sequences()
    {
        Told(Virus, Virus with { Otu = Virus.Otu with { Schema = [.. Virus.Otu.Schema.Reverse()] } }).ShouldBe(["Order of segments: DNA-R, DNA-S → DNA-S, DNA-R"]);
        Told(Virus, With(Virus.Sequences[0] with { Host = "Musa", Segment = null, Accession = "EF546808.1" })).ShouldBe(
            ["EF546808: accession: EF546808 → EF546808.1", "EF546808.1: host: – → Musa", "EF546808.1: segment: DNA-R → –"]);
        Told(Virus, Virus with { Otu = Virus.Otu with { TaxonId = 438782, TaxonName = "Abaca bunchy top virus" } }).ShouldBe(["Taxon: – → 438782 Abaca bunchy top virus"]);
    }

    private static JoinedOtu With(Sequence first) => Virus with { Sequences = [first, Virus.Sequences[1]] };

    private static IEnumerable<string> Told(JoinedOtu? before, JoinedOtu? after) =>
        OtuDifference.Between(before, after).Select(line => $"{line.What}: {line.Before ?? "–"} → {line.After ?? "–"}");

    private static Sequence Sequence(string id, string isolate, string accession, string nucleotides) => new()
    {
        Id = id, Accession = accession, Definition = "segment", Segment = "DNA-R", Nucleotides = nucleotides, OtuId = "abtv", IsolateId = isolate, ReferenceId = "plants",
    };
}
