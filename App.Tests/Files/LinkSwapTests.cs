using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Collections;
using Virtool.Domain.Files;
using Virtool.Domain.Watching;
using Virtool.Files.Importing;
using Virtool.Files.Native;
using Virtool.Files.Watching;
using Xunit;

namespace Virtool.App.Tests.Files;

/// <summary>A folder below a watched one that is exchanged for a link: nothing is read, moved or removed through it.</summary>
public sealed class LinkSwapTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_is_opened_through_folders_only(bool asOlder)
    {
        var (watch, outside) = Folders();
        Reads.WriteText(Path.Combine(watch, "run", "a.fq"), "inside");
        Reads.WriteText(Path.Combine(outside, "a.fq"), "outside");
        var path = Path.Combine(watch, "run", "a.fq");
        using (var reader = new StreamReader(Beneath.OpenRead(watch, path, asOlder)))
        {
            reader.ReadToEnd().ShouldBe("inside");
        }

        Swap(watch, outside);
        Should.Throw<IOException>(() => Beneath.OpenRead(watch, path, asOlder));

        // The watched folder itself may be a link.
        var link = _folder.File("link");
        File.CreateSymbolicLink(link, outside);
        using var through = new StreamReader(Beneath.OpenRead(link, Path.Combine(link, "a.fq"), asOlder));
        through.ReadToEnd().ShouldBe("outside");
    }

    [Fact]
    public void What_was_exchanged_between_the_look_and_the_opening_is_not_read_even_if_it_is_the_same_file()
    {
        var (watch, outside) = Folders();
        var path = Path.Combine(watch, "run", "a.fq.gz");
        Reads.WriteGzip(path, Reads.Fastq(3, "a"));
        var identity = FileIdentity.Of(path)!.Value;
        File.Move(path, Path.Combine(outside, "a.fq.gz"));
        Swap(watch, outside);
        FileIdentity.Of(path).ShouldBe(identity);
        var data = new DataFolder(_folder.File("data"));
        using var order = new ImportOrder("import", "file", path, identity, Cancellation) { Folder = watch };
        ImportPass.Run(order, data).ShouldBeOfType<ImportOutcome.Failed>();
        Directory.EnumerateFiles(data.Arriving).ShouldBeEmpty();
    }

    [Fact(Timeout = 300_000)]
    public async Task A_folder_that_becomes_a_link_before_its_files_are_read_is_left_alone_and_listed()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync(settleSeconds: 30, set: folder => folder with { Original = OriginalFate.Delete });
        var outside = _folder.File("outside");
        Directory.CreateDirectory(outside);
        Directory.CreateDirectory(host.InWatch("run"));
        Reads.WriteGzip(host.InWatch("run/a.fq.gz"), Reads.Fastq(2, "inside"));
        Reads.WriteGzip(Path.Combine(outside, "a.fq.gz"), Reads.Fastq(2, "outside"));
        await host.WaitForAsync("run/a.fq.gz", import => import.State is ImportState.Discovered or ImportState.Settling);

        Swap(host.Watch, outside);
        host.Clock.Forward(TimeSpan.FromMinutes(1));
        FolderListing? listing = null;
        await Waiting.UntilAsync(async () => (listing = await host.Get<Collection<FolderListing>>().GetAsync(WatchedFolder.FirstId, Cancellation)) is not null);
        listing!.Files.ShouldContain(file => file.Name == "run" && file.Why.Contains("links are not followed", StringComparison.Ordinal));
        Reads.WriteGzip(host.InWatch("b.fq.gz"), Reads.Fastq(1, "b"));
        await host.WaitForAsync("b.fq.gz", _ => true);
        host.Clock.Forward(TimeSpan.FromMinutes(1));
        await host.WaitForAsync("b.fq.gz", ImportState.Stored);
        (await host.AllAsync()).ShouldNotContain(import => import.Name == "run/a.fq.gz");
        File.Exists(Path.Combine(outside, "a.fq.gz")).ShouldBeTrue();
    }

    private (string Watch, string Outside) Folders()
    {
        var (watch, outside) = (_folder.File("watch"), _folder.File("outside"));
        Directory.CreateDirectory(Path.Combine(watch, "run"));
        Directory.CreateDirectory(outside);
        return (watch, outside);
    }

    private static void Swap(string watch, string outside)
    {
        Directory.Move(Path.Combine(watch, "run"), Path.Combine(Path.GetDirectoryName(outside)!, "before"));
        File.CreateSymbolicLink(Path.Combine(watch, "run"), outside);
    }
}
