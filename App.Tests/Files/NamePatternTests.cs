using Shouldly;
using Virtool.Domain.Watching;
using Virtool.Files.Rules;
using Xunit;

namespace Virtool.App.Tests.Files;

public sealed class NamePatternTests
{
    [Theory]
    [InlineData("{sample}", "VT-1_S3", "VT-1_S3", "", "", "")]
    [InlineData("{sample}_*", "VT-1_S3", "VT-1", "", "", "")]
    [InlineData("{sample}_*", "VT-1_a_b", "VT-1", "", "", "")]
    [InlineData("*_{sample}", "run_7_VT", "7_VT", "", "", "")]
    [InlineData("{host}-{isolate}_{sample}_*", "Vitis-PN12_VT-7_S1", "VT-7", "Vitis", "PN12", "")]
    [InlineData("Lab{locale}.{ Sample }", "labBern.VT 7", "VT 7", "", "", "Bern")]
    [InlineData("a+b(c)_{sample}[*]", "A+B(C)_x[9]", "x", "", "", "")]
    public void A_name_is_taken_apart_by_its_pattern(string pattern, string stem, string sample, string host, string isolate, string locale) =>
        NamePattern.Parse(pattern).Match(stem).ShouldBe(new NameParts(sample, host, isolate, locale));

    [Theory]
    [InlineData("{sample}_*", "VT-1")]
    [InlineData("{host}-{sample}", "-VT")]
    [InlineData("x_{sample}", "x_ ")]
    [InlineData("x_{sample}", "ax_1")]
    public void A_name_that_does_not_follow_is_told(string pattern, string stem) => NamePattern.Parse(pattern).Match(stem).ShouldBeNull();

    [Theory]
    [InlineData("", "does not say where the sample's name is")]
    [InlineData("{host}_*", "does not say where the sample's name is")]
    [InlineData("{sample}{host}", "where {sample} ends and {host} begins")]
    [InlineData("{sample}*", "where {sample} ends and * begins")]
    [InlineData("**{sample}", "where * ends and * begins")]
    [InlineData("{sample}_{sample}", "{sample} is in the pattern twice")]
    [InlineData("{sample}_{plant}", "{plant} is not known")]
    [InlineData("{sample}_{host", "A brace of the pattern has no partner")]
    [InlineData("{sample}}_x", "A brace of the pattern has no partner")]
    [InlineData("{sa{mple}", "A brace of the pattern has no partner")]
    public void A_mistake_in_a_pattern_is_a_sentence(string pattern, string part)
    {
        NamePattern.MistakeIn(pattern).ShouldNotBeNull().ShouldContain(part);
        Should.Throw<FormatException>(() => NamePattern.Parse(pattern)).Message.ShouldContain(part);
    }

    [Fact]
    public void A_pattern_is_not_longer_than_anybody_needs() => NamePattern.MistakeIn("{sample}" + new string('a', 200)).ShouldNotBeNull().ShouldContain("longer than 200");

    [Fact]
    public void A_preview_shows_what_real_names_would_become()
    {
        var rule = new ImportRule { MakeSamples = true, NamePattern = "{host}_{sample}_*" };

        var samples = RulePreview.Of(rule,
        [
            "run/Vitis_VT-1_S1_L002_R1_001.fastq.gz",
            "run/Vitis_VT-1_S1_L001_R1_001.fastq.gz",
            "run/Vitis_VT-1_S1_L001_R2_001.fastq.gz",
            "run/Vitis_VT-1_S1_L002_R2_001.fastq.gz",
            "run/Vitis_VT-1_S1_L001_I1_001.fastq.gz",
            "odd.fq",
            "Rubus_VT-2_x_R1.fq.gz",
        ]);

        samples.Count.ShouldBe(4);
        samples[0].Files.Select(name => name[^20..^9]).ShouldBe(["L001_R1_001", "L002_R1_001", "L001_R2_001", "L002_R2_001"]);
        (samples[0].Parts, samples[0].Lanes, samples[0].Paired, samples[0].Note).ShouldBe((new NameParts("VT-1", "Vitis"), 2, true, null));
        (samples[1].Parts, samples[1].Note).ShouldBe((null, "It holds the index reads of a run: it is only stored."));
        samples[2].Parts.ShouldBe(new NameParts("odd"));
        samples[2].Note.ShouldNotBeNull().ShouldContain("does not follow the folder's pattern {host}_{sample}_*");
        samples[3].Note.ShouldBe("It waits for its mate Rubus_VT-2_x_R2.");
        RulePreview.Of(rule with { MakeSamples = false }, ["a.fq"])[0].Parts.ShouldBeNull();
    }

    [Fact]
    public void A_rule_is_checked_as_it_is_typed()
    {
        var validator = new ImportRuleValidator();

        validator.Validate(new ImportRule()).IsValid.ShouldBeTrue();
        validator.Validate(new ImportRule { NamePattern = " " }).IsValid.ShouldBeTrue();
        validator.Validate(new ImportRule { NamePattern = "x" }).Errors.ShouldHaveSingleItem().ErrorMessage.ShouldStartWith("The pattern does not say");
        validator.Validate(new ImportRule { Labels = ["a", " "] }).IsValid.ShouldBeFalse();
    }
}
