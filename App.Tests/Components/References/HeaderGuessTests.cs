using Shouldly;
using Virtool.Bio.Headers;
using Virtool.Components.References;
using Xunit;

namespace Virtool.App.Tests.Components.References;

public sealed class HeaderGuessTests
{
    [Theory]
    [InlineData("NC_001367.1|Tobacco mosaic virus", "{accession}|{otu}")]
    [InlineData("NC_1|Virus|A|RNA 1", "{accession}|{otu}|{isolate}|{segment}")]
    [InlineData("NC_1|Virus|A|RNA 1|x|y", "{accession}|{otu}|{isolate}|{segment}|*|*")]
    [InlineData("NC_1;Virus", "{accession};{otu}")]
    [InlineData("NC_001367.1 Tobacco mosaic virus, complete genome", "{accession} {otu}, *")]
    [InlineData("NC_001367.1 Tobacco mosaic virus", "{accession} {otu}")]
    public void The_first_header_says_how_its_parts_are_told_apart(string header, string pattern)
    {
        HeaderGuess.Of([header]).ShouldBe(pattern);
        HeaderMapping.MistakeIn(pattern).ShouldBeNull();
        HeaderMapping.Parse(pattern).Match(header).ShouldNotBeNull();
    }

    [Fact]
    public void Without_a_header_it_is_the_usual_one() => HeaderGuess.Of([]).ShouldBe("{accession}|{otu}|{isolate}|{segment}");
}
