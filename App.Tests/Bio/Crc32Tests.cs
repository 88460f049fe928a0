using Shouldly;
using Virtool.Bio.Reads;
using Xunit;

namespace Virtool.App.Tests.Bio;

public sealed class Crc32Tests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Fact]
    public void The_check_value_of_the_polynomial_is_met() => Crc32.Update(0, "123456789"u8).ShouldBe(0xCBF43926u);

    [Fact]
    public void Every_length_around_the_steps_has_the_checksum_that_the_definition_gives()
    {
        var bytes = new byte[400];
        new Random(3).NextBytes(bytes);
        for (var length = 0; length <= bytes.Length; length++)
        {
            Crc32.Update(0, bytes.AsSpan(0, length)).ShouldBe(Defined(bytes.AsSpan(0, length)), $"{length} bytes");
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Pieces_of_any_length_have_the_checksum_of_the_whole(int seed)
    {
        var random = new Random(seed);
        var bytes = new byte[random.Next(20_000)];
        random.NextBytes(bytes);
        var checksum = 0u;
        for (var at = 0; at < bytes.Length;)
        {
            var count = Math.Min(random.Next(1, seed % 2 == 0 ? 300 : 6000), bytes.Length - at);
            checksum = Crc32.Update(checksum, bytes.AsSpan(at, count));
            at += count;
        }

        checksum.ShouldBe(Defined(bytes));
    }

    /// <summary>Bit by bit, as the polynomial is defined.</summary>
    private static uint Defined(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return ~crc;
    }
}
