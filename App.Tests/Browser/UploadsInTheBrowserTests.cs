using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Shouldly;
using Virtool.App.Tests.Files;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Files;
using Virtool.Domain.Uploads;
using Xunit;

namespace Virtool.App.Tests.Browser;

/// <summary>Uploads in a real browser, on a whole server.</summary>
public sealed class UploadsInTheBrowserTests
{
    private static readonly string[] Settings = ["--Files:RescanInterval=00:00:00.5"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Files_that_are_chosen_are_sent_checked_and_stored_whatever_page_is_looked_at()
    {
        Chromium.Need();
        await using var server = await RunningServer.StartAsync(Cancellation);
        await using var chromium = await Chromium.StartAsync();
        var page = await OpenAsync(server, chromium);
        await ChooseAsync(page, ("one.fq.gz", Reads.Gzip(Reads.Fastq(1000, "one"))), ("letter.fq", "Dear lab,\n"u8.ToArray()), ("again.fq.gz", Reads.Gzip(Reads.Fastq(1000, "one"))));

        var uploads = page.GetByRole(AriaRole.Region, new() { NameRegex = new("^Uploads") });
        await uploads.GetByText("holds no reads").First.WaitForAsync();
        await uploads.GetByText("holds the same bytes as").First.WaitForAsync();
        await uploads.GetByText("Stored, 1,000 reads").First.WaitForAsync();
        await Looks.AtAsync(page, "uploads");
        await page.GetByRole(AriaRole.Link, new() { Name = "Samples" }).First.ClickAsync();
        await page.WaitForURLAsync(url => url.EndsWith("/samples", StringComparison.Ordinal));

        // What is read aloud says it too, where it is the last that was said.
        var stored = uploads.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Stored, 1,000 reads" });
        (await stored.CountAsync()).ShouldBe(1);

        await uploads.GetByRole(AriaRole.Button, new() { NameRegex = new("^Import once more") }).ClickAsync();
        await stored.Nth(1).WaitForAsync();
        await uploads.GetByRole(AriaRole.Button, new() { Name = "Dismiss: one.fq.gz" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Waiting.UntilAsync(async () => await uploads.GetByRole(AriaRole.Listitem).CountAsync() == 2);
        (await server.Services.GetRequiredService<Collection<StoredFile>>().CountAsync(cancellation: Cancellation)).ShouldBe(2);
    }

    [Fact]
    public async Task A_file_is_dropped_paused_and_gone_on_with_and_its_page_asks_before_it_is_left()
    {
        Chromium.Need();
        await using var server = await RunningServer.StartAsync(Cancellation);
        await using var chromium = await Chromium.StartAsync();
        var page = await OpenAsync(server, chromium);
        await HoldAsync(page, hold: true);
        await DropAsync(page, "dropped.fq.gz", Reads.Gzip(Reads.Fastq(500, "dropped")));
        var uploads = page.GetByRole(AriaRole.Region, new() { NameRegex = new("^Uploads") });
        await uploads.GetByText("no connection, tried again by itself").First.WaitForAsync();
        (await page.EvaluateAsync<bool>("() => { const event = new Event('beforeunload', { cancelable: true }); dispatchEvent(event); return event.defaultPrevented; }")).ShouldBeTrue();

        await uploads.GetByRole(AriaRole.Button, new() { Name = "Pause: dropped.fq.gz" }).ClickAsync();
        await uploads.GetByText("Paused").First.WaitForAsync();
        await HoldAsync(page, hold: false);
        await uploads.GetByRole(AriaRole.Button, new() { Name = "Resume: dropped.fq.gz" }).ClickAsync();

        await page.GetByText("Stored, 500 reads").First.WaitForAsync();
        (await page.EvaluateAsync<bool>("() => { const event = new Event('beforeunload', { cancelable: true }); dispatchEvent(event); return event.defaultPrevented; }")).ShouldBeFalse();
    }

    [Fact]
    public async Task After_the_page_was_loaded_anew_the_file_is_chosen_again_and_goes_on_from_where_it_was()
    {
        Chromium.Need();
        await using var server = await RunningServer.StartAsync(Cancellation);
        await using var chromium = await Chromium.StartAsync();
        var page = await OpenAsync(server, chromium);
        var bytes = Reads.Gzip(Reads.Fastq(800, "reloaded"));
        var id = await BeginAsync(page, "reloaded.fq.gz", bytes, sent: 5000);
        await page.ReloadAsync();
        var uploads = page.GetByRole(AriaRole.Region, new() { NameRegex = new("^Uploads") });
        await uploads.GetByText("Choose the file again to go on.").WaitForAsync();

        await uploads.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "other.fq.gz", MimeType = "", Buffer = [1] });
        await uploads.GetByText("That is another file.").First.WaitForAsync();
        await uploads.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "reloaded.fq.gz", MimeType = "", Buffer = bytes });

