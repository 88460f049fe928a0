using Shouldly;
using Virtool.Jobs.References;
using Xunit;

namespace Virtool.App.Tests.Jobs.References;

public sealed class SequenceReportTests
{
    [Fact]
    public void Letters_are_counted_whatever_their_case_and_uracil_is_thymine()
    {
        var report = SequenceReport.Of("AaCGgGTuNnRY-é");
        (report.Length, report.A, report.C, report.G, report.T, report.N, report.Other).ShouldBe((14, 2, 1, 3, 2, 2, 4));
        report.Gc.ShouldBe(0.5);
    }

    [Theory]
    [InlineData("")]
    [InlineData("NNNN")]
    public void Where_nothing_is_known_there_is_no_GC(string nucleotides) => SequenceReport.Of(nucleotides).Gc.ShouldBeNull();

    [Fact]
    public void Reading_frames_stand_where_they_are_on_the_sequence_as_it_stands()
    {
        // 120 codons without a stop in the first frame, then a stop; a stop in every other frame, both ways, every few codons.
        var frames = SequenceReport.Of(string.Concat(Enumerable.Repeat("CTAGCTAACTTA", 30)) + "TAA").Frames;
        frames.ShouldAllBe(frame => frame.From >= 1 && frame.To <= 363 && frame.AminoAcids >= 100);
        frames.ShouldAllBe(frame => frame.To - frame.From + 1 >= 3 * frame.AminoAcids);
        frames.Select(frame => frame.From).ShouldBeInOrder();
    }

    [Fact]
    public void A_frame_is_named_by_its_strand_and_number()
    {
        var open = "ATG" + string.Concat(Enumerable.Repeat("GCC", 110)) + "TAA";
        var forward = SequenceReport.Of(open).Frames.First(frame => frame is { Strand: 1, Number: 1 });
        (forward.Name, forward.From, forward.To, forward.AminoAcids).ShouldBe(("+1", 1, open.Length, 111));
        new ReadingFrame(-1, 2, 1, 9, 3).Name.ShouldBe("−2");
    }
}
