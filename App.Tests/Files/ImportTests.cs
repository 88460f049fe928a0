using System.Security.Cryptography;
using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Files;
using Virtool.Domain.Quality;
using Xunit;

namespace Virtool.App.Tests.Files;

public sealed class ImportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_dropped_into_the_folder_is_stored_with_its_hash_and_quality()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync();
        var text = Reads.Fastq(250, "a");
        Reads.WriteGzip(host.InWatch("reads.fq.gz"), text);

        var import = await host.WaitForAsync("reads.fq.gz", ImportState.Stored);

        import.ReadCount.ShouldBe(250);
        import.Problem.ShouldBeNull();
        import.Sha256.ShouldBe(Sha256(host.InWatch("reads.fq.gz")));
        var file = await host.Files.GetAsync(import.FileId!, Cancellation);
        file.ShouldNotBeNull();
        file.Name.ShouldBe("reads.fq.gz");
        file.Ready.ShouldBeTrue();
        file.Sha256.ShouldBe(import.Sha256);
        Reads.Bytes(host.Data.FilePath(file.Id)).ShouldBe(Reads.Bytes(host.InWatch("reads.fq.gz")));
        var quality = await host.Get<Collection<ReadQuality>>().GetAsync(file.Id, Cancellation);
        quality!.Count.ShouldBe(250);
        quality.Lengths.ShouldHaveSingleItem().ShouldBe([40, 250]);
        Directory.GetFiles(host.Data.Arriving).ShouldBeEmpty();
    }

    [Fact]
    public async Task Plain_reads_are_stored_packed()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync();
        var text = Reads.Fastq(30, "plain");
        Reads.WriteText(host.InWatch("Reads.FASTQ"), text);

        var import = await host.WaitForAsync("Reads.FASTQ", ImportState.Stored);

        import.Sha256.ShouldBe(Sha256(host.InWatch("Reads.FASTQ")));
        var file = (await host.Files.GetAsync(import.FileId!, Cancellation))!;
        Reads.Unzip(host.Data.FilePath(file.Id)).ShouldBe(text);
        file.Sha256.ShouldBe(Sha256(host.Data.FilePath(file.Id)));
        file.Size.ShouldBe(new FileInfo(host.Data.FilePath(file.Id)).Length);
    }

    [Fact]
    public async Task Files_present_at_start_are_taken_and_only_once_however_often_the_folder_is_looked_through()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "watch", "run", "lane"));
        Reads.WriteGzip(Path.Combine(_folder.Path, "watch", "one.fq.gz"), Reads.Fastq(3, "one"));
        Reads.WriteGzip(Path.Combine(_folder.Path, "watch", "run", "lane", "one.fq.gz"), Reads.Fastq(3, "another"));
        await using (var host = await new FilesHost(_folder.Path).StartAsync())
        {
            await host.WaitForAsync("one.fq.gz", ImportState.Stored);
            await host.WaitForAsync("run/lane/one.fq.gz", ImportState.Stored);
            await host.RoundAsync();
            await host.RoundAsync();
            (await host.Files.CountAsync(cancellation: Cancellation)).ShouldBe(4);
        }

        await using var again = await new FilesHost(_folder.Path).StartAsync();
        await again.RoundAsync();
        (await again.Files.CountAsync(cancellation: Cancellation)).ShouldBe(5);
        (await again.AllAsync()).Count.ShouldBe(5);
    }

    [Fact]
    public async Task The_same_bytes_by_another_name_are_a_duplicate()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync();
        Reads.WriteGzip(host.InWatch("a.fq.gz"), Reads.Fastq(5, "same"));
        var first = await host.WaitForAsync("a.fq.gz", ImportState.Stored);
        Reads.WriteGzip(host.InWatch("b.fq.gz"), Reads.Fastq(5, "same"));

        var second = await host.WaitForAsync("b.fq.gz", ImportState.Duplicate);

        second.SameAs.ShouldBe(first.Id);
        second.Reason.ShouldBe("b.fq.gz holds the same bytes as a.fq.gz, which was imported before, so it was not imported again.");
        (await host.Files.CountAsync(cancellation: Cancellation)).ShouldBe(1);
        File.Exists(host.InWatch("b.fq.gz")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_name_whose_content_is_replaced_is_imported_again()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync();
        Reads.WriteGzip(host.InWatch("a.fq.gz"), Reads.Fastq(5, "old"));
        var old = await host.WaitForAsync("a.fq.gz", ImportState.Stored);
        Reads.WriteGzip(host.InWatch("a.fq.gz"), Reads.Fastq(7, "new"));

        var replaced = await host.WaitForAsync("a.fq.gz", import => import is { State: ImportState.Stored, ReadCount: 7 });

        replaced.Id.ShouldNotBe(old.Id);
        (await host.Files.CountAsync(cancellation: Cancellation)).ShouldBe(2);
    }

    [Fact]
    public async Task Temporary_and_other_names_are_left_alone()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync();
        foreach (var name in new[] { "a.fq.gz.part", "b.fastq.tmp", "c.fq.filepart", "d.fq~", ".e.fq", "notes.txt", ".fq" })
        {
            Reads.WriteText(host.InWatch(name), Reads.Fastq(2, name));
        }

        Directory.CreateDirectory(host.InWatch(".hidden"));
        Reads.WriteText(host.InWatch(".hidden/f.fq"), Reads.Fastq(2, "f"));
        await host.RoundAsync();

        (await host.AllAsync()).ShouldHaveSingleItem().Name.ShouldStartWith("round");
        File.Move(host.InWatch("a.fq.gz.part"), host.InWatch("a.fq.gz"));
        await host.WaitForAsync("a.fq.gz", ImportState.Stored);
    }

    [Fact]
    public async Task Links_and_pipes_are_not_followed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs a system with links.");
        await using var host = await new FilesHost(_folder.Path).StartAsync();
        Reads.WriteText(_folder.File("outside.fq"), Reads.Fastq(2, "outside"));
        File.CreateSymbolicLink(host.InWatch("link.fq"), _folder.File("outside.fq"));
        Directory.CreateDirectory(_folder.File("elsewhere"));
        Reads.WriteText(_folder.File("elsewhere/in.fq"), Reads.Fastq(2, "in"));
        Directory.CreateSymbolicLink(host.InWatch("folder"), _folder.File("elsewhere"));

        await host.RoundAsync();

        (await host.AllAsync()).ShouldHaveSingleItem().Name.ShouldStartWith("round");
    }

    [Fact]
    public async Task A_name_of_odd_characters_is_shown_safely_and_imported()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync();
        Reads.WriteGzip(host.InWatch("it's \"odd\"\n..\\.fq.gz"), Reads.Fastq(2, "odd"));

        await host.WaitForAsync("it's \"odd\"\\u000a..\\\\.fq.gz", ImportState.Stored);
    }

    [Fact]
    public async Task A_file_that_goes_before_it_was_read_is_forgotten()
    {
        await using var host = await new FilesHost(_folder.Path).StartAsync(settleSeconds: 60);
        Reads.WriteText(host.InWatch("brief.fq"), Reads.Fastq(2, "brief"));
        await host.WaitForAsync("brief.fq", ImportState.Discovered);

        File.Delete(host.InWatch("brief.fq"));

        await Jobs.Waiting.UntilAsync(async () => await host.Imports.CountAsync(cancellation: Cancellation) == 0);
    }

    [Fact]
    public async Task What_a_stopped_server_left_half_done_is_cleared_and_read_again()
    {
        await using (var host = await new FilesHost(_folder.Path).StartAsync(settleSeconds: 60))
        {
            Reads.WriteGzip(host.InWatch("a.fq.gz"), Reads.Fastq(5, "a"));
            var found = await host.WaitForAsync("a.fq.gz", ImportState.Discovered);
            await host.Imports.UpdateAsync(found.Id, now => now with { State = ImportState.Verifying, FileId = "orphan00" }, Cancellation);
        }

        Directory.CreateDirectory(_folder.File("files"));
        Directory.CreateDirectory(_folder.File("arriving"));
        Reads.WriteText(_folder.File("files/orphan00"), "half done");
        Reads.WriteText(_folder.File("files/unknown.bam"), "nobody's");
        Reads.WriteText(_folder.File("arriving/whatever"), "half done");

        await using var again = await new FilesHost(_folder.Path).StartAsync();
        var import = await again.WaitForAsync("a.fq.gz", ImportState.Stored);

        Directory.GetFiles(again.Data.Arriving).ShouldBeEmpty();
        again.StoredNames.ShouldBe([import.FileId!, "unknown.bam"], ignoreOrder: true);
        (await again.Imports.FindAsync(Filter.All, Cancellation)).Count.ShouldBe(1);
    }

    private static string Sha256(string path) => Convert.ToHexStringLower(SHA256.HashData(Reads.Bytes(path)));
}
