using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.Data.Collections;
using Virtool.Domain.Files;
using Virtool.Domain.Labels;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Watching;
using Virtool.Files.Rules;
using Xunit;

namespace Virtool.App.Tests.Files;

public sealed class LaneTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("CopyComplete.txt")]
    [InlineData("RTAComplete.txt")]
    public async Task Lanes_are_joined_in_their_order_when_the_sequencer_has_left_its_marker(string marker)
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync(makeSamples: true);
        Directory.CreateDirectory(host.InWatch("run/fastq"));
        foreach (var (lane, mate) in new[] { (2, 2), (1, 1), (2, 1), (1, 2) })
        {
            Write(host, "run/fastq", lane, mate);
        }

        var waiting = await host.WaitForAsync("run/fastq/VT_S1_L002_R1_001.fastq.gz", import => import.Problem == "lanes_open");
        waiting.Reason.ShouldBe("VT_S1_L002_R1_001.fastq.gz waits for further lanes of its sample: until the sequencer's marker is there (CopyComplete.txt), or 10 minutes after the last lane came.");
        (await host.Samples.CountAsync(cancellation: Cancellation)).ShouldBe(0);

        Reads.WriteText(host.InWatch($"run/{marker}"), "");
        var sample = (await host.WaitForSamplesAsync(1)).ShouldHaveSingleItem();

        (sample.Name, sample.Paired).ShouldBe(("VT", true));
        sample.Warnings.ShouldBeEmpty();
        sample.Files.Select(file => string.Join(' ', file.Sources().Select(source => source.Name[6..13]))).ShouldBe(["L001_R1 L002_R1", "L001_R2 L002_R2"]);
        sample.Files[0].ReadCount.ShouldBe(11);
        var first = await host.WaitForAsync("run/fastq/VT_S1_L002_R1_001.fastq.gz", import => import.Settled);
        (first.Problem, first.Reason, first.SampleId).ShouldBe((null, null, sample.Id));
        first.MateId.ShouldBe((await host.WaitForAsync("run/fastq/VT_S1_L002_R2_001.fastq.gz", import => import.Settled)).Id);
    }

    [Fact]
    public async Task Without_a_marker_lanes_are_joined_ten_minutes_after_the_last_and_a_later_one_says_so()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync(makeSamples: true);
        Write(host, "", 1, 1);
        await host.WaitForAsync("VT_S1_L001_R1_001.fastq.gz", ImportState.Stored);
        host.Clock.Forward(TimeSpan.FromMinutes(9));
        Write(host, "", 1, 2);
        await host.WaitForAsync("VT_S1_L001_R2_001.fastq.gz", import => import.Problem == "lanes_open");
        host.Clock.Forward(TimeSpan.FromMinutes(2));
        await host.RoundAsync();
        (await host.Samples.FindAsync(Virtool.Data.Queries.Filter.All, Cancellation)).ShouldNotContain(sample => sample.Name == "VT");

        host.Clock.Forward(TimeSpan.FromMinutes(9));
        await host.WaitForAsync("VT_S1_L001_R1_001.fastq.gz", import => import.Settled);
        Write(host, "", 2, 1);
        Write(host, "", 2, 2);
        await host.WaitForAsync("VT_S1_L002_R1_001.fastq.gz", ImportState.Stored);
        await host.WaitForAsync("VT_S1_L002_R2_001.fastq.gz", ImportState.Stored);
        host.Clock.Forward(TimeSpan.FromMinutes(11));
        var late = await host.WaitForAsync("VT_S1_L002_R1_001.fastq.gz", import => import.Settled);

        var sample = (await host.Samples.GetAsync(late.SampleId!, Cancellation))!;
        sample.Name.ShouldBe("VT (2)");
        sample.Warnings.ShouldBe(["Lane 2 came when the others had become the sample VT: both are of one library."]);
    }

    [Fact]
    public async Task A_lane_of_one_mate_only_is_named_and_the_sample_is_made_when_the_other_comes()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync(makeSamples: true);
        Reads.WriteText(host.InWatch("CopyComplete.txt"), "");
        Write(host, "", 1, 1);
        Write(host, "", 2, 1);
        Write(host, "", 1, 2);

        var held = await host.WaitForAsync("VT_S1_L001_R2_001.fastq.gz", import => import.Problem == "mate_missing" && import.Reason!.StartsWith("Lane", StringComparison.Ordinal));
        held.Reason.ShouldBe("Lane 2 has VT_S1_L002_R1_001.fastq.gz, but not its mate VT_S1_L002_R2_001.fastq.gz, so the lanes were not joined. Copy the mate into the same folder: the sample is made when it is there.");

        Write(host, "", 2, 2);
        (await host.WaitForSamplesAsync(1)).ShouldHaveSingleItem().Files[1].Lanes.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_lane_whose_mates_do_not_belong_together_is_named()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync(makeSamples: true);
        Write(host, "", 1, 1);
        Write(host, "", 1, 2);
        Write(host, "", 2, 1);
        Reads.WriteGzip(host.InWatch("VT_S1_L002_R2_001.fastq.gz"), Reads.Fastq(6, "other", " 2:N:0:A"));
        await host.WaitForAsync("VT_S1_L002_R2_001.fastq.gz", ImportState.Stored);
        Reads.WriteText(host.InWatch("CopyComplete.txt"), "");

        var held = await host.WaitForAsync("VT_S1_L001_R1_001.fastq.gz", import => import.Problem == "mates_differ");
        held.Reason.ShouldNotBeNull().ShouldStartWith("Lane 2 does not fit: the reads of VT_S1_L002_R1_001.fastq.gz and VT_S1_L002_R2_001.fastq.gz do not belong together");
        (await host.Samples.CountAsync(cancellation: Cancellation)).ShouldBe(0);

        Write(host, "", 2, 2);
        (await host.WaitForSamplesAsync(1)).ShouldHaveSingleItem().Files[0].Lanes.Count.ShouldBe(2);
        (await host.AllAsync()).Count(import => import.Problem == "replaced" && import.Settled).ShouldBe(1);
    }

    [Fact]
    public async Task A_lane_that_was_refused_is_not_left_out_silently()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync(makeSamples: true);
        var damaged = Reads.Gzip(Reads.Fastq(50, "x"));
        damaged[damaged.Length / 2] ^= 0xFF;
        Reads.WriteBytes(host.InWatch("VT_S1_L002.fastq.gz"), damaged);
        await host.WaitForAsync("VT_S1_L002.fastq.gz", ImportState.Quarantined);
        Reads.WriteGzip(host.InWatch("VT_S1_L001.fastq.gz"), Reads.Fastq(5, "a"));
        Reads.WriteText(host.InWatch("CopyComplete.txt"), "");

        (await host.WaitForAsync("VT_S1_L001.fastq.gz", import => import.Problem == "lane_refused")).Reason
            .ShouldBe("Lane 2 is missing: VT_S1_L002.fastq.gz was refused, and lies in the quarantine. Copy it again, or discard it there: then the sample is made of the other lanes.");

        Reads.WriteGzip(host.InWatch("VT_S1_L002.fastq.gz"), Reads.Fastq(6, "b"));
        (await host.WaitForSamplesAsync(1)).ShouldHaveSingleItem().Files.ShouldHaveSingleItem().ReadCount.ShouldBe(11);
    }

    [Fact]
    public async Task Index_reads_and_genomes_are_only_stored()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync(makeSamples: true);
        Reads.WriteGzip(host.InWatch("VT_S1_L001_I1_001.fastq.gz"), Reads.Fastq(5, "i"));
        await host.Imports.InsertAsync(
            new Import { Id = "genome01", FolderId = WatchedFolder.FirstId, Name = "grape.fa", Identity = "1", Type = FileType.Subtraction, State = ImportState.Stored }, Cancellation);

        (await host.WaitForAsync("VT_S1_L001_I1_001.fastq.gz", import => import.Settled)).Problem.ShouldBe("index_reads");
        await host.WaitForAsync("grape.fa", import => import.Settled);
        (await host.Samples.CountAsync(cancellation: Cancellation)).ShouldBe(0);
    }

    [Theory]
    [InlineData("_R1", "_R2", "/1", "/2")]
    [InlineData(".1", ".2", " 1:N:0:ACGT", " 2:N:0:ACGT")]
    [InlineData("_1.trimmed", "_2.trimmed", ";1", ";2")]
    public async Task Mates_are_told_by_their_names_and_known_by_their_reads(string first, string second, string one, string other)
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync(makeSamples: true);
        Reads.WriteGzip(host.InWatch($"VT{first}.fq.gz"), Reads.Fastq(5, "p", one));
        Reads.WriteText(host.InWatch($"VT{second}.fq"), Reads.Fastq(5, "p", other));

        var sample = (await host.WaitForSamplesAsync(1)).ShouldHaveSingleItem();

        (sample.Name, sample.Paired).ShouldBe(("VT", true));
        sample.Files.Select(file => file.From.Name).ShouldBe([$"VT{first}.fq.gz", $"VT{second}.fq"]);
    }

    [Fact]
    public async Task A_rule_gives_its_samples_all_that_it_says()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync(makeSamples: true);
        var subtraction = new Link("host0001", "Vitis");
        await host.Get<Collection<WatchedFolder>>().UpdateAsync(
            WatchedFolder.FirstId,
            folder => folder with
            {
                Rule = folder.Rule with
                {
                    NamePattern = "{host}-{isolate}_{sample}_{locale}",
                    LibraryType = LibraryType.Srna,
                    Labels = ["run 7"],
                    Group = new Link("group001", "virologists"),
                    References = [new Link("ref00001", "Viruses")],
                    Subtractions = [subtraction],
                },
            },
            Cancellation);
        Reads.WriteGzip(host.InWatch("Vitis-PN12_VT-7_Bern.fq.gz"), Reads.Fastq(5, "a"));
        Reads.WriteGzip(host.InWatch("odd.fq.gz"), Reads.Fastq(5, "b"));

        var samples = await host.WaitForSamplesAsync(2);

        var sample = samples.Single(one => one.Name == "VT-7");
        (sample.Host, sample.Isolate, sample.Locale, sample.LibraryType).ShouldBe(("Vitis", "PN12", "Bern", LibraryType.Srna));
        (await host.Get<LabelService>().OfAsync(sample.Labels, Cancellation)).ShouldHaveSingleItem().Name.ShouldBe("run 7");
        sample.Access.ShouldContain(access => access.Principal == Principals.Group("group001") && access.Rights.SequenceEqual(new[] { Right.Read }));
        sample.Subtractions.ShouldBe([subtraction]);
        sample.Requested.ShouldHaveSingleItem().User.ShouldBe(new Link("user0001", "ann"));
        sample.Search.ShouldContain("pn12");
        samples.Single(one => one.Name == "odd").Warnings.ShouldHaveSingleItem().ShouldStartWith("odd does not follow the folder's pattern {host}-{isolate}_{sample}_{locale}");
    }

    [Fact]
    public async Task A_preview_has_the_names_that_came_and_those_that_lie_there()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync(makeSamples: true);
        Reads.WriteGzip(host.InWatch("came.fq.gz"), Reads.Fastq(5, "a"));
        await host.WaitForAsync("came.fq.gz", import => import.Settled);
        File.Delete(host.InWatch("came.fq.gz"));
        var elsewhere = _folder.File("elsewhere");
        Directory.CreateDirectory(Path.Combine(elsewhere, "sub"));
        Reads.WriteBytes(Path.Combine(elsewhere, "sub/there.fq"), []);
        var folder = (await host.Get<Collection<WatchedFolder>>().GetAsync(WatchedFolder.FirstId, Cancellation))! with { Path = elsewhere };
        var preview = host.Get<RulePreview>();

        (await preview.NamesAsync(Viewer.Server, folder, Cancellation)).ShouldBe(["sub/there.fq", "came.fq.gz"]);
        (await preview.NamesAsync(Viewer.Server, folder with { Subfolders = false }, Cancellation)).ShouldBe(["came.fq.gz"]);
        (await preview.NamesAsync(Viewer.Server, folder with { Id = "new", Path = _folder.File("nowhere") }, Cancellation)).ShouldBeEmpty();
    }

    private static void Write(FilesHost host, string folder, int lane, int mate) => Reads.WriteGzip(
        Path.Combine(host.InWatch(folder), $"VT_S1_L00{lane}_R{mate}_001.fastq.gz"), Reads.Fastq(4 + lane, $"lane{lane}", $" {mate}:N:0:A"));
}
