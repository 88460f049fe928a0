using System.Text;
using Shouldly;
using Virtool.Bio;
using Virtool.Bio.Alignments;
using Virtool.Bio.Pathoscope;
using Xunit;

namespace Virtool.App.Tests.Bio;

public sealed class ReassignedSamTests
{
    private static readonly Dictionary<string, int> Lengths = new() { ["a"] = 20, ["b"] = 20, ["c"] = 20 };

    // Of ten reads eight fit a alone; one fits a and b, and a better; one is the host's.
    private static readonly string Sam = string.Concat(
        [
            .. Enumerable.Range(0, 8).Select(read => Line($"u{read}", 0, "a", 1 + read, 8)),
            Line("m", 256, "b", 3, 6),
            Line("m", 0, "a", 4, 8),
            Line("m", 256, "a", 9, 7),
            Line("h", 0, "c", 1, 8),
        ]);

    [Fact]
    public void What_was_kept_is_written_under_its_names_and_each_read_has_one_primary_alignment()
    {
        var (_, text) = Run(new Dictionary<string, string> { ["a"] = "MZ1.1" });

        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[..2].ShouldBe(["@HD\tVN:1.6\tSO:unsorted", "@SQ\tSN:MZ1.1\tLN:20"]);
        var alignments = lines.Where(line => line[0] != '@').Select(line => line.Split('\t')).ToArray();
        alignments.ShouldNotContain(line => line[0] == "h");
        alignments.Where(line => line[0] == "m").Select(line => (line[1], line[2], line[3])).ShouldBe([("0", "MZ1.1", "4"), ("256", "MZ1.1", "9")]);
        alignments.GroupBy(line => line[0]).ShouldAllBe(read => read.Count(line => line[1] == "0") == 1);
    }

    [Fact]
    public void What_is_written_covers_what_was_counted()
    {
        var (result, text) = Run([]);

        using var reader = new SamReader(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        var depths = new int[20];
        while (reader.Read())
        {
            for (var at = reader.Position - 1; at < Math.Min(20, reader.Position - 1 + reader.Length); at++)
            {
                depths[at]++;
            }
        }

        depths.ShouldBe(result.Hits.ShouldHaveSingleItem().Align);
        result.AmbiguousCount.ShouldBe(1);
    }

    [Fact]
    public void Other_alignments_are_refused()
    {
        var (result, _) = Run([]);

        Should.Throw<InputException>(() => ReassignedSam.Write(Stream(Sam + Sam), result, Lengths, new Dictionary<string, string>(), System.IO.Stream.Null, CancellationToken.None));
    }

    private static (PathoscopeResult Result, string Text) Run(Dictionary<string, string> names)
    {
        var result = PathoscopeAnalysis.Run(Stream(Sam), [Stream(Line("h", 0, "host", 1, 8))], Lengths, CancellationToken.None);
        using var output = new MemoryStream();
        ReassignedSam.Write(Stream(Sam), result, Lengths, names, output, CancellationToken.None);
        return (result, Encoding.UTF8.GetString(output.ToArray()));
    }

    private static string Line(string read, int flag, string reference, int position, int score) => $"{read}\t{flag}\t{reference}\t{position}\t255\t4M\t*\t0\t0\tACGT\tIIII\tAS:i:{score}\n";

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));
}
