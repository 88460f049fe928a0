using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Shouldly;
using Virtool.App.Tests.Bio;
using Virtool.App.Tests.Data;
using Virtool.App.Tests.Jobs;
using Virtool.Domain.Files;
using Virtool.Files.Importing;
using Virtool.Files.Watching;
using Xunit;

namespace Virtool.App.Tests.Files;

/// <summary>The import's pass alone, on files that are cut, damaged, exchanged or out of reach.</summary>
public sealed class PassTests : IDisposable
{
    private const uint Nobody = 65534;

    private readonly TemporaryFolder _folder = new();
    private readonly string _text = Packed.Fastq(120, 5);

    private DataFolder Data => new(_folder.File("data"));

    private string Copy => Path.Combine(Data.Arriving, "import");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_packed_file_cut_at_every_percent_is_never_taken_for_whole()
    {
        var whole = Packed.Gzip(_text);
        foreach (var length in Cuts(whole.Length))
        {
            Run("a.fq.gz", whole[..length]).ShouldBeOfType<ImportOutcome.EndsEarly>($"cut at {length}").Byte.ShouldBe(length == 0 ? null : length);
            File.Exists(Copy).ShouldBeFalse();
        }

        Run("a.fq.gz", whole).ShouldBeOfType<ImportOutcome.Verified>().ReadCount.ShouldBe(120);
    }

    [Fact]
    public void Blocked_gzip_cut_at_every_percent_is_taken_only_where_a_block_and_a_record_end_together()
    {
        byte[][] blocks = [Packed.Block(_text[..2000]), Packed.Block(_text[2000..]), Packed.Block(Packed.Fastq(60, 6)), Packed.Block(Packed.Fastq(60, 7))];
        byte[] whole = [.. blocks.SelectMany(block => block)];
        int[] seams = [blocks[0].Length + blocks[1].Length, blocks[0].Length + blocks[1].Length + blocks[2].Length];
        foreach (var length in Cuts(whole.Length).Concat(seams).Distinct())
        {
            var outcome = Run("a.fq.gz", whole[..length]);
            (outcome is ImportOutcome.Verified).ShouldBe(seams.Contains(length), $"cut at {length}: {outcome}");
            (outcome is ImportOutcome.Verified or ImportOutcome.EndsEarly).ShouldBeTrue($"cut at {length}: {outcome}");
        }
    }

    [Fact]
    public void A_cut_between_two_blocks_is_found_by_the_checksum_beside_the_file()
    {
        byte[] first = Packed.Block(_text), whole = [.. first, .. Packed.Block(Packed.Fastq(60, 7))];
        WriteSum("a.fq.gz", whole);

        var wrong = Run("a.fq.gz", first).ShouldBeOfType<ImportOutcome.WrongSum>();

        wrong.MayGrow.ShouldBeTrue();
        File.Exists(Copy).ShouldBeFalse();
        Run("a.fq.gz", whole).ShouldBeOfType<ImportOutcome.Verified>();
    }

    [Fact]
    public void Plain_reads_cut_at_every_percent_are_taken_only_where_a_record_ends()
    {
        var whole = Encoding.ASCII.GetBytes(_text);
        foreach (var length in Cuts(whole.Length))
        {
            var outcome = Run("a.fq", whole[..length]);
            (outcome is ImportOutcome.Verified).ShouldBe(IsRecordEnd(whole, length), $"cut at {length}: {outcome}");
        }
    }

    [Fact]
    public void Each_byte_of_a_packed_file_flipped_is_refused_or_changes_no_read()
    {
        var text = Packed.Fastq(8, 3);
        var whole = Packed.Gzip(text);
        for (var at = 0; at < whole.Length; at++)
        {
            foreach (var bit in new byte[] { 0xFF, 0x01 })
            {
                byte[] flipped = [.. whole];
                flipped[at] ^= bit;
                var outcome = Run("a.fq.gz", flipped);
                if (outcome is ImportOutcome.Verified)
                {
                    Reads.Unzip(Copy).ShouldBe(text, $"byte {at}");
                }
                else
                {
                    (outcome is ImportOutcome.Damaged or ImportOutcome.EndsEarly).ShouldBeTrue($"byte {at}: {outcome}");
                }
            }
        }
    }

    [Fact]
    public void Damage_says_from_which_packed_byte_on_the_file_cannot_be_unpacked()
    {
        byte[] first = Packed.Gzip(string.Concat(Enumerable.Range(0, 40).Select(seed => Packed.Fastq(400, seed)))), second = Packed.Gzip(_text);
        first.Length.ShouldBeGreaterThan(400_000);
        const int Method = 2;
        second[Method]++;

        var damaged = Run("a.fq.gz", [.. first, .. second]).ShouldBeOfType<ImportOutcome.Damaged>();

        damaged.Byte.ShouldBe(first.Length + Method);
    }

    [Fact]
    public void A_pipe_in_place_of_the_file_never_holds_the_pass_up()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs a system with pipes.");
        using var order = Order("a.fq", Encoding.ASCII.GetBytes(_text));
        File.Delete(order.Path);
        using (var made = Process.Start("mkfifo", [order.Path]))
        {
            made.WaitForExit();
        }

