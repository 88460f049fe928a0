using System.Text;
using Shouldly;
using Virtool.Bio;
using Virtool.Bio.Reads;
using Xunit;

namespace Virtool.App.Tests.Bio;

public sealed class NumberedReadsTests
{
    public static TheoryData<string, string> Names => new()
    {
        { "r{0} 1:N:0:ATCACG", "r{0} 2:N:0:ATCACG" },
        { "r{0}/1", "r{0}/2" },
        { "r{0};1", "r{0};2" },
        { "r{0}", "r{0}" },
        { "r{0}.1 first", "r{0}.2 second" },
        { "left", "right" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void One_mate_that_is_left_brings_back_both_whatever_they_are_called(string first, string second)
    {
        var (one, two) = (Fastq(first, 200, 'A'), Fastq(second, 200, 'C'));
        var numbered = Written(writer =>
        {
            writer.Write(Reader(one), 1, default);
            writer.Write(Reader(two), 2, default);
        });

        // As a mapper with several threads leaves them: some of them, in any order.
        var records = numbered.Split('@', StringSplitOptions.RemoveEmptyEntries).Select(record => $"@{record}").ToArray();
        var left = string.Concat(records.Where(record => record.StartsWith("@7/2\n", StringComparison.Ordinal) || record.StartsWith("@130/", StringComparison.Ordinal) || record.StartsWith("@64/1\n", StringComparison.Ordinal)).Reverse());
        var kept = NumberedReads.Of(Reader(left), default);

        kept.Count.ShouldBe(3);
        Written(writer => writer.Write(Reader(one), 1, kept, default).ShouldBe(3)).Split('\n').Where((_, line) => line % 4 == 0).ShouldBe(["@7/1", "@64/1", "@130/1", ""]);
        Written(writer => writer.Write(Reader(two), 2, kept, default).ShouldBe(3)).ShouldStartWith("@7/2\nCCCC\n+\nIIII\n@64/2\n");
    }

    [Fact]
    public void Reads_without_numbers_are_told() =>
        Should.Throw<InputException>(() => NumberedReads.Of(Reader("@r1/1\nACGT\n+\nIIII\n"), default)).Message.ShouldContain("--numbered");

    [Fact]
    public void Of_a_file_without_reads_nothing_is_left() => NumberedReads.Of(Reader("@0/1\nA\n+\nI\n"), default).Contains(1).ShouldBeFalse();

    private static FastqReader Reader(string text) => FastqReader.Open(new MemoryStream(Encoding.ASCII.GetBytes(text)));

    private static string Written(Action<MateWriter> write)
    {
        var output = new MemoryStream();
        using (var writer = new MateWriter(output, numbered: true))
        {
            write(writer);
        }

        return Encoding.ASCII.GetString(output.ToArray());
    }

    private static string Fastq(string name, int count, char letter) => string.Concat(Enumerable.Range(0, count).Select(number =>
        $"@{string.Format(System.Globalization.CultureInfo.InvariantCulture, name, number)}\n{new string(letter, 4)}\n+\nIIII\n"));
}
