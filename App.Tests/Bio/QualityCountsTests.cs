using System.Text.Json;
using Shouldly;
using Virtool.Bio.Quality;
using Xunit;

namespace Virtool.App.Tests.Bio;

public sealed class QualityCountsTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_counts_of_any_parts_together_measure_what_the_whole_does(int seed)
    {
        var random = new Random(seed);
        var reads = Enumerable.Range(0, random.Next(400)).Select(_ => Read(random, seed)).ToList();
        var parts = Enumerable.Range(0, random.Next(1, 6)).Select(_ => new QualityMeasure()).ToList();
        var whole = new QualityMeasure();
        foreach (var (sequence, quality) in reads)
        {
            whole.Add(sequence, quality);
            random.GetItems(parts.ToArray(), 1)[0].Add(sequence, quality);
        }

        var joined = new QualityMeasure();
        foreach (var part in parts)
        {
            joined.Add(QualityMeasure.Unpack(part.Pack()));
        }

        Text(joined.Complete()).ShouldBe(Text(whole.Complete()));
        joined.Pack().ShouldBe(whole.Pack());
    }

    [Fact]
    public void What_is_behind_the_last_position_with_a_row_is_kept_too()
    {
        var (sequence, quality) = (new byte[10_500], new byte[10_500]);
        Array.Fill(sequence, (byte)'G');
        Array.Fill(quality, (byte)'I');
        var measure = new QualityMeasure();
        measure.Add(sequence, quality);

        var joined = QualityMeasure.Unpack(measure.Pack());
        joined.Add(measure);

        joined.Complete().TotalBases.ShouldBe(21_000);
        joined.Complete().Quality.Length.ShouldBe([10_500, 10_500]);
    }

    [Fact]
    public void The_counts_of_a_usual_file_are_small()
    {
        var random = new Random(7);
        var measure = new QualityMeasure();
        for (var number = 0; number < 20_000; number++)
        {
            var (sequence, quality) = Read(random, 150, 150);
            measure.Add(sequence, quality);
        }

        measure.Pack().Length.ShouldBeLessThan(30_000);
    }

    [Fact]
    public void Damaged_counts_are_refused()
    {
        var measure = new QualityMeasure();
        measure.Add("ACGT"u8, "IIII"u8);
        var packed = measure.Pack();

        for (var length = 0; length < packed.Length / 2; length++)
        {
            Should.Throw<InvalidDataException>(() => QualityMeasure.Unpack(packed[..length]));
        }
    }

    private static (byte[] Sequence, byte[] Quality) Read(Random random, int shortest, int longest)
    {
        var length = random.Next(shortest, longest + 1);
        return (random.GetItems("ACGTNacgtu"u8, length), random.GetItems("#+5:?DFHIJ"u8, length));
    }

    private static (byte[] Sequence, byte[] Quality) Read(Random random, int seed) => Read(random, 0, seed % 3 == 0 ? 300 : 40);

    private static string Text(ReadsMeasure measure) => JsonSerializer.Serialize(measure);
}
