using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Shouldly;
using Virtool.App.Tests.Bio;
using Virtool.App.Tests.Files;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Collections;
using Virtool.Domain.Checks;
using Virtool.Domain.Files;
using Virtool.Domain.Rights;
using Virtool.Domain.Uploads;
using Virtool.Domain.Watching;
using Virtool.Files.Uploads;
using Xunit;

namespace Virtool.App.Tests.Browser;

/// <summary>The pages of files in a real browser, with something in each of them, light and dark.</summary>
public sealed class FilesInTheBrowserTests
{
    private static readonly (string Name, string Address, string Text)[] Pages =
    [
        ("full-files", "/files", "leaf_01.fq.gz"),
        ("full-stored", "/files/stored", "leaf_02.fq.gz"),
        ("full-quarantine", "/files/quarantine", "Its packed data breaks"),
        ("full-folder", "/files/folders/watch", "With the names that are there"),
        ("full-trash", "/files/trash", "leaf_03.fq.gz"),
        ("full-check", "/files/check", "What to do"),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_with_something_in_them_keep_nobody_out()
    {
        Chromium.Need();
        await using var server = await RunningServer.StartAsync(Cancellation);
        await FillAsync(server);
        await using var chromium = await Chromium.StartAsync();
        var page = await chromium.OpenAsync(server.Address);
        await server.SignInAsync(page, Cancellation);
        foreach (var (name, address, text) in Pages)
        {
            await page.GotoAsync(address);
            await page.Locator(".connection.live").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
            await page.GetByText(text).First.WaitForAsync();
            await Looks.AtAsync(page, name);
        }
    }

    private static async Task FillAsync(RunningServer server)
    {
        var (direct, data) = (server.Services.GetRequiredService<DirectUpload>(), server.Services.GetRequiredService<DataFolder>());
        foreach (var number in Enumerable.Range(1, 3))
        {
            await SendAsync($"leaf_0{number}.fq.gz", Reads.Gzip(Reads.Fastq(400 * number, $"leaf{number}")));
        }

        await SendAsync("leaf_01_copy.fq.gz", Reads.Gzip(Reads.Fastq(400, "leaf1")));
        var text = Reads.Fastq(3000, "broken");
        await SendAsync("run 7, broken on the way.fq.gz", Packed.Plainly(text, at: text.LastIndexOf("\n+\n", StringComparison.Ordinal) - 1, (byte)'!'));
        await SendAsync("cut.fq.gz", Reads.Gzip(text)[..20_000]);
        await SendAsync("letter.fq", "Dear lab,\n"u8.ToArray());
        var files = await server.Services.GetRequiredService<Collection<StoredFile>>().FindAsync(Virtool.Data.Queries.Filter.All, Cancellation);
        await server.Services.GetRequiredService<FileService>().RemoveAsync(Viewer.Server, files.Single(file => file.Name == "leaf_03.fq.gz").Id, Cancellation);
        Reads.WriteText(Path.Combine(data.Quarantine, "unknown0"), "nobody knows");
        Directory.CreateDirectory(data.Watch);
        Reads.WriteText(Path.Combine(data.Watch, "notes.txt"), "not taken");
        await server.Services.GetRequiredService<Collection<WatchedFolder>>().UpdateAsync(
            WatchedFolder.FirstId, folder => folder with { Rule = folder.Rule with { MakeSamples = true, NamePattern = "{sample}_{host}" } }, Cancellation);
        foreach (var name in new[] { "VT-1_tomato_R1.fq.gz", "VT-1_tomato_R2.fq.gz", "odd.fq.gz" })
        {
            Reads.WriteGzip(Path.Combine(data.Watch, name), Reads.Fastq(3, name));
        }

        var checks = server.Services.GetRequiredService<CheckService>();
        await checks.RequestAsync(Viewer.Server, hashes: false, Cancellation);
        await Waiting.UntilAsync(async () => (await checks.LastAsync(Viewer.Server, Cancellation))?.State == CheckState.Done);

        Task SendAsync(string name, byte[] bytes) => direct.SendAsync(Viewer.Server, new UploadDraft(name, FileType.Reads, bytes.Length), new MemoryStream(bytes), Cancellation);
    }
}
