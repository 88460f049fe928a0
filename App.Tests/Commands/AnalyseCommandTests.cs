using System.Text.Json.Nodes;
using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.App.Tests.Workflows;
using Xunit;

namespace Virtool.App.Tests.Commands;

/// <summary><c>virtool analyse</c> as people run it.</summary>
public sealed class AnalyseCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Genomes _genomes = new(20190103);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 300_000)]
    public async Task The_hits_are_printed_and_all_that_was_found_is_put_into_the_folder()
    {
        RealTools.Need("bowtie2", "bowtie2-build", "samtools");
        var (virus, host) = (_genomes.Genome(1200), _genomes.Genome(2000));
        var pairs = _genomes.Pairs(virus, 60).Concat(_genomes.Pairs(host, 40)).Append((new string('N', 100), new string('N', 100))).ToArray();
        var reads = Write("reads_1.fq", WorkflowsHost.Fastq(pairs.Select((pair, at) => ($"read{at}/1", pair.Item1))));
        var mates = Write("reads_2.fq", WorkflowsHost.Fastq(pairs.Select((pair, at) => ($"read{at}/2", pair.Item2))));
        var output = Path.Combine(_folder.Path, "out");

        var ended = await VirtoolProgram.RunAsync(
            Cancellation,
            "analyse", "--reads", reads, mates, "--reference", Write("viruses.fa", $">V1 Some virus\n{virus}\n"), "--subtraction", Write("host.fa", $">chromosome\n{host}\n"),
            "--threads", "1", "--whole-library", "--out", output, "--json");

        ended.ExitCode.ShouldBe(0, ended.Error);
        var printed = JsonNode.Parse(ended.Output)!;
        (printed["read_count"]!.GetValue<int>(), printed["subtracted_count"]!.GetValue<int>()).ShouldBe((120, 0));
        var hit = printed["hits"]!.AsArray().ShouldHaveSingleItem()!;
        hit["accession"]!.GetValue<string>().ShouldBe("V1");
        hit["coverage"]!.GetValue<double>().ShouldBeGreaterThan(0.95);
        hit["final"]!["pi"]!.GetValue<double>().ShouldBe(1);
        foreach (var name in new[] { "hits.json", "hits.csv", "viruses.json", "result.json", "depth.json", "alignments.bam", "alignments.bam.bai" })
        {
            File.Exists(Path.Combine(output, name)).ShouldBeTrue(name);
        }

        JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(output, "viruses.json"), Cancellation))!["documents"]![0]!["trust"]!.GetValue<string>().ShouldBe("strong");
        (await File.ReadAllTextAsync(Path.Combine(output, "hits.csv"), Cancellation)).ShouldStartWith("\"OTU\",\"Isolate\",\"Sequence\",\"Length\",\"Weight\"");
        ended.Error.ShouldContain("Pathoscope");
    }

    [Fact(Timeout = 120_000)]
    public async Task What_is_wrong_with_the_input_is_said_and_ends_with_2()
    {
        var reads = Write("reads.fq", WorkflowsHost.Fastq([("read", "ACGT")]));
        var missing = await VirtoolProgram.RunAsync(Cancellation, "analyse", "--reads", reads, "--reference", "/nowhere/viruses.fa");
        (missing.ExitCode, missing.Output).ShouldBe((2, ""));
        missing.Error.ShouldContain("There is no file /nowhere/viruses.fa.");
        var same = await VirtoolProgram.RunAsync(Cancellation, "analyse", "--reads", reads, reads, "--reference", reads);
        (same.ExitCode, same.Error.Trim()).ShouldBe((2, "--reads names the same file twice. Give the two mates."));
        var broken = await VirtoolProgram.RunAsync(Cancellation, "analyse", "--reads", reads, "--reference", Write("viruses.json", "{\"otus\": [{}]}"));
        broken.ExitCode.ShouldBe(2, broken.Error);
        broken.Output.ShouldBeEmpty();
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllText(path, text);
        return path;
    }
}
