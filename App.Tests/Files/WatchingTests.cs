using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Collections;
using Virtool.Domain.Files;
using Virtool.Domain.Watching;
using Xunit;

namespace Virtool.App.Tests.Files;

/// <summary>With a rescan only every hour: what is found here was told by the system.</summary>
public sealed class WatchingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_written_slowly_is_found_and_read_when_it_is_closed()
    {
        await using var host = await StartAsync();
        var bytes = Reads.Gzip(Reads.Fastq(50, "slow"));
        await using (var writer = File.Create(host.InWatch("slow.fq.gz")))
        {
            await writer.WriteAsync(bytes.AsMemory(0, 100), Cancellation);
            await writer.FlushAsync(Cancellation);
            await host.WaitForAsync("slow.fq.gz", import => import.State is ImportState.Discovered or ImportState.Settling);
            await writer.WriteAsync(bytes.AsMemory(100), Cancellation);
        }

        (await host.WaitForAsync("slow.fq.gz", ImportState.Stored)).ReadCount.ShouldBe(50);
    }

    [Fact]
    public async Task A_file_and_a_whole_folder_that_are_moved_in_are_found()
    {
        await using var host = await StartAsync();
        Directory.CreateDirectory(_folder.File("run/lane"));
        Reads.WriteGzip(_folder.File("one.fq.gz"), Reads.Fastq(3, "one"));
        Reads.WriteGzip(_folder.File("run/two.fq.gz"), Reads.Fastq(3, "two"));
        Reads.WriteGzip(_folder.File("run/lane/three.fq.gz"), Reads.Fastq(3, "three"));

        File.Move(_folder.File("one.fq.gz"), host.InWatch("one.fq.gz"));
        Directory.Move(_folder.File("run"), host.InWatch("run"));

        await host.WaitForAsync("one.fq.gz", ImportState.Stored);
        await host.WaitForAsync("run/two.fq.gz", ImportState.Stored);
        await host.WaitForAsync("run/lane/three.fq.gz", ImportState.Stored);
    }

    [Fact]
    public async Task Files_written_into_new_folders_at_once_are_all_found()
    {
        await using var host = await StartAsync();
        foreach (var number in Enumerable.Range(0, 20))
        {
            Directory.CreateDirectory(host.InWatch($"run{number}/lane"));
            Reads.WriteGzip(host.InWatch($"run{number}/lane/a.fq.gz"), Reads.Fastq(2, $"{number}"));
        }

        foreach (var number in Enumerable.Range(0, 20))
        {
            await host.WaitForAsync($"run{number}/lane/a.fq.gz", ImportState.Stored);
        }
    }

    [Fact]
    public async Task A_folder_that_is_removed_is_made_and_watched_again()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync();
        await host.RoundAsync();
        Directory.Delete(host.Watch, recursive: true);
        await Waiting.UntilAsync(() => Directory.Exists(host.Watch));

        await host.RoundAsync();

        await Waiting.UntilAsync(async () => (await FolderAsync(host)).Problem is null);
    }

    [Fact]
    public async Task A_folder_without_the_one_above_it_says_so_and_is_watched_when_it_comes()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync();
        await ChangeAsync(host, folder => folder with { Path = _folder.File("mount/reads") });

        WatchedFolder? seen = null;
        await Waiting.UntilAsync(async () => (seen = await FolderAsync(host)).Problem is not null);
        seen!.Problem.ShouldBe($"The folder {_folder.File("mount/reads")} cannot be looked through: it is missing, and so is the folder above it. See to it, or choose another; it is tried again by itself.");

        Directory.CreateDirectory(_folder.File("mount/reads"));
        Reads.WriteGzip(_folder.File("mount/reads/a.fq.gz"), Reads.Fastq(2, "a"));
        await host.WaitForAsync("a.fq.gz", ImportState.Stored);
        await Waiting.UntilAsync(async () => (await FolderAsync(host)).Problem is null);
    }

    [Fact]
    public async Task A_folder_that_is_switched_off_stops_at_once_and_goes_on_when_it_is_switched_on()
    {
        await using var host = await StartAsync();
        Reads.WriteText(host.InWatch("large.fq"), Reads.Fastq(200_000, "large"));
        await host.WaitForAsync("large.fq", ImportState.Verifying);
        await ChangeAsync(host, folder => folder with { Enabled = false });
        await host.WaitForAsync("large.fq", ImportState.Discovered);
        Directory.GetFiles(host.Data.Arriving).ShouldBeEmpty();
        Reads.WriteGzip(host.InWatch("a.fq.gz"), Reads.Fastq(2, "a"));
        await ChangeAsync(host, folder => folder with { Enabled = true });

        await host.WaitForAsync("a.fq.gz", ImportState.Stored);
        await host.WaitForAsync("large.fq", ImportState.Stored);
    }

    [Fact]
    public async Task Hundreds_of_files_at_once_are_each_imported_once()
    {
        const int Count = 300;
        await using var host = await StartAsync();
        Parallel.For(0, Count, number => Reads.WriteGzip(host.InWatch($"{number}.fq.gz"), Reads.Fastq(2, $"{number}")));

        await Waiting.UntilAsync(async () => await host.Files.CountAsync(cancellation: Cancellation) == Count);

        var imports = await host.AllAsync();
        imports.Count.ShouldBe(Count);
        imports.ShouldAllBe(import => import.State == ImportState.Stored);
        host.StoredNames.Count.ShouldBe(Count);
    }

    [Theory]
    [InlineData("a.fq", true)]
    [InlineData("a.FASTQ.GZ", true)]
    [InlineData("a.b.fastq", true)]
    [InlineData("a.fq.gz", true)]
    [InlineData(".a.fq", false)]
    [InlineData(".fq", false)]
    [InlineData("a.fq.part", false)]
    [InlineData("a.fq.gz~", false)]
    [InlineData("a.gz", false)]
    [InlineData("a.fa", false)]
    [InlineData("", false)]
    public void Names_of_reads_are_told_by_their_endings(string name, bool taken) => Virtool.Files.Watching.ReadsName.IsTaken(name).ShouldBe(taken);

    private Task<FilesHost> StartAsync() =>
        new FilesHost(_folder.Path, new() { ["Files:RescanInterval"] = "01:00:00" }).StartAsync();

    private static async Task<WatchedFolder> FolderAsync(FilesHost host) =>
        (await host.Get<Collection<WatchedFolder>>().GetAsync(WatchedFolder.FirstId, Cancellation))!;

    private static Task<WatchedFolder?> ChangeAsync(FilesHost host, Func<WatchedFolder, WatchedFolder> change) =>
        host.Get<Collection<WatchedFolder>>().UpdateAsync(WatchedFolder.FirstId, change, Cancellation);
}
