using System.Text;
using Shouldly;
using Virtool.App.Tests.Bio;
using Virtool.App.Tools;
using Virtool.Domain.Analyses;
using Xunit;

namespace Virtool.App.Tests.Tools;

/// <summary>What NuVs computes as tools: taking pairs apart and reuniting them, and the depth along contigs.</summary>
public sealed class ContigToolsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("virtool-tools-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Pairs_are_numbered_and_reunited()
    {
        var (first, second) = (FileOf("1.fq.gz", Packed.Gzip(Fastq("x {0} 1:N:0", "AC"))), FileOf("2.fq.gz", Packed.Gzip(Fastq("x {0} 2:N:0", "GT"))));

        var (code, output, _) = await RunAsync(["reads", "--numbered", first, second]);
        code.ShouldBe(0);
        output.ShouldStartWith("@0/1\nAC\n+\nII\n@1/1\n");
        output.ShouldContain("@2/2\nGT\n");
        var left = FileOf("left.fq", Encoding.ASCII.GetBytes("@2/2\nGT\n+\nII\n"));
        (code, output, var error) = await RunAsync(["reunite", first, second, "--left", left, "--first", PathOf("a.fq"), "--second", PathOf("b.fq")]);

        code.ShouldBe(0, error);
        output.ShouldBe("{\"pairs\":1}\n");
        (await File.ReadAllTextAsync(PathOf("a.fq"), Cancellation)).ShouldBe("@2/1\nAC\n+\nII\n");
        (await File.ReadAllTextAsync(PathOf("b.fq"), Cancellation)).ShouldBe("@2/2\nGT\n+\nII\n");
    }

    [Fact]
    public async Task Mates_that_do_not_belong_together_are_told()
    {
        var (first, second) = (FileOf("1.fq", Encoding.ASCII.GetBytes(Fastq("{0}", "AC"))), FileOf("2.fq", Encoding.ASCII.GetBytes("@0\nAC\n+\nII\n")));
        var left = FileOf("left.fq", Encoding.ASCII.GetBytes("@2/1\nAC\n+\nII\n"));

        var (code, _, error) = await RunAsync(["reunite", first, second, "--left", left, "--first", PathOf("a.fq"), "--second", PathOf("b.fq")]);

        code.ShouldBe(2);
        error.ShouldContain("do not belong together");
    }

    [Fact]
    public async Task Depths_are_printed_and_written_so_that_pages_can_read_them()
    {
        var contigs = FileOf("contigs.fa", Encoding.ASCII.GetBytes(">sequence_0\nACGTACGT\n>sequence_1\nACGT\n"));
        var sam = FileOf("a.sam", Encoding.ASCII.GetBytes("0/1\t0\tsequence_0\t3\t1\t4M\t*\t0\t0\tACGT\tIIII\tAS:i:8\n"));

        var (code, output, error) = await RunAsync(["depths", sam, "--contigs", contigs, "--depth", PathOf("depth.json")]);

        code.ShouldBe(0, error);
        output.ShouldBe("""{"sequence_0":{"reads":1,"coverage":0.5,"depth":0.5,"median_depth":0.5},"sequence_1":{"reads":0,"coverage":0,"depth":0,"median_depth":0}}""" + "\n");
        var found = await DepthFile.FindAsync(PathOf("depth.json"), new HashSet<string> { "sequence_0", "sequence_1" }, Cancellation);
        found["sequence_0"].Depths(8).ShouldBe([0, 0, 1, 1, 1, 1, 0, 0]);
        found["sequence_1"].Depths(4).ShouldBe(new int[4]);
    }

    [Fact]
    public async Task Each_mate_is_measured_alone()
    {
        var reads = FileOf("1.fq", Encoding.ASCII.GetBytes(Fastq("{0}", "AC")));

        var (code, output, error) = await RunAsync(["quality", "--mates", reads, reads]);

        code.ShouldBe(0, error);
        var measures = System.Text.Json.JsonSerializer.Deserialize<List<Virtool.Bio.Quality.ReadsMeasure>>(output).ShouldNotBeNull();
        measures.Select(measure => (measure.Quality.Count, measure.TotalBases, measure.Lengths.Single().Length)).ShouldBe([(3, 6, 2), (3, 6, 2)]);
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(string[] arguments)
    {
        var output = new MemoryStream();
        var error = new StringWriter();
        var code = await new ToolCommand(new ToolStreams(() => Stream.Null, () => output, error)).Create().Parse(arguments).InvokeAsync(null, Cancellation);
        return (code, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private string FileOf(string name, byte[] content)
    {
        File.WriteAllBytes(PathOf(name), content);
        return PathOf(name);
    }

    private static string Fastq(string name, string sequence) => string.Concat(Enumerable.Range(0, 3).Select(number =>
        $"@{string.Format(System.Globalization.CultureInfo.InvariantCulture, name, number)}\n{sequence}\n+\n{new string('I', sequence.Length)}\n"));
}