        var begun = Stopwatch.StartNew();
        ImportPass.Run(order, Data).ShouldBeOfType<ImportOutcome.Changed>();
        begun.Elapsed.ShouldBeLessThan(Waiting.Promised(TimeSpan.FromSeconds(5)));
        FileIdentity.Of(order.Path).ShouldBeNull();
    }

    [Fact]
    public void A_link_in_place_of_the_file_is_not_followed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs a system with links.");
        using var order = Order("a.fq", Encoding.ASCII.GetBytes(_text));
        File.Move(order.Path, _folder.File("outside.fq"));
        File.CreateSymbolicLink(order.Path, _folder.File("outside.fq"));

        ImportPass.Run(order, Data).ShouldBeOfType<ImportOutcome.Changed>();
        File.Exists(Copy).ShouldBeFalse();
    }

    [Fact]
    public void A_full_disk_is_said_and_leaves_no_copy()
    {
        using var disk = new SmallDisk(1);
        var data = new DataFolder(disk.Path);
        using var order = Order("a.fq.gz", Packed.Gzip(string.Concat(Enumerable.Range(0, 200).Select(seed => Packed.Fastq(400, seed)))));
        order.Identity.Size.ShouldBeGreaterThan(1024 * 1024);

        ImportPass.Run(order, data).ShouldBeOfType<ImportOutcome.Failed>().DiskFull.ShouldBeTrue();

        Directory.GetFiles(data.Arriving).ShouldBeEmpty();
    }

    [Fact]
    public void A_file_that_the_server_may_not_read_fails_with_the_systems_words()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Takes root, to be another user for a while.");
        using var order = Order("a.fq", Encoding.ASCII.GetBytes(_text));
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode Everyone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
                | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
            Directory.CreateDirectory(Data.Arriving);
            File.SetUnixFileMode(_folder.Path, Everyone);
            File.SetUnixFileMode(Data.Root, Everyone);
            File.SetUnixFileMode(Data.Arriving, Everyone);
            File.SetUnixFileMode(order.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var outcome = AsNobody(() => ImportPass.Run(order, Data)).ShouldBeOfType<ImportOutcome.Failed>();

        outcome.DiskFull.ShouldBeFalse();
        outcome.Message.ShouldContain("Permission denied");
        Directory.GetFiles(Data.Arriving).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("0123456789abcdef0123456789ABCDEF\n", "0123456789abcdef0123456789abcdef")]
    [InlineData("0123456789abcdef0123456789abcdef  a.fq.gz\n", "0123456789abcdef0123456789abcdef")]
    [InlineData("0123456789abcdef0123456789abcdef *run/a.fq.gz\n", "0123456789abcdef0123456789abcdef")]
    [InlineData("00000000000000000000000000000000  b.fq.gz\n0123456789abcdef0123456789abcdef  a.fq.gz\n", "0123456789abcdef0123456789abcdef")]
    [InlineData("00000000000000000000000000000000  b.fq.gz\n11111111111111111111111111111111  c.fq.gz\n", null)]
    [InlineData("MD5 (a.fq.gz) = 0123456789abcdef0123456789abcdef\n", "0123456789abcdef0123456789abcdef")]
    [InlineData("0123456789abcdef0123456789abcdef  called-before.fq.gz\n", "0123456789abcdef0123456789abcdef")]
    [InlineData("", null)]
    [InlineData("0123456789abcdef", null)]
    [InlineData("md5sum: a.fq.gz: No such file or directory", null)]
    public void Checksums_are_read_as_programs_write_them(string text, string? expected) => Checksums.Find(text, "a.fq.gz", isMd5: true).ShouldBe(expected);

    private static IEnumerable<int> Cuts(int length) => Enumerable.Range(0, 100).Select(percent => length * percent / 100);

    private static bool IsRecordEnd(byte[] text, int length)
    {
        // The last line end of a file may be missing.
        var lines = text.AsSpan(0, length).Count((byte)'\n');
        return length > 0 && ((text[length - 1] == '\n' && lines % 4 == 0) || (text[length] == '\n' && lines % 4 == 3));
    }

    private ImportOutcome Run(string name, byte[] bytes)
    {
        using var order = Order(name, bytes);
        return ImportPass.Run(order, Data);
    }

    private ImportOrder Order(string name, byte[] bytes)
    {
        var path = _folder.File(name);
        Reads.WriteBytes(path, bytes);
        return new ImportOrder("import", "file", path, FileIdentity.Of(path)!.Value, TestContext.Current.CancellationToken);
    }

    private void WriteSum(string name, byte[] bytes) =>
        Reads.WriteText(_folder.File($"{name}.sha256"), $"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))}  {name}\n");

    // What a thread is to file systems is its own on Linux; its right to pass over permissions goes with it.
    private static T AsNobody<T>(Func<T> run)
    {
        var result = default(T);
        var thread = new Thread(() =>
        {
            _ = SetFileUser(Nobody);
            result = run();
        });
        thread.Start();
        thread.Join();
        return result!;
    }

    [DllImport("libc", EntryPoint = "setfsuid", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetFileUser(uint user);
}
