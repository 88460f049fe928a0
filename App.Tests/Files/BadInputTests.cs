using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.App.Tests.Jobs;
using Virtool.Domain.Files;
using Xunit;

namespace Virtool.App.Tests.Files;

public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_truncated_gzip_waits_in_place_and_is_stored_when_its_rest_comes()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync();
        var whole = Reads.Gzip(Reads.Fastq(400, "cut"));
        Reads.WriteBytes(host.InWatch("cut.fq.gz"), whole[..(whole.Length / 2)]);

        var waiting = await host.WaitForAsync("cut.fq.gz", import => import.Problem == "ends_early");
        await host.RoundAsync();

        waiting.State.ShouldBe(ImportState.Settling);
        waiting.Reason.ShouldStartWith("cut.fq.gz stops in the middle");
        File.Exists(host.InWatch("cut.fq.gz")).ShouldBeTrue();
        (await host.Imports.GetAsync(waiting.Id, Cancellation))!.State.ShouldBe(ImportState.Settling);

        Reads.Append(host.InWatch("cut.fq.gz"), whole.AsSpan(whole.Length / 2));
        var stored = await host.WaitForAsync("cut.fq.gz", ImportState.Stored);
        stored.Id.ShouldBe(waiting.Id);
        stored.ReadCount.ShouldBe(400);
        stored.Problem.ShouldBeNull();
        stored.Reason.ShouldBeNull();
    }

    [Fact]
    public async Task Plain_reads_that_stop_within_a_record_say_at_which_line()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync();
        var text = Reads.Fastq(3, "cut");
        Reads.WriteText(host.InWatch("cut.fq"), text[..^10]);

        var waiting = await host.WaitForAsync("cut.fq", import => import.Problem == "ends_early");

        waiting.Reason.ShouldBe("cut.fq stops in the middle of a record (line 12). The copy is probably not finished: it is looked at again when it changes; otherwise copy it again.");
    }

    [Fact]
    public async Task A_file_of_0_bytes_waits_and_is_moved_aside_after_24_unchanged_hours()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync();
        Reads.WriteBytes(host.InWatch("empty.fq.gz"), []);
        var waiting = await host.WaitForAsync("empty.fq.gz", import => import.Problem == "ends_early");
        waiting.Reason.ShouldStartWith("empty.fq.gz is empty: it has 0 bytes.");

        host.Clock.Forward(TimeSpan.FromHours(23.9));
        await host.RoundAsync();
        File.Exists(host.InWatch("empty.fq.gz")).ShouldBeTrue();

        host.Clock.Forward(TimeSpan.FromHours(0.2));
        var refused = await host.WaitForAsync("empty.fq.gz", ImportState.Quarantined);

        refused.Reason.ShouldBe("empty.fq.gz is empty: it has 0 bytes. It has not changed for 24 hours, so it was moved to the quarantine. Copy it again from its source.");
        await MovedAsideAsync(host, refused, "empty.fq.gz");
    }

    [Fact]
    public async Task What_is_waited_for_is_remembered_over_a_restart()
    {
        await using (var host = await new FilesHost(_folder.Path).StartAsync())
        {
            Reads.WriteBytes(host.InWatch("empty.fq"), []);
            await host.WaitForAsync("empty.fq", import => import.Problem == "ends_early");
        }

        await using var again = new FilesHost(_folder.Path);
        again.Clock.Forward(TimeSpan.FromHours(24.1));
        await again.StartAsync();
        await MovedAsideAsync(again, await again.WaitForAsync("empty.fq", ImportState.Quarantined), "empty.fq");
    }

    [Theory]
    [InlineData("This is a letter, no reads.\nReally.\n", "not_fastq", "letter.fq holds no reads, so it was moved to the quarantine. Line 1: the file does not start with @")]
    [InlineData("@a\nACGT\n+\nIII\n@b\nACGT\n+\nIIII\n", "damaged", "letter.fq is damaged, so it was moved to the quarantine. Line 4: the read has 4 letters, but 3 quality characters")]
    [InlineData("@a\nACGT\n+\nIIII\nnothing\nACGT\n+\nIIII\n", "damaged", "letter.fq is damaged, so it was moved to the quarantine. Line 5: ")]
    public async Task Damage_is_moved_aside_at_once_with_its_line(string text, string problem, string reason)
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync();
        Directory.CreateDirectory(host.InWatch("run"));
        Reads.WriteText(host.InWatch("run/letter.fq"), text);

        var refused = await host.WaitForAsync("run/letter.fq", ImportState.Quarantined);

        refused.Problem.ShouldBe(problem);
        refused.Reason.ShouldStartWith(reason);
        refused.FileId.ShouldBeNull();
        await MovedAsideAsync(host, refused, "letter.fq");
        Reads.Text(Path.Combine(host.Data.Quarantine, refused.Id, "letter.fq")).ShouldBe(text);
        (await host.Files.CountAsync(cancellation: Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task A_binary_renamed_is_refused()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync();
        Reads.WriteBytes(host.InWatch("picture.fq.gz"), [0x89, .. "PNG\r\n"u8, .. Enumerable.Range(0, 60_000).Select(number => (byte)(number * 7))]);

        var refused = await host.WaitForAsync("picture.fq.gz", ImportState.Quarantined);

        refused.Problem.ShouldBe("not_fastq");
    }

    [Fact]
    public async Task A_byte_flipped_within_the_packed_data_is_refused()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync();
        var bytes = Reads.Gzip(Reads.Fastq(100, "flip"));
        bytes[^5] ^= 0xFF;
        Reads.WriteBytes(host.InWatch("flip.fq.gz"), bytes);

        var refused = await host.WaitForAsync("flip.fq.gz", ImportState.Quarantined);

        refused.Problem.ShouldBe("damaged");
        refused.Reason!.ShouldContain("Copy the file again from its source.");
    }

    [Fact]
    public async Task A_refused_file_that_is_copied_again_is_looked_at_anew()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync();
        Reads.WriteText(host.InWatch("a.fq"), "no reads\n");
        var refused = await host.WaitForAsync("a.fq", ImportState.Quarantined);
        await MovedAsideAsync(host, refused, "a.fq");
        Reads.WriteText(host.InWatch("a.fq"), Reads.Fastq(4, "a"));

        await host.WaitForAsync("a.fq", ImportState.Stored);

        (await host.Imports.GetAsync(refused.Id, Cancellation))!.State.ShouldBe(ImportState.Quarantined);
    }

    [Fact]
    public async Task A_whole_gzip_without_reads_is_stored_and_a_second_one_is_no_duplicate()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync();
        Reads.WriteBytes(host.InWatch("control1.fq.gz"), Reads.EmptyGzip);
        var first = await host.WaitForAsync("control1.fq.gz", ImportState.Stored);
        Reads.WriteBytes(host.InWatch("control2.fq.gz"), Reads.EmptyGzip);
        await host.WaitForAsync("control2.fq.gz", ImportState.Stored);

        first.ReadCount.ShouldBe(0);
        first.Problem.ShouldBe("no_reads");
        first.Reason.ShouldStartWith("There is not a single read in control1.fq.gz.");
        (await host.Files.GetAsync(first.FileId!, Cancellation))!.ReadCount.ShouldBe(0);
    }

    [Fact]
    public async Task Nothing_is_read_or_moved_while_somebody_has_it_open_for_writing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells who writes.");
        await using var host = await new FilesHost(_folder.Path).StartAsync();
        Import waiting;
        await using (var writer = new FileStream(host.InWatch("open.fq"), FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite))
        {
            await writer.WriteAsync("no reads at all\n"u8.ToArray(), Cancellation);
            await writer.FlushAsync(Cancellation);
            waiting = await host.WaitForAsync("open.fq", import => import is { State: ImportState.Settling, Problem: "growing" });
            await host.RoundAsync();
            await host.RoundAsync();
            (await host.Imports.GetAsync(waiting.Id, Cancellation))!.State.ShouldBe(ImportState.Settling);
            File.Exists(host.InWatch("open.fq")).ShouldBeTrue();
        }

        await MovedAsideAsync(host, await host.WaitForAsync("open.fq", ImportState.Quarantined), "open.fq");
    }

    [Fact]
    public async Task A_file_that_cannot_be_copied_is_tried_again()
    {
        Reads.WriteText(_folder.File("arriving"), "in the way");
        await using var host = await new FilesHost(_folder.Path).StartAsync();
        Reads.WriteGzip(host.InWatch("a.fq.gz"), Reads.Fastq(4, "a"));

        var failed = await host.WaitForAsync("a.fq.gz", import => import.Problem == "failed");
        failed.State.ShouldBe(ImportState.Settling);
        failed.Reason.ShouldEndWith("it is tried again by itself.");

        File.Delete(_folder.File("arriving"));
        await host.WaitForAsync("a.fq.gz", ImportState.Stored);
    }

    [Fact]
    public async Task A_small_file_cut_anywhere_is_never_taken_for_whole()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync();
        var whole = Reads.Gzip(Reads.Fastq(20, "cut"));
        var lengths = Enumerable.Range(1, 20).Select(part => whole.Length * part / 21).ToList();
        foreach (var length in lengths)
        {
            Reads.WriteBytes(host.InWatch($"cut{length}.fq.gz"), whole[..length]);
        }

        foreach (var length in lengths)
        {
            var import = await host.WaitForAsync($"cut{length}.fq.gz", import => import.State == ImportState.Quarantined || import.Problem == "ends_early");
            import.State.ShouldBe(ImportState.Settling, $"cut at {length}: {import.Reason}");
        }

        (await host.Files.CountAsync(cancellation: Cancellation)).ShouldBe(0);
    }

    private static async Task MovedAsideAsync(FilesHost host, Import refused, string name)
    {
        await Waiting.UntilAsync(() => File.Exists(Path.Combine(host.Data.Quarantine, refused.Id, name)));
        File.Exists(host.InWatch(refused.Name)).ShouldBeFalse();
    }
}
