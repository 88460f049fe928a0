using Shouldly;
using Virtool.Bio.Headers;
using Xunit;

namespace Virtool.App.Tests.Bio;

public class HeaderMappingTests
{
    [Theory]
    [InlineData("{accession}|{otu}|{isolate}|{segment}", "NC_010319.1|Abaca bunchy top virus|Q767|DNA-R", "accession=NC_010319.1 otu=Abaca bunchy top virus isolate=Q767 segment=DNA-R")]
    [InlineData("{accession}|{otu}|{isolate}|{segment}", "NC_010319.1|Abaca bunchy top virus", "accession=NC_010319.1 otu=Abaca bunchy top virus")]
    [InlineData("{accession}|{otu}|{isolate}|{segment}", "NC_010319.1 | Abaca || DNA-R", "accession=NC_010319.1 otu=Abaca segment=DNA-R")]
    [InlineData("{otu}", "Abaca bunchy top virus", "accession=Abaca otu=Abaca bunchy top virus")]
    [InlineData("{accession} {otu} isolate {isolate}, *", "AB1.1 Plum pox virus isolate D, complete genome", "accession=AB1.1 otu=Plum pox virus isolate=D")]
    [InlineData("gi|*|gb|{accession}| {otu}", "gi|123|gb|AB1.1| Plum pox virus", "accession=AB1.1 otu=Plum pox virus")]
    [InlineData("{Accession} {OTU}", "AB1.1 Plum pox virus", "accession=AB1.1 otu=Plum pox virus")]
    [InlineData("/^(?<accession>\\S+) (?<otu>.+?)( isolate (?<isolate>\\S+))?,/", "AB1.1 Plum pox virus isolate D, complete genome", "accession=AB1.1 otu=Plum pox virus isolate=D")]
    [InlineData("/(?<otu>.+ virus)/", "AB1.1 Plum pox virus isolate D", "accession=AB1.1 otu=AB1.1 Plum pox virus")]
    public void A_header_is_taken_apart(string mapping, string header, string expected) =>
        Said(HeaderMapping.Parse(mapping).Match(header)).ShouldBe(expected);

    [Theory]
    [InlineData("gb|{accession}|{otu}", "ref|NC_1|Virus")]
    [InlineData("{accession}|{otu}", "NC_1")]
    [InlineData("{accession}|{otu}|{isolate}", "NC_1||Q767")]
    [InlineData("/(?<otu>.+ virus)/", "NC_1 viroid")]
    public void A_header_that_does_not_follow_the_mapping_says_nothing(string mapping, string header) => HeaderMapping.Parse(mapping).Match(header).ShouldBeNull();

    [Theory]
    [InlineData("{accession}", "{otu}")]
    [InlineData("{accession}{otu}", "between them")]
    [InlineData("{otu}*", "between them")]
    [InlineData("{otu}|{otu}", "twice")]
    [InlineData("{otu}|{virus}", "{virus} is not known")]
    [InlineData("{otu}|{other}", "{other} is not known")]
    [InlineData("{otu|x", "partner")]
    [InlineData("/(?<otu>.+/", "cannot be read")]
    [InlineData("/(?<accession>.+)/", "(?<otu>…)")]
    [InlineData("/(?<otu>.+)(?<genus>.+)/", "genus")]
    [InlineData("/(?<otu>.+)(?=x)/", "cannot be read")]
    public void A_mistake_in_a_mapping_is_said(string mapping, string words)
    {
        HeaderMapping.MistakeIn(mapping).ShouldNotBeNull().ShouldContain(words);
        Should.Throw<FormatException>(() => HeaderMapping.Parse(mapping));
    }

    [Fact]
    public void A_mapping_is_made_of_a_separator_and_parts() =>
        HeaderMapping.Of("|", [HeaderPart.Accession, HeaderPart.Other, HeaderPart.Otu]).Text.ShouldBe("{accession}|*|{otu}");

    [Fact]
    public void An_expression_that_others_take_ages_for_takes_no_longer_than_the_header() =>
        HeaderMapping.Parse("/^(a+)+(?<otu>b)$/").Match(new string('a', 100_000)).ShouldBeNull();

    private static string Said(HeaderValues? values) =>
        string.Join(' ', values.ShouldNotBeNull().Given.Select(pair => $"{HeaderMapping.NameOf(pair.Key)}={pair.Value}"));
}
