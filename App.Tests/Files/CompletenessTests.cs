using System.Security.Cryptography;
using Shouldly;
using Virtool.App.Tests.Bio;
using Virtool.App.Tests.Data;
using Virtool.Domain.Files;
using Xunit;

namespace Virtool.App.Tests.Files;

public sealed class CompletenessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Files_of_a_run_folder_wait_for_its_marker()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync();
        Directory.CreateDirectory(host.InWatch("run7/lane"));
        Reads.WriteText(host.InWatch("run7/RunInfo.xml"), "<RunInfo/>");
        Reads.WriteGzip(host.InWatch("run7/lane/a.fq.gz"), Reads.Fastq(2, "a"));

        var waiting = await host.WaitForAsync("run7/lane/a.fq.gz", import => import.Problem == "no_marker");
        (waiting.State, waiting.Reason).ShouldBe((
            ImportState.Settling,
            "a.fq.gz lies in the run folder run7, and the sequencer has not said there that all is copied (CopyComplete.txt or RTAComplete.txt). It is read when that comes, or when it has not changed for 1 hour."));
        await host.RoundAsync();
        (await host.Imports.GetAsync(waiting.Id, Cancellation))!.State.ShouldBe(ImportState.Settling);

        Reads.WriteText(host.InWatch("run7/CopyComplete.txt"), "");
        (await host.WaitForAsync("run7/lane/a.fq.gz", ImportState.Stored)).Id.ShouldBe(waiting.Id);
    }

    [Fact]
    public async Task Where_no_marker_ever_comes_files_are_read_when_they_were_quiet_for_long()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync();
        Reads.WriteText(host.InWatch("RunInfo.xml"), "<RunInfo/>");
        Reads.WriteGzip(host.InWatch("a.fq.gz"), Reads.Fastq(2, "a"));
        await host.WaitForAsync("a.fq.gz", import => import.Problem == "no_marker");

        host.Clock.Forward(TimeSpan.FromMinutes(61));

        await host.WaitForAsync("a.fq.gz", ImportState.Stored);
    }

    [Fact]
    public async Task A_file_that_has_the_checksum_beside_it_is_stored()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync();
        var bytes = Reads.Gzip(Reads.Fastq(5, "a"));
        Reads.WriteText(host.InWatch("a.fq.gz.md5"), $"{Md5(bytes).ToUpperInvariant()} *a.fq.gz\n");
        Reads.WriteText(host.InWatch("a.fq.gz.sha256"), $"{Sha256(bytes)}\n");
        Reads.WriteBytes(host.InWatch("a.fq.gz"), bytes);

        (await host.WaitForAsync("a.fq.gz", ImportState.Stored)).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task A_whole_packed_file_with_another_checksum_is_moved_aside_and_both_are_told()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync();
        var bytes = Reads.Gzip(Reads.Fastq(5, "a"));
        var other = Sha256([1]);
        Reads.WriteText(host.InWatch("a.fq.gz.sha256"), $"{other}  a.fq.gz\n");
        Reads.WriteBytes(host.InWatch("a.fq.gz"), bytes);

        var refused = await host.WaitForAsync("a.fq.gz", import => import.QuarantinedAt is not null);

        (refused.State, refused.Problem).ShouldBe((ImportState.Quarantined, "checksum"));
        refused.Reason.ShouldBe($"The SHA-256 of a.fq.gz is {Sha256(bytes)}, but a.fq.gz.sha256 says {other}, so it was moved to the quarantine. Copy it again from its source, or mend its checksum.");
        File.Exists(Path.Combine(host.Data.Quarantine, refused.Id, "a.fq.gz")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_file_that_may_be_unfinished_waits_for_its_checksum_and_is_read_again_when_either_changes()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync();
        var text = Reads.Fastq(6, "a");
        var half = Reads.Fastq(6, "a")[..(text.IndexOf("@a.3", StringComparison.Ordinal))];
        Reads.WriteText(host.InWatch("a.fq.md5"), Md5(System.Text.Encoding.ASCII.GetBytes(text)));
        Reads.WriteText(host.InWatch("a.fq"), half);
        var waiting = await host.WaitForAsync("a.fq", import => import.Problem == "checksum");
        waiting.State.ShouldBe(ImportState.Settling);
        waiting.Reason.ShouldEndWith("The copy is probably not finished: it is looked at again when it changes; otherwise copy it again.");

        Reads.Append(host.InWatch("a.fq"), System.Text.Encoding.ASCII.GetBytes(text[half.Length..]));

        (await host.WaitForAsync("a.fq", ImportState.Stored)).ReadCount.ShouldBe(6);
    }

    [Fact]
    public async Task A_checksum_that_is_not_computed_yet_is_waited_for()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync();
        var bytes = Reads.Gzip(Reads.Fastq(5, "a"));
        Reads.WriteText(host.InWatch("a.fq.gz.md5"), "");
        Reads.WriteBytes(host.InWatch("a.fq.gz"), bytes);
        var waiting = await host.WaitForAsync("a.fq.gz", import => import.Problem == "checksum");
        waiting.Reason.ShouldStartWith("a.fq.gz.md5 lies beside a.fq.gz, but says no MD5 checksum of it. It is probably still being computed");

        Reads.WriteText(host.InWatch("a.fq.gz.md5"), $"{Md5(bytes)}  a.fq.gz\n");

        (await host.WaitForAsync("a.fq.gz", ImportState.Stored)).Id.ShouldBe(waiting.Id);
    }

    [Fact]
    public async Task A_wrong_checksum_that_stays_ends_in_the_quarantine_after_a_day()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync();
        Reads.WriteText(host.InWatch("a.fq.md5"), Md5([1]));
        Reads.WriteText(host.InWatch("a.fq"), Reads.Fastq(3, "a"));
        await host.WaitForAsync("a.fq", import => import.Problem == "checksum");

        host.Clock.Forward(TimeSpan.FromHours(24.1));

        var refused = await host.WaitForAsync("a.fq", import => import.QuarantinedAt is not null);
        refused.Problem.ShouldBe("checksum");
        refused.Reason.ShouldEndWith("It has not changed for 24 hours, so it was moved to the quarantine. Copy it again from its source.");
    }

    [Fact]
    public async Task A_writer_that_pauses_and_goes_on_is_waited_for()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells who writes.");
        await using var host = await new FilesHost(_folder.Path).StartAsync();
        var bytes = Packed.Gzip(Packed.Fastq(300, 4));
        await using (var writer = new FileStream(host.InWatch("a.fq.gz"), FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite))
        {
            await writer.WriteAsync(bytes.AsMemory(0, bytes.Length / 2), Cancellation);
            await writer.FlushAsync(Cancellation);
            var waiting = await host.WaitForAsync("a.fq.gz", import => import is { State: ImportState.Settling, Problem: "growing" });
            host.Clock.Forward(TimeSpan.FromMinutes(1));
            await host.RoundAsync();
            (await host.Imports.GetAsync(waiting.Id, Cancellation))!.Problem.ShouldBe("growing");
            await writer.WriteAsync(bytes.AsMemory(bytes.Length / 2), Cancellation);
        }

        (await host.WaitForAsync("a.fq.gz", ImportState.Stored)).ReadCount.ShouldBe(300);
    }

    [Fact]
    public async Task What_has_no_room_waits_and_goes_on_when_there_is_some()
    {
        await using var host = new FilesHost(_folder.Path);
        host.Disk.FreeGigabytes = 1;
        await host.StartAsync();
        Reads.WriteGzip(host.InWatch("a.fq.gz"), Reads.Fastq(5, "a"));

        var waiting = await host.WaitForAsync("a.fq.gz", import => import.Problem == "no_room");
        waiting.State.ShouldBe(ImportState.Settling);
        waiting.Reason.ShouldStartWith("a.fq.gz waits for free disk space");

        host.Disk.FreeGigabytes = 50;
        (await host.WaitForAsync("a.fq.gz", ImportState.Stored)).Problem.ShouldBeNull();
    }

    private static string Md5(byte[] bytes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        hash.AppendData(bytes);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
