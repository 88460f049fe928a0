using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Settings;
using Virtool.Domain.Watching;
using Xunit;

namespace Virtool.App.Tests.Files;

public sealed class SampleRuleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_single_file_becomes_a_sample_with_its_job()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync(makeSamples: true);
        Reads.WriteGzip(host.InWatch("VT-1_S3.fq.gz"), Reads.Fastq(5, "a"));

        var sample = (await host.WaitForSamplesAsync(1)).ShouldHaveSingleItem();

        sample.Name.ShouldBe("VT-1");
        sample.Paired.ShouldBeFalse();
        sample.User.Name.ShouldBe("ann");
        sample.State.ShouldBe(SampleState.Creating);
        sample.Warnings.ShouldBeEmpty();
        var import = await host.WaitForAsync("VT-1_S3.fq.gz", import => import.Settled);
        import.SampleId.ShouldBe(sample.Id);
        (await host.Files.GetAsync(import.FileId!, Cancellation))!.Reserved.ShouldBeTrue();
        (await host.Get<Collection<Job>>().GetAsync(sample.JobId!, Cancellation))!.Task.ShouldBe("create_sample");
    }

    [Fact]
    public async Task Two_mates_become_one_sample_whichever_comes_first()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync(makeSamples: true);
        Reads.WriteGzip(host.InWatch("VT-2_R2.fq.gz"), Reads.Fastq(5, "p", " 2:N:0:ACGT"));
        await host.WaitForAsync("VT-2_R2.fq.gz", ImportState.Stored);
        Reads.WriteGzip(host.InWatch("VT-2_R1.fq.gz"), Reads.Fastq(5, "p", " 1:N:0:ACGT"));

        var sample = (await host.WaitForSamplesAsync(1)).ShouldHaveSingleItem();

        sample.Name.ShouldBe("VT-2");
        sample.Paired.ShouldBeTrue();
        sample.Files.Select(file => file.From.Name).ShouldBe(["VT-2_R1.fq.gz", "VT-2_R2.fq.gz"]);
        var first = await host.WaitForAsync("VT-2_R1.fq.gz", import => import.Settled);
        var second = await host.WaitForAsync("VT-2_R2.fq.gz", import => import.Settled);
        first.MateId.ShouldBe(second.Id);
        second.MateId.ShouldBe(first.Id);
        second.SampleId.ShouldBe(sample.Id);
    }

    [Fact]
    public async Task A_mate_that_does_not_come_is_said_to_be_missing_and_makes_the_sample_when_it_comes()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync(makeSamples: true);
        Reads.WriteGzip(host.InWatch("VT-3_1.fq.gz"), Reads.Fastq(5, "p", "/1"));
        (await host.WaitForAsync("VT-3_1.fq.gz", ImportState.Stored)).Problem.ShouldBeNull();

        host.Clock.Forward(TimeSpan.FromMinutes(11));
        var missing = await host.WaitForAsync("VT-3_1.fq.gz", import => import.Problem == "mate_missing");
        missing.Reason.ShouldBe("VT-3_1.fq.gz waits for its mate VT-3_2.fq.gz, which has not come. Copy the mate into the same folder: the sample is made when it is there. Where there is only this one, name it in a sheet beside it (samples.csv, with the columns file and sample).");
        (await host.Samples.CountAsync(cancellation: Cancellation)).ShouldBe(0);

        Reads.WriteGzip(host.InWatch("VT-3_2.fq.gz"), Reads.Fastq(5, "p", "/2"));
        (await host.WaitForSamplesAsync(1)).ShouldHaveSingleItem().Paired.ShouldBeTrue();
        (await host.WaitForAsync("VT-3_1.fq.gz", import => import.Settled)).Problem.ShouldBeNull();
    }

    [Theory]
    [InlineData(4, "p")]
    [InlineData(5, "q")]
    public async Task Mates_that_differ_make_no_sample_until_the_right_one_comes(int count, string seed)
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync(makeSamples: true);
        Reads.WriteGzip(host.InWatch("VT-4_1.fq.gz"), Reads.Fastq(5, "p", "/1"));
        Reads.WriteGzip(host.InWatch("VT-4_2.fq.gz"), Reads.Fastq(count, seed, "/2"));

        await host.WaitForAsync("VT-4_1.fq.gz", import => import.Problem == "mates_differ");
        var differing = await host.WaitForAsync("VT-4_2.fq.gz", import => import.Problem == "mates_differ");
        differing.Reason.ShouldStartWith("VT-4_2.fq.gz and VT-4_1.fq.gz are named as mates, but their reads do not belong together");
        (await host.Samples.CountAsync(cancellation: Cancellation)).ShouldBe(0);

        Reads.WriteGzip(host.InWatch("VT-4_2.fq.gz"), Reads.Fastq(5, "p", "/2"));
        (await host.WaitForSamplesAsync(1)).ShouldHaveSingleItem().Paired.ShouldBeTrue();
    }

    [Fact]
    public async Task Two_files_of_one_name_in_whatever_case_become_two_samples()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync(makeSamples: true);
        foreach (var (run, name) in new[] { ("run1", "VT-5"), ("run2", "vt-5") })
        {
            Directory.CreateDirectory(host.InWatch(run));
            Reads.WriteGzip(host.InWatch($"{run}/{name}.fq.gz"), Reads.Fastq(5, run));
        }

        var samples = await host.WaitForSamplesAsync(2);

        samples.Select(sample => sample.Name.ToUpperInvariant()).ShouldBe(["VT-5", "VT-5 (2)"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_negative_control_without_reads_becomes_a_sample_with_a_warning()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync(makeSamples: true);
        Reads.WriteBytes(host.InWatch("control.fq.gz"), Reads.EmptyGzip);

        var sample = (await host.WaitForSamplesAsync(1)).ShouldHaveSingleItem();

        sample.Warnings.ShouldHaveSingleItem().ShouldStartWith("There is not a single read in control.fq.gz.");
    }

    [Fact]
    public async Task What_was_stored_before_a_stop_becomes_a_sample_once_after_it()
    {
        await using (var host = await new FilesHost(_folder.Path).StartAsync(makeSamples: false))
        {
            Reads.WriteGzip(host.InWatch("VT-6.fq.gz"), Reads.Fastq(5, "a"));
            await host.WaitForAsync("VT-6.fq.gz", import => import.Settled);
            (await host.Samples.CountAsync(cancellation: Cancellation)).ShouldBe(0);
        }

        await using (var later = new FilesHost(_folder.Path))
        {
            await later.PrepareAsync();
            await later.Imports.UpdateAsync((await later.AllAsync()).Single().Id, now => now with { Settled = false }, Cancellation);
            await later.StartAsync(makeSamples: true);
            await later.WaitForSamplesAsync(1);
        }

        await using var again = await new FilesHost(_folder.Path).StartAsync(makeSamples: true);
        await again.RoundAsync();
        var names = (await again.WaitForSamplesAsync(2)).Select(sample => sample.Name).ToList();
        names.Count.ShouldBe(2);
        names.ShouldContain("VT-6");
    }

    [Fact]
    public async Task What_a_private_sample_is_made_of_is_as_private_and_so_is_what_has_the_same_bytes()
    {
        await using var host = new FilesHost(_folder.Path);
        await host.PrepareAsync();
        await host.Get<Collection<ServerSettings>>().InsertAsync(new ServerSettings { Id = ServerSettings.OnlyId, SampleAllRead = false }, Cancellation);
        await host.StartAsync(makeSamples: false);
        Reads.WriteGzip(host.InWatch("VT-7.fq.gz"), Reads.Fastq(5, "a"));
        (await host.WaitForAsync("VT-7.fq.gz", import => import.Settled)).Readers.ShouldBe([Principals.Everyone]);
        Reads.WriteGzip(host.InWatch("earlier.fq.gz"), Reads.Fastq(5, "a"));
        (await host.WaitForAsync("earlier.fq.gz", ImportState.Duplicate)).Readers.ShouldBe([Principals.Everyone]);

        var folders = host.Get<Collection<WatchedFolder>>();
        await folders.UpdateAsync(WatchedFolder.FirstId, folder => folder with { Rule = folder.Rule with { MakeSamples = true } }, Cancellation);
        var stored = (await host.AllAsync()).Single(import => import.Name == "VT-7.fq.gz");
        await host.Imports.UpdateAsync(stored.Id, import => import with { Settled = false }, Cancellation);
        var sample = (await host.WaitForSamplesAsync(1)).ShouldHaveSingleItem();
        Reads.WriteGzip(host.InWatch("later.fq.gz"), Reads.Fastq(5, "a"));
        await host.WaitForAsync("later.fq.gz", ImportState.Duplicate);

        await HaveReadersAsync(host, [Principals.User("user0001")]);
        await host.Get<SampleAccess>().ChangeAsync(Viewer.Server, sample.Id, _ => [new Access(Principals.User("bob"), [Right.Read])], Cancellation);
        await HaveReadersAsync(host, [Principals.User("bob"), Principals.User("user0001")]);
    }

    private static async Task HaveReadersAsync(FilesHost host, string[] readers)
    {
        var imports = await host.AllAsync();
        imports.Count.ShouldBe(3);
        imports.ShouldAllBe(import => import.Readers.SequenceEqual(readers));
        (await host.Files.FindAsync(Filter.All, Cancellation)).ShouldHaveSingleItem().Readers.ShouldBe(readers);
        (await host.Get<Collection<Job>>().FindAsync(Filter.All, Cancellation)).ShouldHaveSingleItem().Readers.ShouldBe(readers);
    }
}