        await uploads.GetByText("Stored, 800 reads").First.WaitForAsync();
        (await server.Services.GetRequiredService<Collection<Import>>().GetAsync(id, Cancellation))!.State.ShouldBe(ImportState.Stored);
    }

    [Fact]
    public async Task What_becomes_of_a_file_is_told_by_the_page_without_asking()
    {
        Chromium.Need();
        await using var server = await RunningServer.StartAsync(Cancellation);
        await using var chromium = await Chromium.StartAsync();
        var page = await OpenAsync(server, chromium);
        await page.RouteAsync("**/api/imports/**", route => route.AbortAsync());
        await ChooseAsync(page, ("told.fq.gz", Reads.Gzip(Reads.Fastq(700, "told"))), ("letter.fq", "Dear lab,\n"u8.ToArray()));

        var uploads = page.GetByRole(AriaRole.Region, new() { NameRegex = new("^Uploads") });
        await uploads.GetByText("Stored, 700 reads").First.WaitForAsync();
        await uploads.GetByText("holds no reads").First.WaitForAsync();
    }

    [Fact]
    public async Task A_file_that_was_begun_by_another_user_is_not_sent_by_who_signs_in_meanwhile()
    {
        Chromium.Need();
        await using var server = await RunningServer.StartAsync(Cancellation);
        await using var chromium = await Chromium.StartAsync();
        var page = await OpenAsync(server, chromium);
        await page.RouteAsync("**/upload/tus/*", route => route.AbortAsync("connectionreset"));
        await ChooseAsync(page, ("anns.fq.gz", Reads.Gzip(Reads.Fastq(500, "anns"))));
        var uploads = page.GetByRole(AriaRole.Region, new() { NameRegex = new("^Uploads") });
        await uploads.GetByText("no connection, tried again by itself").First.WaitForAsync();
        await Looks.AtAsync(page, "uploads-waiting");
        var kept = server.Services.GetRequiredService<Collection<Upload>>();
        var upload = (await kept.FirstAsync(Filter.All, Cancellation))!;
        await kept.UpdateAsync(upload.Id, one => one with { User = new("someone0", "somebody"), Readers = [] }, Cancellation);

        await page.UnrouteAsync("**/upload/tus/*");

        await uploads.GetByText("another user has signed in").First.WaitForAsync();
        await Looks.AtAsync(page, "uploads-failed");
        (await kept.CountAsync(cancellation: Cancellation)).ShouldBe(1);
        await uploads.GetByRole(AriaRole.Button, new() { Name = "Try again: anns.fq.gz" }).ClickAsync();
        await uploads.GetByText("Stored, 500 reads").First.WaitForAsync();
    }

    [Fact]
    public async Task An_upload_that_is_cancelled_is_gone_from_the_server()
    {
        Chromium.Need();
        await using var server = await RunningServer.StartAsync(Cancellation);
        await using var chromium = await Chromium.StartAsync();
        var page = await OpenAsync(server, chromium);
        await BeginAsync(page, "unwanted.fq.gz", Reads.Gzip(Reads.Fastq(800, "unwanted")), sent: 100);
        await page.ReloadAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel: unwanted.fq.gz" }).ClickAsync();

        await Waiting.UntilAsync(async () => await server.Services.GetRequiredService<Collection<Upload>>().CountAsync(cancellation: Cancellation) == 0);
        Directory.GetFiles(server.Services.GetRequiredService<DataFolder>().Uploads).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_upload_goes_on_by_itself_after_the_server_was_started_again()
    {
        Chromium.Need();
        var folder = Directory.CreateTempSubdirectory("virtool-test-").FullName;
        try
        {
            await using var chromium = await Chromium.StartAsync();
            var bytes = Reads.Gzip(Reads.Fastq(20_000, "restarted"));
            var server = await RunningServer.StartAsync(folder, Settings, Cancellation);
            var address = server.Address;
            var page = await OpenAsync(server, chromium);
            await HoldAsync(page, hold: true);
            await ChooseAsync(page, ("restarted.fq.gz", bytes));
            await page.GetByText("no connection, tried again by itself").First.WaitForAsync();
            await server.DisposeAsync();
            await HoldAsync(page, hold: false);

            await using var again = await RunningServer.StartAsync(folder, [.. Settings, $"--Urls={address.ToString().TrimEnd('/')}"], Cancellation);

            var imports = again.Services.GetRequiredService<Collection<Import>>();
            await Waiting.UntilAsync(async () => await imports.CountAsync(Where<Import>.Is(import => import.State, ImportState.Stored), Cancellation) == 1);
            (await imports.FirstAsync(Filter.All, Cancellation))!.ReadCount.ShouldBe(20_000);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<IPage> OpenAsync(RunningServer server, Chromium chromium)
    {
        var page = await chromium.OpenAsync(server.Address);
        await server.SignInAsync(page, Cancellation);
        await page.GotoAsync("/files");
        await page.Locator(".connection.live").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        return page;
    }

    private static Task ChooseAsync(IPage page, params (string Name, byte[] Bytes)[] files) => page.Locator("[data-upload] input[type=file]").SetInputFilesAsync(
        files.Select(file => new FilePayload { Name = file.Name, MimeType = "application/octet-stream", Buffer = file.Bytes }));

    private static async Task DropAsync(IPage page, string name, byte[] bytes) => await page.EvaluateAsync(
        """
        ([name, packed]) => {
          const files = new DataTransfer();
          files.items.add(new File([Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0))], name));
          const area = document.querySelector("[data-upload]");
          for (const type of ["dragenter", "dragover", "drop"]) {
            area.dispatchEvent(new DragEvent(type, { dataTransfer: files, bubbles: true, cancelable: true }));
          }
        }
        """,
        new[] { name, Convert.ToBase64String(bytes) });

    /// <summary>Lets no bytes of uploads through, as a line that is broken.</summary>
    private static Task HoldAsync(IPage page, bool hold) => hold
        ? page.RouteAsync("**/upload/tus**", route => route.AbortAsync("connectionreset"))
        : page.UnrouteAsync("**/upload/tus**");

    /// <summary>Begins an upload of the page's user, as a page does that is closed then.</summary>
    private static Task<string> BeginAsync(IPage page, string name, byte[] bytes, int sent) => page.EvaluateAsync<string>(
        """
        async ([name, size, packed]) => {
          const tus = { "Tus-Resumable": "1.0.0" };
          const created = await fetch("/upload/tus", { method: "POST", headers: { ...tus, "Upload-Length": size, "Upload-Metadata": `filename ${btoa(name)},type ${btoa("reads")}` } });
          const address = created.headers.get("Location");
          const body = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
          await fetch(address, { method: "PATCH", headers: { ...tus, "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream" }, body });
          return address.split("/").pop();
        }
        """,
        new[] { name, bytes.Length.ToString(CultureInfo.InvariantCulture), Convert.ToBase64String(bytes[..sent]) });
}
