using Shouldly;
using Virtool.Files.Rules;
using Xunit;

namespace Virtool.App.Tests.Files;

public sealed class MateNameTests
{
    [Theory]
    [InlineData("VT-1_R1.fq.gz", "VT-1", 1, "VT-1_R2")]
    [InlineData("VT-1_r2.FASTQ", "VT-1", 2, "VT-1_r1")]
    [InlineData("VT-1_1.fastq.gz", "VT-1", 1, "VT-1_2")]
    [InlineData("VT-1.2.fq", "VT-1", 2, "VT-1.1")]
    [InlineData("VT-1_S12_L001_R1_001.fastq.gz", "VT-1", 1, "VT-1_S12_L001_R2_001")]
    [InlineData("VT-1_S12_R2_001.fastq.gz", "VT-1", 2, "VT-1_S12_R1_001")]
    [InlineData("run/VT-1_2.fq.gz", "VT-1", 2, "VT-1_1")]
    [InlineData("VT_1_R1.fq.gz", "VT_1", 1, "VT_1_R2")]
    [InlineData("VT-1.R1.fq.gz", "VT-1", 1, "VT-1.R2")]
    [InlineData("VT-1.1.trimmed.fq.gz", "VT-1", 1, "VT-1.2.trimmed")]
    [InlineData("VT-1_S2_R2_paired.clean.fq.gz", "VT-1", 2, "VT-1_S2_R1_paired.clean")]
    public void Names_of_mates_are_taken_apart(string name, string sample, int mate, string other)
    {
        var parsed = MateName.Parse(name);

        parsed.Sample.ShouldBe(sample);
        parsed.Mate.ShouldBe(mate);
        parsed.Other.ShouldBe(other);
    }

    [Theory]
    [InlineData("VT-1.fq.gz", "VT-1")]
    [InlineData("VT-1_S3.fq.gz", "VT-1")]
    [InlineData("VT-1_S3_L002.fq.gz", "VT-1")]
    [InlineData("honey bee L.fastq", "honey bee L")]
    [InlineData("sampleR1.fq", "sampleR1")]
    [InlineData("VT-1_12.fq", "VT-1_12")]
    [InlineData("_R1.fq", "_R1")]
    [InlineData("run/2.fq", "2")]
    [InlineData("VT-1_L.fq.gz", "VT-1_L")]
    [InlineData("VT-1_R.fq.gz", "VT-1_R")]
    [InlineData("v1.2.leaf.fq.gz", "v1.2.leaf")]
    [InlineData("VT-1_1_001.fq.gz", "VT-1_1_001")]
    public void Other_names_are_single_files(string name, string sample)
    {
        var parsed = MateName.Parse(name);

        parsed.Sample.ShouldBe(sample);
        parsed.Mate.ShouldBe(0);
        parsed.Other.ShouldBeNull();
    }

    [Fact]
    public void Mates_share_a_pair_with_each_other_only()
    {
        Pair("a_R1.fq.gz").ShouldBe(Pair("a_R2.fastq"));
        Pair("a_R1.fq.gz").ShouldNotBe(Pair("a_2.fq.gz"));
        Pair("a_R1.fq.gz").ShouldNotBe(Pair("b_R2.fq.gz"));
        Pair("x/a_R1.fq.gz").ShouldNotBe(Pair("y/a_R2.fq.gz"));
    }

    [Theory]
    [InlineData("VT-1_S1_L001_R1_001.fastq.gz", 1, "VT-1_S1")]
    [InlineData("VT-1_L008_2.fq", 8, "VT-1")]
    [InlineData("VT-1_S3_L002.fq.gz", 2, "VT-1_S3")]
    [InlineData("VT_L001_S4_L003_R2_001.fq.gz", 3, "VT_L001_S4")]
    public void Lanes_are_told(string name, int lane, string stem)
    {
        MateName.Parse(name).Lane.ShouldBe(lane);
        MateName.Parse(name).Stem.ShouldBe(stem);
    }

    [Theory]
    [InlineData("PLANT_L001.fq.gz")]
    [InlineData("PLANT_L012_R1.fq.gz")]
    [InlineData("PLANT_L0011_R1.fq.gz")]
    public void What_a_lab_calls_its_samples_is_no_lane(string name) => MateName.Parse(name).Lane.ShouldBeNull();

    [Fact]
    public void Lanes_and_mates_of_a_sample_share_a_pair()
    {
        var pair = Pair("x/a_S1_L001_R1_001.fastq.gz");
        Pair("x/a_S1_L004_R2_001.fastq.gz").ShouldBe(pair);
        Pair("x/a_S2_L001_R1_001.fastq.gz").ShouldNotBe(pair);
        Pair("x/a_S1_R1_001.fastq.gz").ShouldNotBe(pair);
        Pair("a_S1_L001.fq.gz").ShouldBe(Pair("a_S1_L002.fq.gz"));
    }

    private static string Pair(string name) => MateName.Parse(name).Pair;
}
