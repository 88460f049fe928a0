using Shouldly;
using Virtool.Components.Look;
using Xunit;

namespace Virtool.App.Tests.Components.Look;

public sealed class WordsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 20, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, "0 bytes")]
    [InlineData(1, "1 byte")]
    [InlineData(999, "999 bytes")]
    [InlineData(999_600, "1 MB")]
    [InlineData(1_234_567, "1.2 MB")]
    [InlineData(54_200_000_000, "54 GB")]
    public void Sizes_have_a_unit(long bytes, string text) => Words.Bytes(bytes).ShouldBe(text);

    [Theory]
    [InlineData(0.0, "0 %")]
    [InlineData(0.0001, "< 0.1 %")]
    [InlineData(0.493, "49.3 %")]
    [InlineData(0.9999, "> 99.9 %")]
    [InlineData(1.0, "100 %")]
    [InlineData(double.NaN, "–")]
    public void A_share_is_never_rounded_to_all_or_nothing(double share, string text) => Words.Percent(share).ShouldBe(text);

    [Theory]
    [InlineData(3, "just now")]
    [InlineData(59, "59 s ago")]
    [InlineData(200, "3 min ago")]
    [InlineData(7200, "2 h ago")]
    [InlineData(200_000, "2 d ago")]
    [InlineData(800_000, "11 Jan 2026")]
    [InlineData(-90, "in 1 min")]
    public void Times_are_told_from_now(int seconds, string text) => Words.Ago(Now.AddSeconds(-seconds), Now).ShouldBe(text);

    [Theory]
    [InlineData(-3_600, "soon")]
    [InlineData(3, "soon")]
    [InlineData(13, "in 13 s")]
    [InlineData(200, "in 3 min")]
    [InlineData(864_000, "30 Jan 2026")]
    public void What_is_to_come_is_told_from_now(int seconds, string text) => Words.Until(Now.AddSeconds(seconds), Now).ShouldBe(text);

    [Theory]
    [InlineData(-30, "soon")]
    [InlineData(5, "soon")]
    [InlineData(41, "about 50 s")]
    [InlineData(55, "about 1 min")]
    [InlineData(720, "about 12 min")]
    [InlineData(3570, "about 1 h")]
    [InlineData(9000, "about 2.5 h")]
    [InlineData(200_000, "about 2 d")]
    public void A_forecast_is_told_from_now(int seconds, string text) => Words.About(Now.AddSeconds(seconds), Now).ShouldBe(text);

    [Theory]
    [InlineData(1, "1 MB")]
    [InlineData(300L << 20, "300 MB")]
    [InlineData(3L << 29, "1.5 GB")]
    [InlineData(62L << 30, "62 GB")]
    public void Memory_is_counted_as_its_limits_are(long bytes, string text) => Words.Memory(bytes).ShouldBe(text);

    [Theory]
    [InlineData(0.42, "0.4 s")]
    [InlineData(59.9, "59 s")]
    [InlineData(200, "3 min 20 s")]
    [InlineData(7505, "2 h 5 min")]
    public void Spans_have_units(double seconds, string text) => Words.Span(TimeSpan.FromSeconds(seconds)).ShouldBe(text);

    [Fact]
    public void One_is_not_many()
    {
        Words.Count(1, "read").ShouldBe("1 read");
        Words.Count(20_000, "read").ShouldBe("20,000 reads");
        Words.Count(2, "analysis", "analyses").ShouldBe("2 analyses");
    }

    [Fact]
    public void A_dash_stands_for_what_is_not_known()
    {
        Words.Number((long?)null).ShouldBe("–");
        Words.Percent(null).ShouldBe("–");
        Words.Bytes(null).ShouldBe("–");
    }
}
