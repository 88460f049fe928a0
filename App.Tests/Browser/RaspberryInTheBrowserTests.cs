using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.App.Tests.Workflows;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Files;
using Virtool.Domain.Indexes;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Uploads;
using Virtool.Domain.Users;
using Virtool.Files.Uploads;
using Xunit;

namespace Virtool.App.Tests.Browser;

/// <summary>Real reads from their sample to contigs, and to what is like these, as a person at the browser does it. For pictures, and in the long run of tests.</summary>
public sealed class RaspberryInTheBrowserTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private RunningServer? _server;
    private Chromium? _chromium;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private RunningServer Server => _server.ShouldNotBeNull();

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(TestCounts.Long || Screenshots.Wanted, "It assembles twenty thousand reads: it runs with ./test --long, or where pictures are wanted.");
        RealTools.Need("bowtie2", "bowtie2-build", "skewer", "spades.py", "hmmpress", "hmmscan", "hmmbuild", "mafft", "blastn", "makeblastdb");
        Chromium.Need();
        _chromium = await Chromium.StartAsync();
        _server = await RunningServer.StartAsync(_ => { }, Cancellation, $"--Blast:Database={_folder.File("viruses")}", "--Blast:DatabaseName=plant viruses", "--Outgoing:Enabled=false");
        await MakeDatabaseAsync();
        await Raspberry.InstallProfilesAsync(_server.Services, Directory.CreateDirectory(_folder.File("profiles")).FullName);
    }

    public async ValueTask DisposeAsync()
    {
        await (_chromium?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder.Dispose();
    }

    [Fact(Timeout = 900_000)]
    public async Task A_virus_that_the_reference_does_not_have_is_found_by_its_proteins_and_named_by_what_is_like_it()
    {
        var page = await _chromium!.OpenAsync(Server.Address);
        await Server.SignInAsync(page, Cancellation);
        var reference = await Raspberry.ImportAsync(Server.Services, Raspberry.WithoutIt);
        await CompletedAsync((await Service<IndexService>().BuildAsync(Viewer.Server, reference.Id, Cancellation)).JobId);
        var sample = await SampleAsync();

        await GoAsync(page, $"/analyses/start?samples={sample.Id}");
        await page.GetByRole(AriaRole.Radio, new() { Name = "Viruses that no reference has" }).CheckAsync();
        await page.GetByText("1 sample × 1 reference: 1 job will be started.").WaitForAsync();
        await Looks.AtAsync(page, "real-start", 390, 900);
        await page.GetByRole(AriaRole.Button, new() { Name = "Start the analysis" }).ClickAsync();
        await page.Locator("main table a", new() { HasTextString = "NuVs" }).First.ClickAsync();
        await page.GetByText("Being made").WaitForAsync();
        await page.GetByText("Assemble").First.WaitForAsync();
        await Looks.AtAsync(page, "real-going-on", 390);

        await page.GetByText("Contigs kept").WaitForAsync();
        await page.GetByText("RNA-1 polyprotein").First.WaitForAsync();
        await Looks.AtAsync(page, "real-contigs", 390, 900);
        await ChooseAsync(page, 2);
        await Looks.AtAsync(page, "real-chosen", 390);
        await page.GetByRole(AriaRole.Region, new() { Name = "What is chosen" }).GetByRole(AriaRole.Button, new() { Name = "BLAST in plant viruses" }).ClickAsync();
        var alike = page.GetByRole(AriaRole.Region, new() { Name = "Sequences like it" });
        await alike.GetByText("Raspberry ringspot virus").First.WaitForAsync();
        await Looks.AtAsync(page, "real-found", 390);
        await page.GetByRole(AriaRole.Region, new() { Name = "BLAST", Exact = true }).ScrollIntoViewIfNeededAsync();
        await Looks.AtAsync(page, "real-blast", 390);
        await NarrowAsync(page, page.Locator(".evidence"), "real-evidence");
        await NarrowAsync(page, page.Locator(".orfs-found"), "real-frames");
        await NarrowAsync(page, page.Locator(".blast"), "real-blast");
        await page.Locator(".orfs-found tbody a").First.ClickAsync();
        await page.GetByText("Protein of ORF").WaitForAsync();
        await Looks.AtAsync(page, "real-frame", 390);

        foreach (var (name, address) in new[]
        {
            ("contigs-all", new Uri(page.Url).AbsolutePath + "?show=all&orfs=all"),
            ("files", $"/samples/{sample.Id}?tab=files"),
            ("sample", $"/samples/{sample.Id}"),
            ("sample-analyses", $"/samples/{sample.Id}?tab=analyses"),
            ("samples", "/samples"),
            ("samples-filtered", "/samples?nuvs=ready&state=ready"),
            ("analyses", "/analyses"),
            ("jobs", "/jobs"),
            ("profiles", "/hmms"),
            ("profile", "/hmms/hmm00001"),
        })
        {
            await GoAsync(page, address);
            await Looks.AtAsync(page, $"real-{name}", 390, 900);
        }

        await GoAsync(page, $"/samples/{sample.Id}?tab=files");
        await page.GetByRole(AriaRole.Link, new() { Name = "100 bases or more" }).ClickAsync();
        await page.GetByText("How they were trimmed").WaitForAsync();
        await Looks.AtAsync(page, "real-trimmed", 390, 900);

        await page.GotoAsync(new Uri(Server.Address, $"/samples/{sample.Id}/report").AbsoluteUri);
        await page.GetByText("Like its contigs, by BLAST: Raspberry ringspot virus").WaitForAsync();
        await Looks.AtAsync(page, "real-report", 390, 900);
        await page.SetViewportSizeAsync(1440, 2_000);
        await Screenshots.TakeAsync(page, "real-report-whole", ColorScheme.Light);
    }

    private static async Task ChooseAsync(IPage page, int count)
    {
        foreach (var at in Enumerable.Range(0, count))
        {
            await page.Locator(".hits tbody input[type=checkbox]").Nth(at).CheckAsync();
        }
    }

    /// <summary>A picture of what a telephone shows of a part far down.</summary>
    private static async Task NarrowAsync(IPage page, ILocator part, string name)
    {
        await page.SetViewportSizeAsync(390, 900);
        await part.EvaluateAsync("part => scrollTo(0, part.getBoundingClientRect().top + scrollY - 56)");
        await Screenshots.TakeAsync(page, $"{name}-narrow", ColorScheme.Light);
        await page.SetViewportSizeAsync(1440, 900);
    }

    private static async Task GoAsync(IPage page, string address)
    {
        await page.GotoAsync(address);
        await page.Locator("h1").First.WaitForAsync();
        await page.Locator(".connection.live").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }

    private async Task<Sample> SampleAsync()
    {
        var user = (await Service<Collection<User>>().FindAsync(Filter.All, Cancellation))[0];
        var viewer = new Viewer(user.Id, user.Handle, Administrator: true, new HashSet<Permission>());
        var files = new List<StoredFile>();
        foreach (var path in Raspberry.Reads.Select(TestData.Shared))
        {
            await using var content = File.OpenRead(path);
            files.Add(await Service<DirectUpload>().StoreAsync(viewer, new UploadDraft(Path.GetFileName(path), FileType.Reads, content.Length), content, Cancellation));
        }

        var draft = SampleDraft.Of("VT-0412 raspberry leaf", new Link(user.Id, user.Handle), files) with { Host = "Rubus idaeus", Locale = "Dundee", CollectedOn = new DateOnly(2026, 6, 3), Notes = "Ring spots on the older leaves." };
        var creation = await Service<SampleService>().PrepareAsync(draft, Cancellation);
        await Service<IDocumentStore>().BatchAsync(creation.Writes, Cancellation);
        await CompletedAsync(creation.Job.Id);
        return creation.Sample;
    }

    private async Task CompletedAsync(string jobId)
    {
        var job = await Service<Collection<Job>>().GetAsync(jobId, Cancellation);
        while (job?.IsOver() == false)
        {
            await Task.Delay(20, Cancellation);
            job = await Service<Collection<Job>>().GetAsync(jobId, Cancellation);
        }

        job.ShouldNotBeNull().State.ShouldBe(JobState.Complete, job.Error?.Message);
    }

    private async Task MakeDatabaseAsync()
    {
        await File.WriteAllTextAsync(_folder.File("viruses.fa"), Raspberry.Fasta(), Cancellation);
        using var made = Process.Start(new ProcessStartInfo("makeblastdb", ["-in", _folder.File("viruses.fa"), "-dbtype", "nucl", "-out", _folder.File("viruses")]) { RedirectStandardOutput = true }).ShouldNotBeNull();
        await made.StandardOutput.ReadToEndAsync(Cancellation);
        await made.WaitForExitAsync(Cancellation);
        made.ExitCode.ShouldBe(0);
    }

    private T Service<T>()
        where T : notnull => Server.Services.GetRequiredService<T>();
}
