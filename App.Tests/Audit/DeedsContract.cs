using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Components;
using Virtool.App.Tests.Rights;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Analyses;
using Virtool.Domain.Audit;
using Virtool.Domain.Checks;
using Virtool.Domain.Files;
using Virtool.Domain.Groups;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Settings;
using Virtool.Domain.Trash;
using Virtool.Domain.Uploads;
using Xunit;

namespace Virtool.App.Tests.Audit;

/// <summary>What people do is told once and in words, on either engine.</summary>
public abstract class DeedsContract : IAsyncLifetime
{
    private static readonly Viewer Nina = new(Made.Nina.Id, Made.Nina.Name, Administrator: true, new HashSet<Permission>());
    private static readonly Dictionary<string, string> NoNames = [];

    private RightsHost? _made;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private RightsHost Host => _made!;

    private IDisposable AsNina => Host.Get<Acting>().As(Actor.Of(Nina, "192.0.2.7"));

    public async ValueTask InitializeAsync() => _made = await new RightsHost(await MakeAsync()).StartAsync();

    public async ValueTask DisposeAsync()
    {
        await (_made?.DisposeAsync() ?? ValueTask.CompletedTask);
        await CloseAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<DatabaseOptions> MakeAsync();

    protected abstract ValueTask CloseAsync();

    [Fact]
    public async Task An_analysis_is_told_without_its_job_and_its_samples_tag()
    {
        var reference = await Host.ReferenceAsync();
        var sample = await Host.SampleAsync("VT-1");
        using (AsNina)
        {
            await Host.Get<AnalysisService>().RequestAsync(Nina, sample.Id, AnalysisService.Pathoscope, reference.Id, [], Cancellation);
        }

        (await ToldAsync()).ShouldBe(["asked for an analysis of VT-1"]);
    }

    [Fact]
    public async Task Rights_are_told_of_the_sample_and_not_of_what_depends_on_it()
    {
        var sample = await Host.SampleAsync("VT-1");
        await Host.All<Group>().InsertAsync(new Group { Id = "virology", Name = "Virology", NormalizedName = "VIROLOGY" }, Cancellation);
        using (AsNina)
        {
            await Host.Get<SampleAccess>().SetAsync(Nina, sample.Id, sample.Access, [new(Principals.Group("virology"), [Right.Read, Right.Write])], Cancellation);
        }

        var entry = (await TrailAsync()).ShouldHaveSingleItem();
        var names = await Host.Get<PrincipalNames>().OfAsync(AuditWords.PrincipalsIn([entry]), Cancellation);
        AuditWords.Changes(entry, names).ShouldHaveSingleItem().ShouldBe(new AuditLine(
            "who may see and change it", "everyone may see it", "group Virology may see it and change it or have it analysed", IsSecret: false));
        AuditWords.Sentence(entry, names).ShouldBe("changed who may see and change the sample VT-1");
    }

    [Fact]
    public async Task Jobs_that_are_cancelled_started_again_and_cleared_are_told()
    {
        var jobs = Host.Get<JobService>();
        await Host.All<Job>().InsertAsync(Made.Job(JobState.Waiting), Cancellation);
        await Host.All<Job>().InsertAsync(Made.Job(JobState.Error) with { Id = "job00002", Retryable = true }, Cancellation);
        using (AsNina)
        {
            await jobs.PrioritiseAsync(Nina, "job00001", 3, Cancellation);
            await jobs.CancelAsync(Nina, "job00001", Cancellation);
            await jobs.CancelAsync(Nina, "job00001", Cancellation);
            await jobs.RetryAsync(Nina, "job00002", 8, Cancellation);
        }

        await Host.All<Job>().UpdateAsync("job00001", job => job with { State = JobState.Cancelled }, Cancellation);
        using (AsNina)
        {
            await jobs.RemoveAsync(Nina, "job00001", Cancellation);
        }

        (await ToldAsync()).ShouldBe(
        [
            "changed the job for VT-0412 / Bee viruses: priority “0” → “3”",
            "cancelled the job for VT-0412 / Bee viruses",
            "started the job for VT-0412 / Bee viruses again: memory that it is to get, GB nothing → “8”",
            "removed the job for VT-0412 / Bee viruses",
        ]);
    }

    [Fact]
    public async Task Settings_are_told_with_what_was_and_what_is_from_the_first_on()
    {
        var settings = Host.Get<SettingsService>();
        using (AsNina)
        {
            await settings.ServerIdAsync(Cancellation);
            await settings.UpdateFilesAsync(Nina, new FileSettings { TrashDays = 7 }, Cancellation);
            await settings.UpdateFilesAsync(Nina, new FileSettings { TrashDays = 14 }, Cancellation);
            await settings.UpdateNewSamplesAsync(Nina, new NewSamples(SampleGroupChoice.UsersPrimaryGroup, true, true, false, false), Cancellation);
            await Host.Get<CheckService>().RequestAsync(Nina, hashes: true, Cancellation);
            await Host.Get<CheckService>().CancelAsync(Nina, Cancellation);
        }

        var told = await ToldAsync();
        told[^5].ShouldContain("days in the trash");
        told[^4].ShouldBe("changed the settings: days in the trash “7” → “14”");
        told[^3].ShouldStartWith("changed the settings: ");
        told[^3].ShouldContain("group of new samples");
        told[^2].ShouldStartWith("asked for a check of the files");
        told[^1].ShouldBe("cancelled the check of the files");
    }

    [Fact]
    public async Task What_goes_to_the_trash_comes_back_and_goes_for_good_is_told_once_each()
    {
        var data = Host.Get<DataFolder>();
        Directory.CreateDirectory(data.Files);
        await File.WriteAllTextAsync(Path.Combine(data.Files, FilesDirectory.Marker), await Host.Get<SettingsService>().ServerIdAsync(Cancellation), Cancellation);
        await Host.Get<SettingsService>().MarkFilesAsync(Cancellation);
        foreach (var id in new[] { "file0001", "file0002" })
        {
            await Host.All<StoredFile>().InsertAsync(new StoredFile { Id = id, Name = $"{id}.fq.gz", Type = FileType.Reads, Ready = true, Readers = RightsRules.Everyone }, Cancellation);
            await File.WriteAllTextAsync(data.FilePath(id), "reads", Cancellation);
        }

        using (AsNina)
        {
            var item = await Host.Get<FileService>().RemoveAsync(Nina, "file0001", Cancellation);
            await Host.Get<TrashService>().RestoreAsync(Nina, item.Id, Cancellation);
            var other = await Host.Get<FileService>().RemoveAsync(Nina, "file0002", Cancellation);
            await Host.Get<TrashService>().PurgeAsync(Nina, other.Id, Cancellation);
        }

        (await ToldAsync()).ShouldBe(
        [
            "moved the stored file file0001.fq.gz to the trash",
            "brought back the stored file file0001.fq.gz from the trash",
            "moved the stored file file0002.fq.gz to the trash",
            "removed file0002.fq.gz from the trash for good",
        ]);
    }

    [Fact]
    public async Task What_the_server_finishes_for_somebody_is_told_in_that_ones_name()
    {
        var item = new TrashItem { Id = "trash001", Name = "reads.fq.gz", Kind = "reads", From = "files/x", Place = "trash001/x", Why = "-", State = TrashState.Purging, AskedBy = Actor.Of(Nina, "192.0.2.7") };
        await Host.All<TrashItem>().InsertAsync(item, Cancellation);
        await Host.Get<TrashService>().FinishPurgingAsync(item);
        await Host.All<TrashItem>().InsertAsync(item with { Id = "trash002", AskedBy = null }, Cancellation);
        await Host.Get<TrashService>().FinishPurgingAsync(item with { Id = "trash002", AskedBy = null });

        var entry = (await TrailAsync()).ShouldHaveSingleItem();
        (entry.Actor, entry.From, entry.Thing.Id).ShouldBe((Made.Nina, "192.0.2.7", "trash001"));
    }

    [Fact]
    public async Task An_upload_is_one_entry_and_one_that_is_given_up_another()
    {
        var uploads = Host.All<Upload>();
        var upload = new Upload { Id = "upload01", Name = "reads.fq.gz", User = Made.Nina, Size = 10, ExpiresAt = Made.Now };
        using (AsNina)
        {
            foreach (var id in new[] { "upload01", "upload02" })
            {
                await uploads.InsertAsync(upload with { Id = id }, Cancellation);
                for (var part = 1; part < 5; part++)
                {
                    var received = part;
                    await uploads.UpdateAsync(id, one => one with { Received = received, ExpiresAt = one.ExpiresAt.AddHours(1), ChangedAt = Made.Now.AddSeconds(received) }, Cancellation);
                }
            }

            var whole = (await uploads.UpdateAsync("upload01", one => one with { State = UploadState.Complete, ImportId = "upload01" }, Cancellation))!;
            await Host.All<Import>().InsertAsync(new Import { Id = whole.Id, FolderId = Import.Uploads, Name = whole.Name, Identity = whole.Id, State = ImportState.Quarantined, Readers = RightsRules.Everyone }, Cancellation);
            await uploads.DeleteAsync("upload01", Cancellation);
            await uploads.DeleteAsync("upload02", Cancellation);
            await Host.All<Import>().UpdateAsync(whole.Id, import => import.BeginAgain(Made.Now, anyway: true) with { ReadCount = 3 }, Cancellation);
        }

        (await ToldAsync()).Order().ShouldBe(["gave up the upload of reads.fq.gz", "imported the file reads.fq.gz, whatever is wrong with it", "uploaded reads.fq.gz", "uploaded reads.fq.gz"]);
        var history = await Host.Get<AuditService>().HistoryAsync(Nina with { Administrator = false }, "imports", "upload01", Cancellation);
        (await Host.All<AuditEntry>().FindAsync(history, Cancellation)).Select(entry => entry.Thing.Collection).Order().ShouldBe(["imports", "uploads"]);
    }

    [Fact]
    public async Task The_entry_of_a_large_document_stays_small()
    {
        var large = Made.Job(JobState.Waiting) with { Args = new JsonObject { ["text"] = new string('x', 500_000) } };
        await Host.All<Job>().InsertAsync(large, Cancellation);
        using (AsNina)
        {
            await Host.All<Job>().UpdateAsync(large.Id, job => job with { Priority = 1, Args = new JsonObject { ["text"] = new string('y', 500_000) } }, Cancellation);
            await Host.All<Reference>().InsertAsync(new Reference { Id = "referenc", Name = new string('n', 10_000), User = Made.Nina }, Cancellation);

            // The cut falls between the halves of a character.
            await Host.All<Reference>().UpdateAsync("referenc", reference => reference with { Name = "short", Description = new string('d', AuditRules.LongestValue - 1) + "🦠" + new string('e', 100_000) }, Cancellation);
        }

        foreach (var entry in await TrailAsync())
        {
            System.Text.Json.JsonSerializer.Serialize(entry).Length.ShouldBeLessThan(4_000);
        }

        (await TrailAsync()).Count.ShouldBe(3);
    }

    [Fact]
    public async Task The_whole_trail_is_read_in_parts_without_missing_or_doubling_any()
    {
        var entries = Host.All<AuditEntry>();
        var all = Enumerable.Range(0, 1_201).Select(number => new AuditEntry
        {
            Id = $"entry{number:00000}",
            At = Made.Now.AddSeconds(number / 700),
            Actor = number % 3 == 0 ? new Link("bob00000", "bob") : Made.Nina,
            Action = AuditAction.Changed,
            Thing = new AuditThing("samples", $"s{number}", $"VT-{number}"),
        }).ToArray();
        foreach (var some in all.Chunk(400))
        {
            await Host.Get<IDocumentStore>().BatchAsync([.. some.Select(entries.ToInsert)], Cancellation);
        }

        (await ReadAsync(new AuditFilter())).ShouldBe(all.OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id, StringComparer.Ordinal).Select(entry => entry.Id));
        (await ReadAsync(new AuditFilter(User: "bob"))).Count.ShouldBe(401);
        (await ReadAsync(new AuditFilter(Until: Made.Now.AddSeconds(1)))).Count.ShouldBe(700);
        await Should.ThrowAsync<NotPermittedException>(async () => await Host.Get<AuditService>().AllAsync(Nina with { Administrator = false }, new AuditFilter(), Cancellation).FirstAsync(Cancellation));
    }

    private async Task<List<string>> ReadAsync(AuditFilter filter) =>
        await Host.Get<AuditService>().AllAsync(Nina, filter, Cancellation).Select(entry => entry.Id).ToListAsync(Cancellation);

    private async Task<List<string>> ToldAsync() => [.. (await TrailAsync()).Select(entry => AuditWords.Sentence(entry, NoNames))];

    private async Task<IReadOnlyList<AuditEntry>> TrailAsync()
    {
        var all = await Host.All<AuditEntry>().FindAsync(Query<AuditEntry>.All.OrderBy(entry => entry.At), Cancellation);
        all.ShouldAllBe(entry => entry.Actor == Made.Nina && entry.From == "192.0.2.7");
        return all;
    }
}
