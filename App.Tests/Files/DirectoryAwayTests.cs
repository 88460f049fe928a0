using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Questions;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;
using Virtool.Domain.Trash;
using Virtool.Domain.Uploads;
using Virtool.Files.Importing;
using Virtool.Files.Uploads;
using Virtool.Jobs.Workflows;
using Xunit;

namespace Virtool.App.Tests.Files;

public sealed class DirectoryAwayTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly FilesHost _host;

    public DirectoryAwayTests() => _host = new FilesHost(_folder.Path, new() { ["Files:DirectoryInterval"] = "00:00:00.3" });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private FilesDirectory Directory => _host.Get<FilesDirectory>();

    private string Aside => Path.Combine(_folder.Path, "disk");

    public async ValueTask InitializeAsync()
    {
        await _host.StartAsync();
        await Waiting.UntilAsync(async () => (await _host.Get<SettingsService>().GetAsync(Cancellation)).FilesMarked);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact(Timeout = 300_000)]
    public async Task Imports_wait_while_the_disk_is_not_mounted_write_nothing_below_it_and_go_on_by_themselves()
    {
        var told = new List<bool>();
        Directory.Changed += (_, _) => told.Add(Directory.Now.IsThere);
        Unmount();
        Reads.WriteGzip(_host.InWatch("a.fq.gz"), Reads.Fastq(5, "a"));
        var waiting = await _host.WaitForAsync("a.fq.gz", import => import.Problem == Problems.FilesAway);
        (waiting.State, waiting.Reason).ShouldBe((
            ImportState.Settling,
            "a.fq.gz waits: the files directory lacks its marker (files/.virtool); is its disk mounted? It goes on by itself."));
        await Waiting.UntilAsync(async () => await _host.Get<Collection<Question>>().GetAsync(Question.FilesMarker, Cancellation) is not null);
        System.IO.Directory.EnumerateFileSystemEntries(_host.Data.Files).ShouldBeEmpty();

        Mount();
        var stored = await _host.WaitForAsync("a.fq.gz", ImportState.Stored);
        File.Exists(_host.Data.FilePath(stored.FileId!)).ShouldBeTrue();
        await Waiting.UntilAsync(async () => await _host.Get<Collection<Question>>().GetAsync(Question.FilesMarker, Cancellation) is null);
        told.ShouldBe([false, true]);
    }

    [Fact(Timeout = 300_000)]
    public async Task The_bytes_of_an_upload_come_all_the_same_and_are_stored_when_the_disk_is_back()
    {
        var ann = new Viewer("user0001", "ann", Administrator: false, Enum.GetValues<Permission>().ToHashSet());
        var bytes = Reads.Gzip(Reads.Fastq(5, "up"));
        Unmount();
        var uploads = _host.Get<UploadService>();
        var upload = await uploads.CreateAsync(ann, new UploadDraft("up.fq.gz", FileType.Reads, bytes.Length), Cancellation);
        await uploads.ReceiveAsync(ann, upload.Id, 0, new MemoryStream(bytes), cancellation: Cancellation);
        (await _host.WaitForAsync("up.fq.gz", import => import.Problem == Problems.FilesAway)).Reason.ShouldBe(
            "up.fq.gz waits: the files directory lacks its marker (files/.virtool); is its disk mounted? It goes on by itself.");

        Mount();
        await _host.WaitForAsync("up.fq.gz", ImportState.Stored);
    }

    [Fact(Timeout = 300_000)]
    public async Task Nothing_is_brought_back_from_the_trash_or_moved_there_while_the_disk_is_away()
    {
        var (gone, stays) = (await StoredFiles.AddAsync(_host, "gone.fq.gz"), await StoredFiles.AddAsync(_host, "stays.fq.gz"));
        var (files, trash) = (_host.Get<FileService>(), _host.Get<TrashService>());
        var item = await files.RemoveAsync(Viewer.Server, gone.Id, Cancellation);
        Unmount();
        (await Should.ThrowAsync<RefusedException>(() => trash.RestoreAsync(Viewer.Server, item.Id, Cancellation))).Message.ShouldBe(
            "gone.fq.gz cannot be brought back at the moment: the files directory lacks its marker (files/.virtool); is its disk mounted? Try again when it is there.");
        (await Should.ThrowAsync<RefusedException>(() => files.RemoveAsync(Viewer.Server, stays.Id, Cancellation))).Message.ShouldStartWith("stays.fq.gz cannot be removed at the moment: ");
        (await _host.Files.GetAsync(stays.Id, Cancellation)).ShouldNotBeNull();

        Mount();
        await trash.RestoreAsync(Viewer.Server, item.Id, Cancellation);
        File.Exists(_host.Data.FilePath(gone.Id)).ShouldBeTrue();
    }

    [Fact]
    public async Task The_marker_of_another_server_is_no_marker_and_neither_is_one_that_cannot_be_read()
    {
        await File.WriteAllTextAsync(Path.Combine(_host.Data.Files, FilesDirectory.Marker), "abcd1234\n", Cancellation);
        (await Directory.LookAsync(Cancellation)).WhyNot("A").ShouldBe(
            "A waits: the files directory is marked as another server's (abcd1234); is the right disk mounted? It goes on by itself.");
        await Should.ThrowAsync<FilesAwayException>(() => Directory.DemandAsync("A", Cancellation));

        File.Delete(Path.Combine(_host.Data.Files, FilesDirectory.Marker));
        System.IO.Directory.CreateDirectory(Path.Combine(_host.Data.Files, FilesDirectory.Marker));
        (await Directory.LookAsync(Cancellation)).Fault.ShouldBe(DirectoryFault.Unreadable);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_job_that_takes_files_waits_until_the_disk_is_mounted_and_another_does_not()
    {
        using var folder = new TemporaryFolder();
        ScriptedWorkflow takes = new("takes", WorkflowSize.None, (_, _) => Task.CompletedTask) { TakesFiles = true }, other = new("other", WorkflowSize.None, (_, _) => Task.CompletedTask);
        await using var host = new JobsHost(folder.Path, new Machine(2, 4), [takes, other]);
        await host.PrepareAsync();
        var settings = host.Get<SettingsService>();
        var id = await settings.ServerIdAsync(Cancellation);
        await settings.MarkFilesAsync(Cancellation);
        await host.StartAsync();
        await Waiting.UntilAsync(() => !host.Get<FilesDirectory>().Now.IsThere);

        var waits = await host.SubmitAsync("takes");
        await host.WaitForAsync(await host.SubmitAsync("other"), JobState.Complete);
        waits = await host.WaitForAsync(waits, job => job.Reason is not null);
        (waits.State, waits.Reason).ShouldBe((JobState.Waiting, "Waits: the files directory lacks its marker (files/.virtool); is its disk mounted?"));

        System.IO.Directory.CreateDirectory(host.Data.Files);
        await File.WriteAllTextAsync(Path.Combine(host.Data.Files, FilesDirectory.Marker), id, Cancellation);
        await host.WaitForAsync(waits, JobState.Complete);
    }

    // As a disk that is taken away: another folder, which is empty, lies in its place.
    private void Unmount()
    {
        System.IO.Directory.Move(_host.Data.Files, Aside);
        System.IO.Directory.CreateDirectory(_host.Data.Files);
    }

    private void Mount()
    {
        System.IO.Directory.Delete(_host.Data.Files);
        System.IO.Directory.Move(Aside, _host.Data.Files);
    }
}
