using System.Text;
using Shouldly;
using Virtool.Bio.Quality;
using Virtool.Bio.Reads;
using Xunit;

namespace Virtool.App.Tests.Bio;

public class ReadNameTests
{
    [Theory]
    [InlineData("r1", "r1", 0)]
    [InlineData("r1/1", "r1", 1)]
    [InlineData("r1/2", "r1", 2)]
    [InlineData("r1;1", "r1", 1)]
    [InlineData("r1;2", "r1", 2)]
    [InlineData("r1 1:N:0:ATCACG", "r1", 1)]
    [InlineData("r1 2:N:0", "r1", 2)]
    [InlineData("r1\t2:Y:0", "r1", 2)]
    [InlineData("r1/2 length=72", "r1", 2)]
    [InlineData("r1 length=72", "r1", 0)]
    [InlineData("SRR059298.1.1 HWUSI-EAS591:1:1:4:1003 length=72", "SRR059298.1.1", 0)]
    [InlineData("r1/3", "r1/3", 0)]
    [InlineData("/1", "/1", 0)]
    public void A_name_has_a_root_and_a_mate(string name, string root, int mate)
    {
        var parsed = ReadName.Parse(Encoding.ASCII.GetBytes(name));

        Encoding.ASCII.GetString(parsed.Root).ShouldBe(root);
        parsed.Mate.ShouldBe(mate);
    }

    [Theory]
    [InlineData("{0} 1:N:0:ACGT", "{0} 2:N:0:ACGT")]
    [InlineData("{0}/1", "{0}/2")]
    [InlineData("{0};1", "{0};2")]
    [InlineData("{0}", "{0}")]
    public void Both_files_of_a_pair_come_out_alike_however_they_were_named(string first, string second) =>
        Write([File(first), File(second)]).ShouldBe("@a/1\nACGT\n+\nIIII\n@b/1\nACGT\n+\nIIII\n@a/2\nACGT\n+\nIIII\n@b/2\nACGT\n+\nIIII\n");

    [Fact]
    public void Files_of_a_pair_have_one_digest_of_names_and_others_have_not()
    {
        Digest("a 1:N:0", "b 1:N:0").ShouldBe(Digest("a/2", "b/2"));
        Digest("a", "b").ShouldNotBe(Digest("b", "a"));
        Digest("a", "b").ShouldNotBe(Digest("a"));
        Digest("a", "b").ShouldNotBe(Digest("ab"));
        Digest("read:1:12345678", "b").ShouldNotBe(Digest("read:1:12345679", "b"));
    }

    [Fact]
    public void Mates_of_a_real_sequencer_have_one_digest_of_names() =>
        Measure("reads/raspberry_1.fq.gz").Names.ShouldBe(Measure("reads/raspberry_2.fq.gz").Names);

    [Fact]
    public void Reads_of_a_single_file_are_first_mates() =>
        Write([File("{0}")]).ShouldBe("@a/1\nACGT\n+\nIIII\n@b/1\nACGT\n+\nIIII\n");

    [Fact]
    public void Mates_in_one_interleaved_file_stay_two_reads() =>
        Write(["@a/1\nAC\n+\nII\n@a/2\nGT\n+\nFF\n"]).ShouldBe("@a/1\nAC\n+\nII\n@a/2\nGT\n+\nFF\n");

    [Fact]
    public void Reads_longer_than_the_buffer_are_written_whole()
    {
        var letters = new string('A', 1_000_000);

        Write([$"@a\n{letters}\n+\n{letters}\n@b\nA\n+\nI\n"]).ShouldBe($"@a/1\n{letters}\n+\n{letters}\n@b/1\nA\n+\nI\n");
    }

    private static string Digest(params string[] names)
    {
        var digest = new NamesDigest();
        foreach (var name in names)
        {
            digest.Add(Encoding.ASCII.GetBytes(name));
        }

        return digest.Value;
    }

    private static ReadsMeasure Measure(string name) =>
        ReadsMeasure.Of(System.IO.File.OpenRead(TestData.Shared(name)), TestContext.Current.CancellationToken);

    private static string File(string pattern) => string.Concat("ab".Select(name => $"@{pattern.Replace("{0}", name.ToString(), StringComparison.Ordinal)}\nACGT\n+\nIIII\n"));

    private static string Write(string[] files)
    {
        using var output = new MemoryStream();
        using var writer = new MateWriter(output);
        for (var i = 0; i < files.Length; i++)
        {
            using var reader = FastqReader.Open(new MemoryStream(Encoding.ASCII.GetBytes(files[i])));
            _ = files.Length == 1
                ? writer.WriteSingle(reader, TestContext.Current.CancellationToken)
                : writer.Write(reader, i + 1, TestContext.Current.CancellationToken);
        }

        return Encoding.ASCII.GetString(output.ToArray());
    }
}
