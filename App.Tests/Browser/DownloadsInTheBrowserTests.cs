using System.IO.Compression;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Virtool.App.Tests.Browser;

/// <summary>What people take home from the pages of a sample and of its analysis.</summary>
public sealed class DownloadsInTheBrowserTests(LabAfterTheMainJob lab) : IClassFixture<LabAfterTheMainJob>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hit_is_had_as_consensus_and_reads_and_a_result_as_tables_and_alignments()
    {
        var page = await OpenAsync(() => $"/analyses/{lab.Analysis.Id}");

        var consensus = await DownloadAsync(page, page.GetByRole(AriaRole.Link, new() { Name = "Consensus (FASTA)" }));
        var reads = await DownloadAsync(page, page.GetByRole(AriaRole.Link, new() { Name = "Its reads (FASTQ)" }));
        var table = await ExportAsync(page, "Hits, CSV");
        var workbook = await ExportAsync(page, "Hits, Excel");
        var alignments = await ExportAsync(page, "Alignments, BAM");

        consensus[0].ShouldBe((byte)'>');
        using var unpacked = new StreamReader(new GZipStream(new MemoryStream(reads), CompressionMode.Decompress));
        (await unpacked.ReadLineAsync(Cancellation))!.ShouldStartWith("@");
        System.Text.Encoding.UTF8.GetString(table).ShouldContain("HM067437.1");
        workbook[..2].ShouldBe("PK"u8.ToArray());

        // BGZF, the packing of BAM: gzip with an extra field. SAM specification, 4.1.
        alignments[..4].ShouldBe([0x1f, 0x8b, 0x08, 0x04]);
    }

    [Fact]
    public async Task A_chart_of_quality_is_had_as_a_drawing_and_as_a_picture()
    {
        var page = await OpenAsync(() => $"/samples/{lab.Analysis.Sample.Id}?tab=quality");

        var drawing = await DownloadAsync(page, page.Locator("[data-save-chart='svg']").First);
        var picture = await DownloadAsync(page, page.Locator("[data-save-chart='png']").First);

        System.Xml.Linq.XDocument.Parse(System.Text.Encoding.UTF8.GetString(drawing)).Root!.Name.LocalName.ShouldBe("svg");
        picture[..8].ShouldBe([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a]);
    }

    private static async Task<byte[]> ExportAsync(IPage page, string name)
    {
        await page.Locator("summary", new() { HasText = "Export" }).ClickAsync();
        return await DownloadAsync(page, page.GetByRole(AriaRole.Link, new() { Name = name }));
    }

    private static async Task<byte[]> DownloadAsync(IPage page, ILocator link)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => link.ClickAsync());
        return await File.ReadAllBytesAsync(await download.PathAsync(), Cancellation);
    }

    private async Task<IPage> OpenAsync(Func<string> address)
    {
        await lab.ReadyAsync();
        var page = await lab.Chromium.OpenAsync(lab.Server.Address);
        await lab.Server.SignInAsync(page, Cancellation);
        await page.GotoAsync(address());
        await page.Locator(".connection.live").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        return page;
    }
}
