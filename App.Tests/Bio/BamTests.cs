using System.Diagnostics;
using System.Text;
using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.Bio;
using Virtool.Bio.Alignments;
using Xunit;

namespace Virtool.App.Tests.Bio;

/// <summary>What samtools makes of alignments, read.</summary>
public sealed class BamTests : IDisposable
{
    private const string Header = "@HD\tVN:1.6\tSO:unsorted\n@SQ\tSN:first\tLN:12\n@SQ\tSN:empty\tLN:5\n@SQ\tSN:second\tLN:12\n";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Records_are_read_as_they_were_written_and_each_sequence_has_its_beginning()
    {
        var bam = await SortAsync(Header
            + Line("r2", 16, "second", 3, "2S4M", "AACGTN", "!\"#$%&")
            + Line("r1", 256, "first", 2, "2M1I2M1D1M", "ACGTAC", "IIIIII")
            + string.Concat(Enumerable.Range(0, 5_000).Select(read => Line($"many{read}", 0, "first", 1, "4M", "ACGT", "IIII"))));

        using var reader = new BamReader(File.OpenRead(bam));
        reader.References.ShouldBe(["first", "empty", "second"]);
        reader.Lengths.ShouldBe([12, 5, 12]);
        var offsets = BamIndex.FirstOffsets(File.OpenRead(bam + ".bai"));
        (offsets[0] is not null, offsets[1], offsets[2] is not null).ShouldBe((true, null, true));
        reader.Seek(offsets[2]!.Value);
        reader.Read().ShouldBeTrue();
        (Encoding.ASCII.GetString(reader.Name), reader.Reference, reader.Position, reader.Flag, reader.IsReversed, reader.IsSecondary).ShouldBe(("r2", 2, 2, 16, true, false));
        string.Concat(Enumerable.Range(0, reader.ReadLength).Select(reader.Nucleotide)).ShouldBe("AACGTN");
        Enumerable.Range(0, reader.ReadLength).Select(index => reader.Quality(index)).ShouldBe([0, 1, 2, 3, 4, 5]);
        Enumerable.Range(0, reader.OperationCount).Select(reader.Operation).ShouldBe([(2, 'S'), (4, 'M')]);
        reader.Read().ShouldBeFalse();
        reader.Seek(offsets[0]!.Value);
        var count = 0;
        while (reader.Read() && reader.Reference == 0)
        {
            count++;
        }

        count.ShouldBe(5_001);
    }

    [Fact]
    public async Task A_consensus_is_what_more_than_half_of_the_reads_say()
    {
        var bam = await SortAsync(Header
            + Line("a", 0, "first", 2, "8M", "ACGTACGT", "IIIIIIII")
            + Line("b", 0, "first", 2, "2M2I6M", "ACTTGTACGA", "IIIIIIIIII")
            + Line("c", 0, "first", 2, "2M2I1M1D4M", "ACTTGACGC", "IIIIIIIII")
            + Line("d", 0, "first", 4, "1M1D1M", "GA", "II"));

        using var reader = new BamReader(File.OpenRead(bam));
        var consensus = new Consensus(12);
        while (reader.Read())
        {
            consensus.Add(reader);
        }

        // The insertion of two reads of three, the deletion that two of four have left as N, and a base that three disagree on.
        consensus.ToString().ShouldBe("NACTTGNACGNNNN");
    }

    [Fact]
    public void What_is_no_bam_is_said()
    {
        Should.Throw<InputException>(() => new BamReader(new MemoryStream("no BAM at all"u8.ToArray())));
        Should.Throw<InputException>(() => BamIndex.FirstOffsets(new MemoryStream("no index"u8.ToArray())));
    }

    private async Task<string> SortAsync(string sam)
    {
        RealTools.Need("samtools");
        var (path, bam) = (Path.Combine(_folder.Path, "a.sam"), Path.Combine(_folder.Path, "a.bam"));
        await File.WriteAllTextAsync(path, sam, Cancellation);
        foreach (var arguments in new[] { new[] { "sort", "-o", bam, path }, ["index", bam] })
        {
            using var process = Process.Start(new ProcessStartInfo("samtools", arguments) { RedirectStandardError = true })!;
            var said = await process.StandardError.ReadToEndAsync(Cancellation);
            await process.WaitForExitAsync(Cancellation);
            process.ExitCode.ShouldBe(0, said);
        }

        return bam;
    }

    private static string Line(string read, int flag, string reference, int position, string cigar, string bases, string qualities) =>
        $"{read}\t{flag}\t{reference}\t{position}\t255\t{cigar}\t*\t0\t0\t{bases}\t{qualities}\tAS:i:8\n";
}
