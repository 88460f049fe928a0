using System.Security.Cryptography;
using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.App.Tests.Jobs;
using Virtool.Domain.Files;
using Virtool.Domain.Watching;
using Virtool.Files.Importing;
using Xunit;

namespace Virtool.App.Tests.Files;

public sealed class ChecksumFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory(Timeout = 300_000)]
    [InlineData(OriginalFate.Move)]
    [InlineData(OriginalFate.Delete)]
    public async Task A_checksum_goes_the_way_of_its_file_and_a_list_when_the_last_of_its_files_is_gone(OriginalFate fate)
    {
        await using var host = await StartAsync(fate);
        Directory.CreateDirectory(host.InWatch("run"));
        Write(host, "run/all.sha256", $"{Sum("a")}  a.fq.gz\n{Sum("b")}  ./b.fq.gz\n");
        Write(host, "run/a.fq.gz.sha256", $"{Sum("a")}  a.fq.gz\n");
        Reads.WriteGzip(host.InWatch("run/a.fq.gz"), Reads.Fastq(2, "a"));
        await Waiting.UntilAsync(() => !File.Exists(host.InWatch("run/a.fq.gz.sha256")));
        await host.WaitForAsync("run/a.fq.gz", import => import.Original == fate);
        await host.RoundAsync();
        File.Exists(host.InWatch("run/all.sha256")).ShouldBeTrue();

        Reads.WriteGzip(host.InWatch("run/b.fq.gz"), Reads.Fastq(2, "b"));
        await Waiting.UntilAsync(() => !File.Exists(host.InWatch("run/all.sha256")));
        foreach (var name in new[] { "run/a.fq.gz", "run/a.fq.gz.sha256", "run/b.fq.gz", "run/all.sha256" })
        {
            File.Exists(host.InWatch($"imported/{name}")).ShouldBe(fate == OriginalFate.Move, name);
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task Where_originals_are_left_their_checksums_are_too_and_so_are_lists_of_files_that_never_came_or_that_are_not_understood()
    {
        await using var host = await StartAsync(OriginalFate.Delete);
        Directory.CreateDirectory(host.InWatch("run"));
        Write(host, "run/coming.sha256", $"{Sum("a")}  a.fq.gz\n{Sum("c")}  c.fq.gz\n");
        Write(host, "run/outside.sha256", $"{Sum("a")}  ../../a.fq.gz\n{Sum("a")}  a.fq.gz\n");
        Write(host, "run/words.sha256", $"see the letter\n{Sum("a")}  a.fq.gz\n");
        Reads.WriteGzip(host.InWatch("run/a.fq.gz"), Reads.Fastq(2, "a"));
        await host.WaitForAsync("run/a.fq.gz", import => import.Original == OriginalFate.Delete);
        await host.RoundAsync();
        await host.RoundAsync();
        new[] { "coming", "outside", "words" }.ShouldAllBe(name => File.Exists(host.InWatch($"run/{name}.sha256")));
    }

    [Fact(Timeout = 300_000)]
    public async Task By_the_policy_leave_nothing_goes()
    {
        await using var host = await StartAsync(OriginalFate.Leave);
        Write(host, "a.fq.gz.sha256", $"{Sum("a")}\n");
        Reads.WriteGzip(host.InWatch("a.fq.gz"), Reads.Fastq(2, "a"));
        await host.WaitForAsync("a.fq.gz", ImportState.Stored);

        // Who imported it takes it away: its checksum is theirs to take.
        File.Delete(host.InWatch("a.fq.gz"));
        await host.RoundAsync();
        File.Exists(host.InWatch("a.fq.gz.sha256")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("a.fq.gz.md5", "0123456789abcdef0123456789abcdef", "a.fq.gz")]
    [InlineData("a.fq.gz.md5", "0123456789abcdef0123456789abcdef  before.fq.gz", "a.fq.gz")]
    [InlineData("all.md5", "# made by hand\nMD5 (b.fq.gz) = 0123456789abcdef0123456789abcdef\n0123456789abcdef0123456789abcdef *sub/c.fq.gz", "b.fq.gz sub/c.fq.gz")]
    [InlineData("all.md5", "0123456789abcdef0123456789abcdef", null)]
    [InlineData("all.md5", "0123456789abcdef0123456789abcdef  /etc/passwd", null)]
    [InlineData("all.md5", "words", null)]
    public void The_files_that_checksums_speak_of_are_read_as_programs_write_them(string name, string text, string? files)
    {
        Reads.WriteText(_folder.File(name), text);
        Checksums.FilesOf(_folder.Path, _folder.File(name))?.Select(path => Path.GetRelativePath(_folder.Path, path)).ShouldBe(files?.Split(' '));
        if (files is null)
        {
            Checksums.FilesOf(_folder.Path, _folder.File(name)).ShouldBeNull();
        }
    }

    private Task<FilesHost> StartAsync(OriginalFate fate) => new FilesHost(_folder.Path).StartAsync(set: folder => folder with { Original = fate });

    private static void Write(FilesHost host, string name, string text) => Reads.WriteText(host.InWatch(name), text);

    private static string Sum(string seed) => Convert.ToHexStringLower(SHA256.HashData(Reads.Gzip(Reads.Fastq(2, seed))));
}
