using System.Text;
using Shouldly;
using Virtool.App.Tests.Components;
using Virtool.Domain.Analyses.Contigs;
using Virtool.Domain.Links;
using Xunit;

namespace Virtool.App.Tests.Analyses.Contigs;

public sealed class ContigFastaTests
{
    private static readonly Dictionary<string, ContigProfile> Profiles = new ContigProfile[]
    {
        new("hmm1", 1, ["polyprotein", "RNA1 polyprotein"], new Dictionary<string, int>(), Hidden: false),
        new("hmm2", 2, ["coat protein"], new Dictionary<string, int>(), Hidden: true),
        new("hmm3", 3, [], new Dictionary<string, int>(), Hidden: false),
    }.ToDictionary(profile => profile.Id);

    private readonly ContigFasta _fasta = new(Made.Analysis() with { Sample = new Link("sample01", "VT 7 leaf") }, Profiles);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Headers_have_the_best_name_of_each_reading_frame()
    {
        var contig = new Contig(4, "ACGT",
        [
            Orf(0, Hit("hmm2", 1e-3), Hit("hmm1", 1e-30)),
            Orf(1),
            Orf(2, Hit("hmm2", 10)),
            Orf(3, Hit("gone", 1e-5)),
            Orf(4, Hit("hmm3", 2)),
        ]);

        _fasta.NameOf(contig).ShouldBe("sequence_4|VT 7 leaf|polyprotein|vFam_3");
        contig.Orfs.Select(orf => _fasta.NameOf(contig, orf)).ShouldBe(["orf_4_0|VT 7 leaf|polyprotein", "orf_4_1|VT 7 leaf", "orf_4_2|VT 7 leaf", "orf_4_3|VT 7 leaf", "orf_4_4|VT 7 leaf|vFam_3"]);
        _fasta.FileName("contigs").ShouldBe("nuvs.VT_7_leaf.analysis.contigs.fa");
    }

    [Fact]
    public async Task All_or_a_choice_is_written()
    {
        var result = new NuvsResult
        {
            Id = "analysis",
            Contigs = [new Contig(0, "AC", [Orf(0), Orf(1, Hit("hmm2", 1e-9))]), new Contig(1, "GT", [Orf(0)]), new Contig(2, "TT", [Orf(0, Hit("hmm1", 1e-9))])],
        };

        (await WrittenAsync(output => _fasta.WriteContigsAsync(output, result, new ContigChoice(), Cancellation)))
            .ShouldBe(">sequence_0|VT 7 leaf|coat protein\nAC\n>sequence_1|VT 7 leaf\nGT\n>sequence_2|VT 7 leaf|polyprotein\nTT\n");
        (await WrittenAsync(output => _fasta.WriteContigsAsync(output, result, new ContigChoice(OnlyHits: true, new HashSet<int> { 0, 1 }), Cancellation)))
            .ShouldBe(">sequence_0|VT 7 leaf|coat protein\nAC\n");
        (await WrittenAsync(output => _fasta.WriteOrfsAsync(output, result, new ContigChoice(OnlyHits: true), Cancellation)))
            .ShouldBe(">orf_0_1|VT 7 leaf|coat protein\nMK\n>orf_2_0|VT 7 leaf|polyprotein\nMK\n");
    }

    private static async Task<string> WrittenAsync(Func<Stream, Task> write)
    {
        using var output = new MemoryStream();
        await write(output);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static Orf Orf(int index, params OrfHit[] hits) => new(index, "MK", 0, 1, 0, 6, hits);

    private static OrfHit Hit(string id, double e) => new(id, 1, e, 100, 1, e, 99, 1);
}
