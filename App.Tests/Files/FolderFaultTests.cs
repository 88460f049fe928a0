using System.Diagnostics;
using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Collections;
using Virtool.Domain.Files;
using Virtool.Domain.Watching;
using Virtool.Files.Watching;
using Xunit;

namespace Virtool.App.Tests.Files;

public sealed class FolderFaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_replaced_while_it_is_read_is_imported_as_it_is_then_and_once()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync();
        await ReadingAsync(host, "a.fq");
        Reads.WriteText(_folder.File("other.fq"), Reads.Fastq(7, "other"));
        File.Move(_folder.File("other.fq"), host.InWatch("a.fq"), overwrite: true);

        (await host.WaitForAsync("a.fq", ImportState.Stored)).ReadCount.ShouldBe(7);

        (await host.Files.CountAsync(cancellation: Cancellation)).ShouldBe(1);
        Directory.GetFiles(host.Data.Arriving).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_renamed_while_it_is_read_is_imported_once_by_its_new_name()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync();
        await ReadingAsync(host, "a.fq");
        File.Move(host.InWatch("a.fq"), host.InWatch("b.fq"));

        await host.WaitForAsync("b.fq", ImportState.Stored);

        await Waiting.UntilAsync(async () => (await host.AllAsync()).Count == 1);
        (await host.Files.CountAsync(cancellation: Cancellation)).ShouldBe(1);
        Directory.GetFiles(host.Data.Arriving).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_removed_while_it_is_read_leaves_nothing()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync();
        await ReadingAsync(host, "a.fq");
        File.Delete(host.InWatch("a.fq"));

        await Waiting.UntilAsync(async () => await host.Imports.CountAsync(cancellation: Cancellation) == 0);

        (await host.Files.CountAsync(cancellation: Cancellation)).ShouldBe(0);
        Directory.GetFiles(host.Data.Arriving).ShouldBeEmpty();
    }

    [Fact]
    public async Task Names_of_255_bytes_and_of_odd_characters_are_imported_moved_and_refused_as_others_are()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync(set: folder => folder with { Original = OriginalFate.Move });
        var longest = new string('ä', 124) + "long.fq";
        System.Text.Encoding.UTF8.GetByteCount(longest).ShouldBe(255);
        Reads.WriteText(host.InWatch(longest), Reads.Fastq(2, "long"));
        const string Odd = "a..'\"\n$(odd).fq";
        Reads.WriteText(host.InWatch(Odd), Reads.Fastq(2, "odd"));
        var bad = new string('b', 252) + ".fq";
        Reads.WriteText(host.InWatch(bad), "no reads\n");

        await host.WaitForAsync(longest, import => import.Original == OriginalFate.Move);
        await host.WaitForAsync(bad, import => import.QuarantinedAt is not null);

        await host.WaitForAsync("a..'\"\\u000a$(odd).fq", import => import.Original == OriginalFate.Move);
        Reads.Text(host.InWatch($"imported/{longest}")).ShouldBe(Reads.Fastq(2, "long"));
        Reads.Text(host.InWatch($"imported/{Odd}")).ShouldBe(Reads.Fastq(2, "odd"));
    }

    [Fact]
    public async Task A_name_that_is_no_valid_text_and_a_pipe_are_listed_and_hold_nothing_up()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs a system whose names are bytes, and pipes.");
        await using var removal = new Removal(_folder.File("watch"));
        await using var host = await new FilesHost(_folder.Path).StartAsync();
        Reads.WriteText(host.InWatch("good.fq"), Reads.Fastq(2, "good"));
        using (var made = Process.Start("bash", ["-c", "cd \"$1\" && cp good.fq $'bad\\xff.fq' && mkdir $'dir\\xff' && cp good.fq $'dir\\xff/in.fq' && mkfifo pipe.fq", "bash", host.Watch]))
        {
            await made.WaitForExitAsync(Cancellation);
            Assert.SkipUnless(made.ExitCode == 0, "This file system refuses such names.");
        }

        await host.WaitForAsync("good.fq", ImportState.Stored);
        var listings = host.Get<Collection<FolderListing>>();
        await Waiting.UntilAsync(async () => (await listings.GetAsync(WatchedFolder.FirstId, Cancellation))?.Files.Count == 3);
        var files = (await listings.GetAsync(WatchedFolder.FirstId, Cancellation))!.Files;

        files.Select(file => file.Name).ShouldBe(["bad\uFFFD.fq", "dir\uFFFD", "pipe.fq"]);
        files[0].Why.ShouldBe("Its name is no valid text (UTF-8), so it cannot be opened by it. Rename it.");
        files[2].Why.ShouldBe("It is no file but a pipe, a socket or a device.");
        await host.RoundAsync();
        (await host.AllAsync()).Count(import => !import.Name.StartsWith("round", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public void An_inbox_that_runs_over_keeps_that_all_is_to_be_looked_through()
    {
        var inbox = new Inbox();
        for (var number = 0; number < 10_000; number++)
        {
            inbox.Hint($"/watch/{number}.fq");
        }

        var notes = inbox.Take();
        notes.Rescan.ShouldBeTrue();
        notes.Paths.Count.ShouldBeLessThan(5_000);
        inbox.Take().Rescan.ShouldBeFalse();
    }

    /// <summary>Removes what .NET cannot name.</summary>
    private sealed class Removal(string folder) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            using var removing = Process.Start("rm", ["-rf", folder]);
            await removing.WaitForExitAsync(CancellationToken.None);
        }
    }

    // Packing so many reads takes long enough for what the test does meanwhile.
    private static async Task ReadingAsync(FilesHost host, string name)
    {
        Reads.WriteText(host.InWatch(name), Reads.Fastq(200_000, "large"));
        await host.WaitForAsync(name, ImportState.Verifying);
    }
}
