using System.Text;
using System.Text.Json;
using Shouldly;
using Virtool.App.Tests.Bio;
using Virtool.App.Tools;
using Xunit;

namespace Virtool.App.Tests.Tools;

public sealed class ToolTests : IDisposable
{
    private const string Reads = "@r1 1:N:0\nACGT\n+\nIIII\n@r2 1:N:0\nGGGG\n+\nIIII\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("virtool-tools-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Quality_prints_the_quality_object_of_a_pair()
    {
        var run = await RunAsync(["quality", File("1.fq", Reads), File("2.fq.gz", Packed.Gzip(Reads))]);

        run.Code.ShouldBe(0, run.Error);
        run.Json.GetProperty("count").GetInt64().ShouldBe(4);
        run.Json.EnumerateObject().Select(property => property.Name).ShouldBe("count encoding length gc bases composition sequences".Split(' '));
    }

    [Fact]
    public async Task A_dash_is_standard_input()
    {
        var run = await RunAsync(["quality", "-"], Reads);

        run.Code.ShouldBe(0, run.Error);
        run.Json.GetProperty("count").GetInt64().ShouldBe(2);
    }

    [Fact]
    public async Task Standard_input_is_not_read_twice() => (await RunAsync(["quality", "-", "-"], Reads)).Code.ShouldNotBe(0);

    [Theory]
    [InlineData("@r1\nACGT\n+\nIII\n@r2\n", "Line 4")]
    [InlineData("hello", "FASTQ")]
    [InlineData("", "0 bytes")]
    public async Task Bad_reads_are_told_on_standard_error_alone(string reads, string word)
    {
        foreach (var verb in new[] { "quality", "reads" })
        {
            var run = await RunAsync([verb, "-"], reads);

            run.Code.ShouldBe(2);
            run.Output.ShouldBeEmpty();
            run.Error.ShouldContain(word);
            run.Error.ShouldNotContain(" at Virtool.");
        }
    }

    [Fact]
    public async Task A_missing_file_is_bad_input()
    {
        var run = await RunAsync(["quality", Path.Combine(_folder.FullName, "none.fq")]);

        run.Code.ShouldBe(2);
        run.Error.ShouldContain("none.fq");
    }

    [Fact]
    public async Task Orfs_prints_the_frames_of_each_contig()
    {
        var run = await RunAsync(["orfs", "-"], $">c1 long\n{string.Concat(Enumerable.Repeat("GCA", 100))}\n>c2\nACGT\n");

        run.Code.ShouldBe(0, run.Error);
        run.Json.GetArrayLength().ShouldBe(2);
        run.Json[0].GetProperty("id").GetString().ShouldBe("c1");
        run.Json[0].GetProperty("orfs")[0].EnumerateObject().Select(property => property.Name).ShouldBe("strand frame pos pro".Split(' '));
        run.Json[1].GetProperty("orfs").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Reads_writes_both_files_with_plain_names()
    {
        var run = await RunAsync(["reads", File("1.fq", Reads), File("2.fq", Reads)]);

        run.Code.ShouldBe(0, run.Error);
        run.Output.Split('\n').Where(line => line.StartsWith('@')).ShouldBe("@r1/1 @r2/1 @r1/2 @r2/2".Split(' '));
    }

    [Fact]
    public async Task Reads_ends_without_a_word_where_nobody_reads_on()
    {
        using var error = new StringWriter();
        var streams = new ToolStreams(() => new MemoryStream(Encoding.ASCII.GetBytes(Reads)), () => new ClosedStream(), error);

        var code = await new ToolCommand(streams).Create().Parse(["reads", "-"]).InvokeAsync(null, TestContext.Current.CancellationToken);

        code.ShouldBe(141);
        error.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task Pathoscope_prints_hits_and_writes_their_depth()
    {
        var depth = Path.Combine(_folder.FullName, "depth.json");
        var isolates = new SamText().Add("r1", "A", 1, 30).Add("r2", "A", 6, 30).Add("r3", "A", 1, 30).Open();
        var host = new SamText().Add("r3", "chr", 1, 40).Open();

        var run = await RunAsync(["pathoscope", "--isolates", File("a.sam", isolates), "--subtraction", File("b.sam", host), "--subtraction", File("c.sam", ""), "--lengths", File("lengths.json", """{"A": 20}"""), "--depth", depth]);

        run.Code.ShouldBe(0, run.Error);
        run.Output.ShouldBe("""{"read_count":2,"subtracted_count":1,"ambiguous_count":0,"hits":[{"id":"A","final":{"pi":1,"best":1,"high":1,"low":0,"reads":2},"initial":{"pi":1,"best":1,"high":1,"low":0,"reads":2},"coverage":0.75,"depth":1}],"removed":[]}""" + "\n");
        (await System.IO.File.ReadAllLinesAsync(depth, TestContext.Current.CancellationToken)).ShouldBe(["{", "\"A\":" + """{"median":1,"align":[[0,1],[4,1],[5,2],[9,2],[10,1],[14,1],[15,0],[18,0],[19,0]]}""", "}"]);
    }

    [Theory]
    [InlineData("[1]", "lengths.json")]
    [InlineData("{\"B\": 20}", "The length of the sequence A")]
    public async Task Lengths_that_do_not_fit_are_bad_input(string lengths, string word)
    {
        var run = await RunAsync(["pathoscope", "--isolates", File("a.sam", new SamText().Add("r1", "A", 1, 30).Open()), "--lengths", File("lengths.json", lengths)]);

        run.Code.ShouldBe(2);
        run.Error.ShouldContain(word);
    }

    private string File(string name, string text) => File(name, Encoding.ASCII.GetBytes(text));

    private string File(string name, byte[] content) => File(name, new MemoryStream(content));

    private string File(string name, Stream content)
    {
        var path = Path.Combine(_folder.FullName, name);
        using var file = System.IO.File.Create(path);
        content.CopyTo(file);
        return path;
    }

    private static async Task<Outcome> RunAsync(string[] arguments, string input = "")
    {
        using var output = new MemoryStream();
        using var error = new StringWriter();
        var streams = new ToolStreams(() => new MemoryStream(Encoding.ASCII.GetBytes(input)), () => new KeptStream(output), error);
        var code = await new ToolCommand(streams).Create().Parse(arguments).InvokeAsync(null, TestContext.Current.CancellationToken);
        return new Outcome(code, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }

    private sealed record Outcome(int Code, string Output, string Error)
    {
        public JsonElement Json => JsonDocument.Parse(Output).RootElement.Clone();
    }

    private sealed class KeptStream(MemoryStream target) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => target.Write(buffer);

        public override void Write(byte[] buffer, int offset, int count) => target.Write(buffer, offset, count);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => target.WriteAsync(buffer, cancellationToken);
    }

    private sealed class ClosedStream : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("Broken pipe", 32);
    }
}
