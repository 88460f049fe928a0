using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Virtool.Bio.Orfs;
using Virtool.Bio.Sequences;
using Xunit;

namespace Virtool.App.Tests.Bio;

public class OrfTests
{
    private static readonly string HundredCodons = string.Concat(Enumerable.Repeat("GCA", 100));

    [Fact]
    public void The_frames_of_a_contig_are_as_expected()
    {
        var contig = FastaReader.ReadAll(File.OpenRead(TestData.Shared("bio/has_orfs.fa"))).Single();
        using var expected = JsonDocument.Parse(File.ReadAllText(TestData.Shared("bio/orfs.json")));

        var orfs = OrfFinder.Find(contig.Sequence);

        orfs.Select(Describe).ShouldBe(expected.RootElement.EnumerateArray().Select(orf =>
            $"{orf.GetProperty("strand")} {orf.GetProperty("frame")} [{orf.GetProperty("pos")[0]},{orf.GetProperty("pos")[1]}] {orf.GetProperty("pro")}"));
        orfs[0].Position.ShouldBe([831, 1257]);
    }

    [Fact]
    public void A_contig_of_exactly_300_nucleotides_can_have_a_frame()
    {
        var orf = OrfFinder.Find(HundredCodons)[0];

        orf.ShouldSatisfyAllConditions(
            () => orf.Strand.ShouldBe(1),
            () => orf.Frame.ShouldBe(0),
            () => orf.Position.ShouldBe([0, 300]),
            () => orf.Protein.ShouldBe(new string('A', 100)));
        OrfFinder.Find(HundredCodons[..299]).ShouldBeEmpty();
    }

    [Fact]
    public void The_stop_belongs_to_the_position_and_not_to_the_protein()
    {
        var orf = OrfFinder.Find($"TAA{HundredCodons}TGA{HundredCodons[..30]}").First(found => found is { Strand: 1, Frame: 0 });

        orf.Position.ShouldBe([3, 306]);
        orf.Protein.Length.ShouldBe(100);
    }

    [Fact]
    public void Positions_never_leave_the_contig()
    {
        var random = new Random(3);
        for (var length = 300; length < 420; length++)
        {
            var sequence = string.Concat(Enumerable.Range(0, length).Select(_ => "ACG"[random.Next(3)]));
            foreach (var orf in OrfFinder.Find(sequence).Concat(OrfFinder.Find(Complement.Reverse(sequence))))
            {
                orf.Position[0].ShouldBeInRange(0, length);
                orf.Position[1].ShouldBeInRange(orf.Position[0], length);
            }
        }
    }

    [Theory]
    [InlineData("ATGTAATAGTGA", "M***")]
    [InlineData("CTNGTNTCNCCNACNGCNCGNGGN", "LVSPTARG")]
    [InlineData("TTNAANNAAANA", "XXXX")]
    [InlineData("TARGAYRTG", "XXX")]
    [InlineData("augugg", "MW")]
    [InlineData("ATGA", "M")]
    public void Codons_that_cannot_be_told_are_unknown(string sequence, string protein) => Codons.Translate(sequence, 0).ShouldBe(protein);

    [Fact]
    public void The_reverse_complement_knows_every_letter() =>
        Complement.Reverse("ACGTRYSWKMBDHVNacgtn").ShouldBe("nacgtNBDHVKMWSRYACGT");

    [Fact]
    public void Twice_reversed_is_the_same()
    {
        var sequences = Gen.ListOf(Gen.Elements("ACGTRYSWKMBDHVNacgtryswkmbdhvn-*".ToCharArray())).Select(letters => new string([.. letters]));
        Prop.ForAll(sequences.ToArbitrary(), sequence => Complement.Reverse(Complement.Reverse(sequence)) == sequence).QuickCheckThrowOnFailure();
    }

    private static string Describe(Orf orf) => $"{orf.Strand} {orf.Frame} [{orf.Position[0]},{orf.Position[1]}] {orf.Protein}";
}
