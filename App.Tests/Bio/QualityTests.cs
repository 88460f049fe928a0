using System.Text;
using System.Text.Json;
using Shouldly;
using Virtool.Bio;
using Virtool.Bio.Quality;
using Xunit;

namespace Virtool.App.Tests.Bio;

public class QualityTests
{
    [Fact]
    public void The_quality_of_reads_of_varying_length_is_as_newer_versions_measure_it()
    {
        using var expected = JsonDocument.Parse(File.ReadAllText(TestData.Shared("quality/variable.json")));
        var quality = Measure(File.ReadAllText(TestData.Shared("quality/variable.fastq"))).Quality;

        using var actual = JsonDocument.Parse(JsonSerializer.Serialize(quality));
        JsonElement.DeepEquals(actual.RootElement, expected.RootElement.GetProperty("quality")).ShouldBeTrue(actual.RootElement.GetRawText());
    }

    [Fact]
    public void Rounding_is_to_the_even_by_the_exact_value()
    {
        foreach (var line in File.ReadLines(TestData.Shared("quality/rounding.jsonl")))
        {
            using var given = JsonDocument.Parse(line);
            var value = given.RootElement.GetProperty("value").GetDouble();
            var digits = given.RootElement.GetProperty("digits").GetInt32();

            Rounding.ToEven(value, digits).ShouldBe(given.RootElement.GetProperty("expected").GetDouble(), line);
        }
    }

    [Theory]
    [InlineData(0.125, 2, 0.12)]
    [InlineData(0.375, 2, 0.38)]
    [InlineData(2.675, 2, 2.67)]
    [InlineData(37.4065, 3, 37.407)]
    [InlineData(-0.125, 2, -0.12)]
    public void Halves_go_to_the_even(double value, int digits, double expected) => Rounding.ToEven(value, digits).ShouldBe(expected);

    [Fact]
    public void A_small_file_has_the_values_one_counts_by_hand()
    {
        var measure = Measure("@a\nGGAT\n+\nIIII\n@b\nNCaT\n+\n5!?+\n@c\n\n+\n\n");
        var quality = measure.Quality;

        quality.Count.ShouldBe(3);
        quality.Encoding.ShouldBe("Sanger / Illumina 1.9");
        quality.Length.ShouldBe([0, 4]);
        quality.Gc.ShouldBe(42);
        quality.Bases![0].ShouldBe([30, 30, 30, 30, 30, 30]);
        quality.Composition![0].ShouldBe([100, 0, 0, 0]);
        quality.Composition[2].ShouldBe([0, 100, 0, 0]);
        quality.Sequences!.Count.ShouldBe(50);
        quality.Sequences[40].ShouldBe(1);
        quality.Sequences[15].ShouldBe(1);
        quality.Sequences.Sum().ShouldBe(2);
        measure.TotalBases.ShouldBe(8);
        measure.Q30.ShouldBe(5.0 / 8);
        measure.Lengths.ShouldBe([new ReadLength(0, 1), new ReadLength(4, 2)]);
    }

    [Fact]
    public void Percentiles_are_told_from_more_than_a_hundred_reads_on()
    {
        var reads = string.Concat(Enumerable.Range(0, 101).Select(i => $"@r\nA\n+\n{(char)(33 + (i % 41))}\n"));

        Measure(reads).Quality.Bases![0].ShouldBe([17.931, 16, 8, 27, 3, 35]);
    }

    [Theory]
    [InlineData('!', "Sanger / Illumina 1.9")]
    [InlineData('?', "Sanger / Illumina 1.9")]
    [InlineData('A', "Illumina 1.3")]
    [InlineData('@', "Illumina 1.5")]
    [InlineData('h', "Illumina 1.5")]
    public void The_encoding_follows_from_the_lowest_character(char lowest, string encoding) =>
        Measure($"@r\nAA\n+\n{lowest}h\n").Quality.Encoding.ShouldBe(encoding);

    [Fact]
    public void Qualities_above_49_count_as_49() => Measure("@r\nAAA\n+\n!~~\n@s\nA\n+\n~\n@t\nA\n+\nQ\n").Quality.Sequences!.Skip(48).ShouldBe([1L, 2]);

    [Fact]
    public void A_file_without_reads_has_a_count_and_nothing_else()
    {
        var measure = ReadsMeasure.Of(new MemoryStream(Packed.Gzip("\n")), TestContext.Current.CancellationToken);

        measure.Quality.ShouldBe(new Quality { Count = 0 });
        measure.Q30.ShouldBeNull();
        JsonSerializer.Serialize(measure.Quality).ShouldBe("""{"count":0,"encoding":null,"length":null,"gc":null,"bases":null,"composition":null,"sequences":null}""");
    }

    [Fact]
    public void Mates_are_joined_position_by_position()
    {
        var joined = ReadsMeasure.Merge(Measure("@a\nGC\n+\n!I\n"), Measure("@a\nATA\n+\n+I!\n@b\nAT\n+\n5I\n"));
        var quality = joined.Quality;

        quality.Count.ShouldBe(3);
        quality.Length.ShouldBe([2, 3]);
        quality.Gc.ShouldBe(50);
        quality.Bases!.Select(row => row[0]).ShouldBe([7.5, 40, 0]);
        quality.Composition![0].ShouldBe([50, 50, 0, 0]);
        quality.Composition[2].ShouldBe([0, 100, 0, 0]);
        quality.Sequences!.Sum().ShouldBe(3);
        joined.TotalBases.ShouldBe(7);
        joined.Lengths.ShouldBe([new ReadLength(2, 2), new ReadLength(3, 1)]);
    }

    [Fact]
    public void A_mate_without_reads_changes_nothing()
    {
        var one = Measure("@a\nGC\n+\n!I\n").Quality;

        MateQuality.Merge(one, new Quality { Count = 0 }).ShouldBe(one);
        MateQuality.Merge(new Quality { Count = 0 }, one).ShouldBe(one);
    }

    [Fact]
    public void Positions_behind_the_ten_thousandth_count_in_the_totals_only()
    {
        var measure = Measure($"@long\n{new string('G', 10_050)}\n+\n{new string('I', 10_050)}\n@low\nA\n+\n!\n");

        measure.Quality.Bases!.Count.ShouldBe(10_000);
        measure.Quality.Length.ShouldBe([1, 10_050]);
        measure.TotalBases.ShouldBe(10_051);
        measure.Q30Bases.ShouldBe(10_050);
    }

    private static ReadsMeasure Measure(string fastq) =>
        ReadsMeasure.Of(new MemoryStream(Encoding.ASCII.GetBytes(fastq)), TestContext.Current.CancellationToken);
}
