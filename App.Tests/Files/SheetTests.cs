using System.Text;
using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.Data.Collections;
using Virtool.Domain.Files;
using Virtool.Domain.Labels;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Subtractions;
using Virtool.Domain.Watching;
using Virtool.Files.Rules;
using Xunit;

namespace Virtool.App.Tests.Files;

public sealed class SheetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_sheet_beside_the_files_names_samples_and_what_is_known_of_them()
    {
        await using var host = await StartAsync();
        await host.Get<Collection<Subtraction>>().InsertAsync(
            new Subtraction { Id = "host0001", Name = "Vitis vinifera", Nickname = "grape", File = new Link("f", ""), User = new Link("u", ""), JobId = "j", Ready = true }, Cancellation);
        Reads.WriteBytes(
            host.InWatch("samples.csv"),
            Encoding.Latin1.GetBytes("file,sample,host,locale,library_type,subtraction,labels,colour\r\nx_S1,Probe 1,Rebe,Zürich,amplicon,Grape,a;b,red\r\n"));
        Reads.WriteGzip(host.InWatch("x_S1_R1_001.fastq.gz"), Reads.Fastq(5, "p", "/1"));
        Reads.WriteGzip(host.InWatch("x_S1_R2_001.fastq.gz"), Reads.Fastq(5, "p", "/2"));
        Reads.WriteGzip(host.InWatch("other.fq.gz"), Reads.Fastq(5, "o"));

        var samples = await host.WaitForSamplesAsync(2);

        var sample = samples.Single(one => one.Paired);
        (sample.Name, sample.Host, sample.Locale, sample.LibraryType).ShouldBe(("Probe 1", "Rebe", "Zürich", LibraryType.Amplicon));
        sample.Subtractions.ShouldBe([new Link("host0001", "Vitis vinifera")]);
        (await host.Get<LabelService>().OfAsync(sample.Labels, Cancellation)).Select(label => label.Name).ShouldBe(["a", "b"]);
        sample.Folder.ShouldBe("watch/");
        sample.Warnings.ShouldBe(["samples.csv has columns that are not known, and were left out: colour."]);
        samples.Single(one => !one.Paired).Name.ShouldBe("other");
    }

    [Fact]
    public async Task A_sheet_with_mistakes_holds_the_files_that_it_names_until_it_is_mended()
    {
        await using var host = await StartAsync();
        Reads.WriteText(host.InWatch("samples.csv"), "file,sample,library_type,subtraction\na.fq.gz,A,mRNA,\nb.fq.gz,B,,Melon\n");
        Reads.WriteGzip(host.InWatch("a.fq.gz"), Reads.Fastq(5, "a"));
        Reads.WriteGzip(host.InWatch("free.fq.gz"), Reads.Fastq(5, "f"));

        var held = await host.WaitForAsync("a.fq.gz", import => import.Problem == "sheet");

        held.Reason.ShouldBe(
            "samples.csv has mistakes, so no samples are made of the files that it names: "
            + "row 2, column library_type: \"mRNA\" is not known. Write normal, srna or amplicon. "
            + "row 3, column subtraction: there is no subtraction Melon. Write its name as it is in the list of subtractions, or leave it empty for the folder's. "
            + "Mend the sheet, or remove it: then they are made.");
        (await host.WaitForSamplesAsync(1)).ShouldHaveSingleItem().Name.ShouldBe("free");

        Reads.WriteText(host.InWatch("samples.csv"), "file,sample\na.fq.gz,A\n");
        (await host.WaitForSamplesAsync(2)).Select(sample => sample.Name).ShouldBe(["free", "A"], ignoreOrder: true);
        (await host.WaitForAsync("a.fq.gz", import => import.Settled)).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task A_sheet_that_is_removed_holds_nothing_any_more()
    {
        await using var host = await StartAsync();
        Reads.WriteText(host.InWatch("samples.csv"), "virus\nTMV\n");
        Reads.WriteGzip(host.InWatch("a.fq.gz"), Reads.Fastq(5, "a"));
        (await host.WaitForAsync("a.fq.gz", import => import.Problem == "sheet")).Reason.ShouldNotBeNull().ShouldContain("its first line has neither a column file nor a column sample");

        File.Delete(host.InWatch("samples.csv"));

        (await host.WaitForSamplesAsync(1)).ShouldHaveSingleItem().Name.ShouldBe("a");
    }

    [Fact]
    public async Task A_sheet_joins_files_whatever_they_are_called()
    {
        await using var host = await StartAsync();
        Directory.CreateDirectory(host.InWatch("in/raw"));
        Reads.WriteText(host.InWatch("in/any.csv"), "sample,file_1,file_2,host\nL,raw/one.fq.gz,raw/two.fq.gz,Rubus\nL,raw/three.fq.gz,raw/four.fq.gz,Rubus\n");
        Reads.WriteGzip(host.InWatch("in/raw/one.fq.gz"), Reads.Fastq(5, "p", "/1"));
        Reads.WriteGzip(host.InWatch("in/raw/two.fq.gz"), Reads.Fastq(5, "p", "/2"));
        Reads.WriteGzip(host.InWatch("in/raw/four.fq.gz"), Reads.Fastq(6, "q", "/2"));
        await host.WaitForAsync("in/raw/four.fq.gz", ImportState.Stored);
        host.Clock.Forward(TimeSpan.FromMinutes(11));

        (await host.WaitForAsync("in/raw/one.fq.gz", import => import.Problem == "mate_missing")).Reason
            .ShouldBe("one.fq.gz waits for raw/three.fq.gz, which row 3 of any.csv names and which has not come. Copy it into the folder, or mend the sheet.");
        (await host.Samples.CountAsync(cancellation: Cancellation)).ShouldBe(0);

        Reads.WriteGzip(host.InWatch("in/raw/three.fq.gz"), Reads.Fastq(6, "q", "/1"));
        var sample = (await host.WaitForSamplesAsync(1)).ShouldHaveSingleItem();

        (sample.Name, sample.Host, sample.Paired).ShouldBe(("L", "Rubus", true));
        sample.Files.Select(file => string.Join(' ', file.Sources().Select(source => source.Name))).ShouldBe(["one.fq.gz three.fq.gz", "two.fq.gz four.fq.gz"]);
    }

    [Fact]
    public async Task A_mate_that_a_sheet_names_alone_waits_for_no_other()
    {
        await using var host = await StartAsync();
        Reads.WriteText(host.InWatch("samples.csv"), "file,sample\none_R1.fq.gz,One\ntwo_S2_L001_R1_001.fastq.gz,Two\ntwo_S2_L002_R1_001,Two\n");
        Reads.WriteGzip(host.InWatch("one_R1.fq.gz"), Reads.Fastq(5, "a", "/1"));
        (await host.WaitForSamplesAsync(1)).ShouldHaveSingleItem().Name.ShouldBe("One");

        Reads.WriteGzip(host.InWatch("two_S2_L001_R1_001.fastq.gz"), Reads.Fastq(5, "b", "/1"));
        Reads.WriteGzip(host.InWatch("two_S2_L002_R1_001.fastq.gz"), Reads.Fastq(6, "c", "/1"));
        Reads.WriteText(host.InWatch("RTAComplete.txt"), "");

        var two = (await host.WaitForSamplesAsync(2)).Single(sample => sample.Name == "Two");
        (two.Paired, two.Files.ShouldHaveSingleItem().ReadCount).ShouldBe((false, 11));
    }

    [Fact]
    public async Task A_preview_knows_the_sheets()
    {
        await using var host = await StartAsync();
        var elsewhere = _folder.File("elsewhere");
        Directory.CreateDirectory(Path.Combine(elsewhere, "bad"));
        Reads.WriteText(Path.Combine(elsewhere, "samples.csv"), "file,sample,host\na.fq,Leaf,Vitis\n");
        Reads.WriteText(Path.Combine(elsewhere, "bad/samples.csv"), "file,library type\nb.fq,mRNA\n");
        foreach (var (name, age) in new[] { ("a.fq", 0), ("bad/b.fq", 1), ("c.fq", 2), ("samples.csv", 60), ("bad/samples.csv", 60) })
        {
            await File.AppendAllTextAsync(Path.Combine(elsewhere, name), "", Cancellation);
            File.SetLastWriteTimeUtc(Path.Combine(elsewhere, name), host.Clock.GetUtcNow().UtcDateTime.AddMinutes(-age));
        }

        var rule = new ImportRule { MakeSamples = true };
        var names = await host.Get<RulePreview>().LookAsync(Viewer.Server, new WatchedFolder { Id = "new", Path = elsewhere, Rule = rule }, Cancellation);
        var samples = RulePreview.Of(rule, names);

        samples.Select(sample => sample.Parts).ShouldBe([new NameParts("Leaf", "Vitis"), null, new NameParts("c")]);
        samples[0].Note.ShouldBe("As row 2 of samples.csv says.");
        samples[1].Note.ShouldNotBeNull().ShouldStartWith("samples.csv has mistakes");
        samples[2].Note.ShouldBeNull();
    }

    private async Task<FilesHost> StartAsync() => await new FilesHost(_folder.Path).StartAsync(makeSamples: true);
}
