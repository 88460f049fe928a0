using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Collections;
using Virtool.Domain.Files;
using Virtool.Domain.Watching;
using Xunit;

namespace Virtool.App.Tests.Files;

public sealed class FolderPolicyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Genomes_are_taken_where_the_folder_takes_them_and_change_at_once_when_it_is_set_so()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync();
        Reads.WriteText(host.InWatch("host.FNA"), ">chromosome\nACGTNN\nAC\n");
        await UnknownAsync(host, "host.FNA", "It is named as a genome (FASTA), and this folder does not take genomes. Upload it, or set the folder to take them.");

        await SetAsync(host, folder => folder with { Takes = [FileType.Subtraction] });
        var import = await host.WaitForAsync("host.FNA", ImportState.Stored);

        (import.Type, import.ReadCount, import.Settled).ShouldBe((FileType.Subtraction, null, true));
        var file = (await host.Files.GetAsync(import.FileId!, Cancellation))!;
        file.Type.ShouldBe(FileType.Subtraction);
        Reads.Text(host.Data.FilePath(file.Id)).ShouldBe(">chromosome\nACGTNN\nAC\n");
        Reads.WriteGzip(host.InWatch("reads.fq.gz"), Reads.Fastq(2, "no"));
        await UnknownAsync(host, "reads.fq.gz", "It is named as reads (FASTQ), and this folder does not take reads. Upload it, or set the folder to take them.");
    }

    [Theory]
    [InlineData("no genome\n", "not_fasta", 1, "host.fa holds no genome, so it was moved to the quarantine. Line 1: ")]
    [InlineData(">a\nACGT\nAC1T\n", "damaged", 3, "host.fa is damaged, so it was moved to the quarantine. Line 3: ")]
    public async Task What_is_no_genome_is_refused_with_its_line(string text, string problem, int line, string reason)
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync(set: folder => folder with { Takes = [FileType.Reads, FileType.Subtraction] });
        Reads.WriteText(host.InWatch("host.fa"), text);

        var refused = await host.WaitForAsync("host.fa", import => import.QuarantinedAt is not null);

        (refused.State, refused.Problem, refused.BrokenLine, refused.BrokenByte).ShouldBe((ImportState.Quarantined, problem, (long?)line, null));
        refused.Reason.ShouldStartWith(reason);
    }

    [Fact]
    public async Task Folders_below_are_left_out_where_it_is_set_so()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync(set: folder => folder with { Subfolders = false });
        Directory.CreateDirectory(host.InWatch("run"));
        Reads.WriteGzip(host.InWatch("run/a.fq.gz"), Reads.Fastq(2, "a"));
        await host.RoundAsync();
        (await host.AllAsync()).ShouldHaveSingleItem().Name.ShouldStartWith("round");

        await SetAsync(host, folder => folder with { Subfolders = true });
        await host.WaitForAsync("run/a.fq.gz", ImportState.Stored);
    }

    [Fact]
    public async Task Originals_are_moved_once_they_are_stored_and_never_over_another_nor_taken_again()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync(set: folder => folder with { Original = OriginalFate.Move });
        Directory.CreateDirectory(host.InWatch("imported/run"));
        Directory.CreateDirectory(host.InWatch("run"));
        Reads.WriteText(host.InWatch("imported/run/a.fq.gz"), "somebody's");
        Reads.WriteGzip(host.InWatch("run/a.fq.gz"), Reads.Fastq(2, "a"));
        Reads.WriteGzip(host.InWatch("same.fq.gz"), Reads.Fastq(2, "a"));

        var moved = await host.WaitForAsync("run/a.fq.gz", import => import.Original == OriginalFate.Move);
        var same = await host.WaitForAsync("same.fq.gz", import => import.Original == OriginalFate.Move);

        new[] { moved.State, same.State }.ShouldBe([ImportState.Stored, ImportState.Duplicate], ignoreOrder: true);
        File.Exists(host.InWatch("run/a.fq.gz")).ShouldBeFalse();
        Reads.Text(host.InWatch("imported/run/a.fq.gz")).ShouldBe("somebody's");
        Reads.Unzip(host.InWatch("imported/2/run/a.fq.gz")).ShouldBe(Reads.Fastq(2, "a"));
        Reads.Unzip(host.InWatch("imported/same.fq.gz")).ShouldBe(Reads.Fastq(2, "a"));
        await host.RoundAsync();
        (await host.AllAsync()).Count(import => !import.Name.StartsWith("round", StringComparison.Ordinal)).ShouldBe(2);
        (await host.Get<Collection<FolderListing>>().GetAsync(WatchedFolder.FirstId, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Originals_are_removed_once_they_are_stored_but_not_those_that_were_imported_when_they_were_to_stay()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync();
        Reads.WriteGzip(host.InWatch("old.fq.gz"), Reads.Fastq(2, "old"));
        await host.WaitForAsync("old.fq.gz", ImportState.Stored);
        await SetAsync(host, folder => folder with { Original = OriginalFate.Delete });
        Reads.WriteGzip(host.InWatch("new.fq.gz"), Reads.Fastq(2, "new"));

        var gone = await host.WaitForAsync("new.fq.gz", import => import.Original == OriginalFate.Delete);

        gone.State.ShouldBe(ImportState.Stored);
        File.Exists(host.InWatch("new.fq.gz")).ShouldBeFalse();
        File.Exists(host.Data.FilePath(gone.FileId!)).ShouldBeTrue();
        File.Exists(host.InWatch("old.fq.gz")).ShouldBeTrue();
    }

    [Theory]
    [InlineData(OriginalFate.Move, true)]
    [InlineData(OriginalFate.Delete, true)]
    [InlineData(OriginalFate.Delete, false)]
    public async Task What_a_crash_left_between_storing_and_the_original_is_caught_up(OriginalFate fate, bool isThere)
    {
        await using (var host = await new FilesHost(_folder.Path).StartAsync())
        {
            Reads.WriteGzip(host.InWatch("a.fq.gz"), Reads.Fastq(5, "a"));
            var stored = await host.WaitForAsync("a.fq.gz", ImportState.Stored);
            await host.StopAsync();
            await host.Imports.UpdateAsync(stored.Id, now => now with { Fate = fate }, Cancellation);
            if (!isThere)
            {
                File.Delete(host.InWatch("a.fq.gz"));
            }
        }

        await using var again = await new FilesHost(_folder.Path).StartAsync();
        await again.WaitForAsync("a.fq.gz", import => import.Original == fate);
        File.Exists(again.InWatch("a.fq.gz")).ShouldBeFalse();
        (await again.Files.CountAsync(cancellation: Cancellation)).ShouldBe(1);
    }

    [Fact]
    public async Task An_original_stays_while_somebody_has_it_open_for_writing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells who writes.");
        await using (var host = await new FilesHost(_folder.Path).StartAsync())
        {
            Reads.WriteGzip(host.InWatch("a.fq.gz"), Reads.Fastq(2, "a"));
            var stored = await host.WaitForAsync("a.fq.gz", ImportState.Stored);
            await host.StopAsync();
            await host.Imports.UpdateAsync(stored.Id, now => now with { Fate = OriginalFate.Delete }, Cancellation);
        }

        await using var again = new FilesHost(_folder.Path);
        await using (new FileStream(again.InWatch("a.fq.gz"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            await again.StartAsync();
            await again.RoundAsync();
            await again.RoundAsync();
            File.Exists(again.InWatch("a.fq.gz")).ShouldBeTrue();
        }

        await again.WaitForAsync("a.fq.gz", import => import.Original == OriginalFate.Delete);
    }

    [Fact]
    public async Task Unknown_files_are_listed_with_the_reason_and_left_alone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs a system with links.");
        await using var host = await new FilesHost(_folder.Path).StartAsync();
        foreach (var name in new[] { "report.pdf", "a.fq.gz.part", ".hidden", "SampleSheet.csv", "a.fq.gz.md5", "CopyComplete.txt" })
        {
            Reads.WriteText(host.InWatch(name), name);
        }

        File.CreateSymbolicLink(host.InWatch("link.fq"), _folder.File("outside.fq"));
        await UnknownAsync(host, "report.pdf", "Its name does not end as that of a file that is imported from folders. If it is one, rename it; else take it away.");
        await UnknownAsync(host, "link.fq", "It is a link, and links are not followed. Copy the file itself here.");

        // The listing is written before the count.
        await Waiting.UntilAsync(async () => (await FolderAsync(host)).UnknownCount == 2);
        var listing = (await host.Get<Collection<FolderListing>>().GetAsync(WatchedFolder.FirstId, Cancellation))!;
        listing.Files.Select(file => file.Name).ShouldBe(["link.fq", "report.pdf"]);
        listing.Files[1].Size.ShouldBe("report.pdf".Length);
        await host.RoundAsync();
        (await host.Get<Collection<FolderListing>>().GetAsync(WatchedFolder.FirstId, Cancellation))!.Revision.ShouldBe(listing.Revision);
        Reads.Text(host.InWatch("report.pdf")).ShouldBe("report.pdf");

        File.Delete(host.InWatch("report.pdf"));
        File.Delete(host.InWatch("link.fq"));
        await Waiting.UntilAsync(async () => (await FolderAsync(host)).UnknownCount == 0);
        (await host.Get<Collection<FolderListing>>().GetAsync(WatchedFolder.FirstId, Cancellation))!.Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_folder_says_how_it_is_watched_and_its_looks_are_not_written_each()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync();
        await Waiting.UntilAsync(async () => await FolderAsync(host) is { State: FolderState.Watching, ScannedAt: not null });
        var seen = await FolderAsync(host);
        await host.RoundAsync();
        await host.RoundAsync();
        (await FolderAsync(host)).Revision.ShouldBe(seen.Revision);
        host.Clock.Forward(TimeSpan.FromMinutes(1));
        await Waiting.UntilAsync(async () => (await FolderAsync(host)).ScannedAt > seen.ScannedAt);
        (await FolderAsync(host)).StateSince.ShouldBe(seen.StateSince);

        await SetAsync(host, folder => folder with { Polled = true });
        await Waiting.UntilAsync(async () => (await FolderAsync(host)).State == FolderState.Polling);
        await SetAsync(host, folder => folder with { Enabled = false });
        await Waiting.UntilAsync(async () => (await FolderAsync(host)).State == FolderState.Off);
        await SetAsync(host, folder => folder with { Enabled = true, Polled = false, Path = _folder.File("nowhere/at/all") });
        await Waiting.UntilAsync(async () => await FolderAsync(host) is { State: FolderState.Broken, Problem: not null });
        await SetAsync(host, folder => folder with { Path = host.Watch });
        await Waiting.UntilAsync(async () => await FolderAsync(host) is { State: FolderState.Watching, Problem: null });
    }

    [Fact]
    public async Task A_folder_that_is_polled_reads_a_file_that_several_looks_found_the_same()
    {
        await using var host = await new FilesHost(_folder.Path, new() { ["Files:PollInterval"] = "00:00:00.3", ["Files:RescanInterval"] = "01:00:00" })
            .StartAsync(set: folder => folder with { Polled = true, SettleSeconds = 0.1 });
        var begun = System.Diagnostics.Stopwatch.StartNew();
        Reads.WriteGzip(host.InWatch("a.fq.gz"), Reads.Fastq(2, "a"));

        await host.WaitForAsync("a.fq.gz", ImportState.Stored);

        begun.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(0.9));
    }

    [Theory]
    [InlineData(0x6969u, true)]
    [InlineData(0xFF534D42u, true)]
    [InlineData(0xFE534D42u, true)]
    [InlineData(0x65735546u, true)]
    [InlineData(0xEF53u, false)]
    [InlineData(0x58465342u, false)]
    [InlineData(0x9123683Eu, false)]
    public void Network_shares_are_told_by_the_kind_of_their_file_system(uint kind, bool isOne) => Virtool.Files.Watching.NetworkShare.IsOne(kind).ShouldBe(isOne);

    private static async Task UnknownAsync(FilesHost host, string name, string why)
    {
        var listings = host.Get<Collection<FolderListing>>();
        await Waiting.UntilAsync(async () => (await listings.GetAsync(WatchedFolder.FirstId, Cancellation))?.Files.Any(file => file.Name == name && file.Why == why) == true);
    }

    private static async Task<WatchedFolder> FolderAsync(FilesHost host) =>
        (await host.Get<Collection<WatchedFolder>>().GetAsync(WatchedFolder.FirstId, Cancellation))!;

    private static Task SetAsync(FilesHost host, Func<WatchedFolder, WatchedFolder> change) =>
        host.Get<Collection<WatchedFolder>>().UpdateAsync(WatchedFolder.FirstId, change, Cancellation);
}
