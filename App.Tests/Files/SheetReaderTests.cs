using Shouldly;
using Virtool.Domain.Samples;
using Virtool.Files.Rules.Sheets;
using Xunit;

namespace Virtool.App.Tests.Files;

public sealed class SheetReaderTests
{
    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    public void Columns_come_in_any_order_and_case_and_with_any_separator(char separator)
    {
        var text = """
            Library Type,HOST,file_1,File_2,Sample,isolate,Locale,subtraction,Labels

            sRNA,"Vitis vinifera",a_R1.fq.gz,./a_R2.fq.gz,VT 1,PN12,Bern,Grape,run 7|urgent
            , ,b.fq,,,,,,
            """.Replace(',', separator);

        var sheet = SheetReader.Read("any.csv", text).ShouldNotBeNull();

        sheet.Mistakes.ShouldBeEmpty();
        sheet.Unknown.ShouldBeEmpty();
        sheet.Rows.Count.ShouldBe(2);
        var row = sheet.Rows[0];
        (row.Line, row.Sample, row.Host, row.Isolate, row.Locale, row.LibraryType).ShouldBe((3, "VT 1", "Vitis vinifera", "PN12", "Bern", LibraryType.Srna));
        row.Files.ShouldBe(["a_R1.fq.gz", "a_R2.fq.gz"]);
        row.Subtractions.ShouldBe(["Grape"]);
        row.Labels.ShouldBe(["run 7", "urgent"]);
        (sheet.Rows[1].Sample, sheet.Rows[1].LibraryType).ShouldBe((null, null));
    }

    [Theory]
    [InlineData("results.csv", "virus,reads\nTMV,7\n", false)]
    [InlineData("results.csv", "name\nTMV\n", false)]
    [InlineData("results.csv", "file,reads\na.fq,7\n", true)]
    [InlineData("results.csv", "sample,host\nVT-1,Vitis\n", true)]
    [InlineData("samples.csv", "sample\nVT-1\n", true)]
    public void A_sheet_is_known_by_its_columns(string name, string text, bool isSheet) => (SheetReader.Read(name, text) is not null).ShouldBe(isSheet);

    [Fact]
    public void Each_mistake_is_told_with_its_row_and_column()
    {
        const string Text = """
            file,file_1,file_2,sample,library_type
            a.fq,,,VT-1,mRNA
            a.fq,,,VT-2,
            ,,b_2.fq,VT-3,
            c.fq,,,VT-4,
            d.fq,,,VT-4,
            ,,,,normal
            """;

        SheetReader.Read("samples.csv", Text)!.Mistakes.Select(mistake => mistake.ToString()).ShouldBe(
        [
            "row 2, column library_type: \"mRNA\" is not known. Write normal, srna or amplicon.",
            "row 4, column file_1: it is empty, though there is a file_2. Give the first mate too.",
            "row 7: it names neither a file nor a sample. Fill it in, or remove it.",
            "row 3, column file: a.fq stands in row 2 too. Name each file once.",
            "row 6, column sample: VT-4 stands in row 5 too. Give each sample a name of its own, or give both mates of each row, to have them joined.",
        ]);
    }

    [Theory]
    [InlineData("virus\nTMV\n", "it cannot be read: its first line has neither a column file nor a column sample.")]
    [InlineData("", "it cannot be read: its first line has neither a column file nor a column sample.")]
    [InlineData("file,host\n\"a.fq,x\n", "it cannot be read: its quotes do not come in pairs.")]
    public void A_sheet_that_cannot_be_read_says_so(string text, string mistake)
    {
        var sheet = SheetReader.Read("Samples.csv", text).ShouldNotBeNull();

        sheet.IsUnreadable.ShouldBeTrue();
        sheet.Mistakes.ShouldHaveSingleItem().ToString().ShouldBe(mistake);
    }

    [Fact]
    public void The_samples_of_a_sequencers_sheet_are_found_in_its_section()
    {
        const string Text = """
            [Header]
            IEMFileVersion,4
            Experiment Name,2026-11 leaves,,
            [Data],,,
            Lane,Sample_ID,Sample_Name,index,Description
            1,S1,Leaf_1,ACGT,x
            2,S1,Leaf_1,ACGT,x
            1,S2,,ACGT,x

            [Settings]
            Adapter,AGAT
            """;

        var sheet = SheetReader.Read("SampleSheet.csv", Text).ShouldNotBeNull();

        (sheet.Mistakes.Count, sheet.Unknown.Count, sheet.Rows.Count).ShouldBe((0, 0, 3));
        sheet.Rows[2].Line.ShouldBe(8);
        sheet.Rows.ShouldAllBe(row => row.Run == "2026-11 leaves");
        sheet.RowsOf(["Data/Leaf-1_S1_L001_R1_001.fastq.gz"]).Select(row => row.Line).ShouldBe([6, 7]);
        sheet.RowsOf(["S2_S2_R1_001.fastq.gz"]).ShouldHaveSingleItem().Line.ShouldBe(8);
    }

    [Fact]
    public void The_row_that_names_a_file_most_exactly_counts()
    {
        var sheet = SheetReader.Read("samples.csv", "file,sample\nVT-1,by sample\nVT-1_S2,by stem\nVT-1_S2_R1_001,without ending\nsub/VT-1_S2_R1_001.fastq.gz,by path\n")!;

        sheet.RowsOf(["sub/VT-1_S2_R1_001.fastq.gz"]).ShouldHaveSingleItem().Sample.ShouldBe("by path");
        sheet.RowsOf(["VT-1_S2_R1_001.fastq.gz", "VT-1_S2_R2_001.fastq.gz"]).ShouldHaveSingleItem().Sample.ShouldBe("without ending");
        sheet.RowsOf(["VT-1_S9_R1_001.fastq.gz"]).ShouldHaveSingleItem().Sample.ShouldBe("by sample");
        sheet.RowsOf(["VT-2.fq"]).ShouldBeEmpty();
    }

    [Fact]
    public void Rows_of_one_sample_with_mates_of_other_names_are_joined()
    {
        var sheet = SheetReader.Read("s.csv", "sample,fastq_1,fastq_2\nA,a_R1.fq,a_R2.fq\nB,left.fq,right.fq\nC,r1_R1.fq,r1_R2.fq\nC,r2_R1.fq,r2_R2.fq\n")!;

        sheet.Mistakes.ShouldBeEmpty();
        sheet.Joined().Select(rows => $"{rows[0].Sample} {rows.Count}").ShouldBe(["B 1", "C 2"]);
    }
}
