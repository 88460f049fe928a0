using Shouldly;
using Virtool.App.Tests.Bio;
using Virtool.App.Tests.Data;
using Virtool.App.Tests.Files;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Files;
using Virtool.Domain.Rights;
using Virtool.Domain.Trash;
using Virtool.Domain.Uploads;
using Virtool.Domain.Watching;
using Virtool.Files.Quarantine;
using Virtool.Files.Uploads;
using Xunit;

namespace Virtool.App.Tests.Quarantine;

/// <summary>What people do with files that were refused, and with duplicates.</summary>
public sealed class QuarantineTests : IAsyncLifetime
{
    private static readonly Viewer Ann = new("user0001", "ann", Administrator: false, new HashSet<Permission> { Permission.UploadFile, Permission.RemoveFile });
    private static readonly Viewer Bob = Ann with { UserId = "user0002", Handle = "bob" };

    private readonly TemporaryFolder _folder = new();
    private FilesHost _host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private QuarantineService Service => _host.Get<QuarantineService>();

    public async ValueTask InitializeAsync() => _host = await new FilesHost(_folder.Path).StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_refused_file_goes_back_to_where_it_came_from_and_is_looked_at_again()
    {
        var import = await RefusedAsync("run/broken.fq", Damaged(10));

        var again = await Service.RetryAsync(Viewer.Server, import.Id, Cancellation);

        again.State.ShouldBe(ImportState.Discovered);
        var refused = await _host.WaitForAsync("run/broken.fq", one => one.State == ImportState.Quarantined && one.Revision > again.Revision);
        refused.Id.ShouldBe(import.Id);
        await HeldAsync(import.Id, "broken.fq");
    }

    [Fact]
    public async Task Of_damaged_reads_that_are_imported_anyway_the_whole_ones_before_the_break_are_kept_with_a_warning()
    {
        var import = await RefusedAsync("broken.fq", Damaged(1234));

        await Service.AnywayAsync(Viewer.Server, import.Id, Cancellation);

        var stored = await _host.WaitForAsync("broken.fq", ImportState.Stored);
        stored.Problem.ShouldBe("cut");
        stored.ReadCount.ShouldBe(1234);
        var file = (await _host.Files.GetAsync(stored.FileId!, Cancellation))!;
        file.Warning!.ShouldEndWith("Only the first 1,234 of its reads were whole; the rest is damaged and was left out.");
        Reads.Unzip(_host.Data.FilePath(file.Id)).ShouldBe(Reads.Fastq(1234, "damaged"));
        (await _host.Get<Collection<Virtool.Domain.Quality.ReadQuality>>().GetAsync(file.Id, Cancellation))!.Count.ShouldBe(1234);
    }

    [Fact]
    public async Task Of_packed_reads_that_stop_in_the_middle_those_that_came_are_kept()
    {
        var whole = Reads.Gzip(Reads.Fastq(5000, "packed"));
        var upload = await SendAsync(Ann, "packed.fq.gz", whole[..(whole.Length / 2)]);
        upload.State.ShouldBe(ImportState.Quarantined);

        await Service.AnywayAsync(Viewer.Server, upload.Id, Cancellation);

        var stored = await _host.WaitForAsync("packed.fq.gz", ImportState.Stored);
        stored.ReadCount!.Value.ShouldBeInRange(1000, 4999);
        var kept = Reads.Unzip(_host.Data.FilePath(stored.FileId!));
        Reads.Fastq(5000, "packed").ShouldStartWith(kept);
        kept.Count(letter => letter == '\n').ShouldBe((int)stored.ReadCount.Value * 4);
    }

    [Fact]
    public async Task Where_packed_reads_break_is_said_by_line_and_byte()
    {
        var text = Reads.Fastq(100, "packed");
        var bytes = Packed.Plainly(text, at: text.IndexOf("\n+\n", StringComparison.Ordinal) - 1, (byte)'!');
        var watched = await RefusedAsync("broken.fq.gz", bytes);
        var sent = await SendAsync(Ann, "sent.fq.gz", bytes);
        var cut = await SendAsync(Ann, "cut.fq.gz", Reads.Gzip(text)[..^30]);

        foreach (var import in new[] { watched, sent })
        {
            (import.Problem, import.BrokenLine).ShouldBe(("damaged", 2));
            import.BrokenByte.ShouldNotBeNull();
            import.Reason!.ShouldContain($"Its packed data breaks at line 2, byte {import.BrokenByte:N0}.");
        }

        (cut.Problem, cut.BrokenByte).ShouldBe(("ends_early", cut.Size));
        cut.BrokenLine!.Value.ShouldBeInRange(2, 401);
        cut.Reason!.ShouldContain($"stops in the middle of its packed data (line {cut.BrokenLine:N0})");
    }

    [Theory]
    [InlineData("again")]
    [InlineData("anyway")]
    [InlineData("discard")]
    public async Task What_is_asked_for_before_the_file_has_been_moved_aside_is_done_when_it_has(string what)
    {
        // A file where the quarantine should be holds the move back.
        await File.WriteAllTextAsync(_host.Data.Quarantine, "", Cancellation);
        Reads.WriteBytes(_host.InWatch("broken.fq"), Damaged(10));
        var import = await _host.WaitForAsync("broken.fq", ImportState.Quarantined);

        Task asked = what switch
        {
            "again" => Service.RetryAsync(Viewer.Server, import.Id, Cancellation),
            "anyway" => Service.AnywayAsync(Viewer.Server, import.Id, Cancellation),
            _ => Service.DiscardAsync(Viewer.Server, import.Id, Cancellation),
        };
        asked.IsCompleted.ShouldBeFalse();
        File.Delete(_host.Data.Quarantine);

        await asked;
        switch (what)
        {
            case "again":
                await _host.WaitForAsync("broken.fq", one => one.State == ImportState.Quarantined && one.Revision > import.Revision + 2);
                await HeldAsync(import.Id, "broken.fq");
                break;
            case "anyway":
                (await _host.WaitForAsync("broken.fq", ImportState.Stored)).QuarantinedAt.ShouldBeNull();
                break;
            default:
                (await _host.Get<Collection<TrashItem>>().FindAsync(Filter.All, Cancellation)).ShouldHaveSingleItem().HasFile.ShouldBeTrue();
                Directory.Exists(Path.Combine(_host.Data.Quarantine, import.Id)).ShouldBeFalse();
                break;
        }
    }

    [Fact]
    public async Task Of_a_file_that_cannot_be_moved_aside_it_is_said_so_after_a_while()
    {
        await File.WriteAllTextAsync(_host.Data.Quarantine, "", Cancellation);
        Reads.WriteBytes(_host.InWatch("broken.fq"), Damaged(10));
        var import = await _host.WaitForAsync("broken.fq", ImportState.Quarantined);

        var asked = Service.RetryAsync(Viewer.Server, import.Id, Cancellation);
        _host.Clock.Forward(TimeSpan.FromSeconds(11));

        (await Should.ThrowAsync<RefusedException>(() => asked)).Message.ShouldContain("has not been moved to the quarantine yet");
        File.Exists(_host.InWatch("broken.fq")).ShouldBeTrue();
    }

    [Fact]
    public async Task What_holds_no_reads_is_refused_anyway()
    {
        var import = await SendAsync(Ann, "letter.fq", "Dear lab,\n"u8.ToArray());
        QuarantineService.ActionsOf(Viewer.Server, import).Anyway.ShouldBeFalse();
        await Should.ThrowAsync<RefusedException>(() => Service.AnywayAsync(Viewer.Server, import.Id, Cancellation));

        var empty = await SendAsync(Ann, "empty.fq", []);
        await Service.AnywayAsync(Viewer.Server, empty.Id, Cancellation);
        (await _host.WaitForAsync("empty.fq", one => one.State == ImportState.Quarantined && one.Revision > empty.Revision + 1)).Reason!.ShouldContain("0 bytes");
    }

    [Fact]
    public async Task A_discarded_file_can_be_brought_back_and_is_refused_as_it_was()
    {
        var import = await RefusedAsync("broken.fq", Damaged(10));

        var item = await Service.DiscardAsync(Viewer.Server, import.Id, Cancellation);

        (await _host.Imports.GetAsync(import.Id, Cancellation)).ShouldBeNull();
        Directory.Exists(Path.Combine(_host.Data.Quarantine, import.Id)).ShouldBeFalse();
        await _host.Get<TrashService>().RestoreAsync(Viewer.Server, item.Id, Cancellation);
        (await _host.Imports.GetAsync(import.Id, Cancellation))!.State.ShouldBe(ImportState.Quarantined);
        await HeldAsync(import.Id, "broken.fq");
    }

    [Fact]
    public async Task Only_administrators_import_anyway_and_only_ones_own_uploads_are_discarded()
    {
        var watched = await RefusedAsync("broken.fq", Damaged(10));
        await Should.ThrowAsync<NotPermittedException>(() => Service.RetryAsync(Ann, watched.Id, Cancellation));
        await Should.ThrowAsync<NotPermittedException>(() => Service.DiscardAsync(Ann, watched.Id, Cancellation));
        var own = await SendAsync(Ann, "own.fq", Damaged(10));
        await Should.ThrowAsync<NotPermittedException>(() => Service.AnywayAsync(Ann, own.Id, Cancellation));
        await Should.ThrowAsync<NotFoundException>(() => Service.DiscardAsync(Bob, own.Id, Cancellation));
        await Should.ThrowAsync<NotPermittedException>(
            () => Service.DiscardAsync(Ann with { Permissions = new HashSet<Permission> { Permission.UploadFile } }, own.Id, Cancellation));

        (await Service.DiscardAsync(Ann, own.Id, Cancellation)).Name.ShouldBe("own.fq");
        (await _host.Imports.CountAsync(Service.Quarantined(Ann).Filter, Cancellation)).ShouldBe(1);
    }

    [Fact]
    public async Task A_duplicate_upload_is_stored_once_more_when_its_user_asks_for_it()
    {
        var bytes = Reads.Gzip(Reads.Fastq(30, "twice"));
        await SendAsync(Ann, "one.fq.gz", bytes);
        var two = await SendAsync(Ann, "two.fq.gz", bytes);
        two.State.ShouldBe(ImportState.Duplicate);

        await Service.AnywayAsync(Ann, two.Id, Cancellation);

        var stored = await _host.WaitForAsync("two.fq.gz", ImportState.Stored);
        stored.SameAs.ShouldBeNull();
        (await _host.Files.CountAsync(cancellation: Cancellation)).ShouldBe(2);
        await Waiting.UntilAsync(() => Directory.GetFiles(_host.Data.Uploaded).Length == 0);
    }

    [Fact]
    public async Task A_duplicate_in_a_watched_folder_is_stored_once_more_when_an_administrator_asks_for_it()
    {
        var bytes = Reads.Gzip(Reads.Fastq(30, "twice"));
        Reads.WriteBytes(_host.InWatch("one.fq.gz"), bytes);
        await _host.WaitForAsync("one.fq.gz", ImportState.Stored);
        Reads.WriteBytes(_host.InWatch("two.fq.gz"), bytes);
        var two = await _host.WaitForAsync("two.fq.gz", ImportState.Duplicate);

        await Service.AnywayAsync(Viewer.Server, two.Id, Cancellation);

        (await _host.WaitForAsync("two.fq.gz", ImportState.Stored)).Id.ShouldBe(two.Id);
        (await _host.Files.CountAsync(cancellation: Cancellation)).ShouldBe(2);
    }

    [Fact]
    public async Task The_bytes_of_a_duplicate_upload_go_to_the_trash_when_nobody_asks_for_them()
    {
        var bytes = Reads.Gzip(Reads.Fastq(30, "twice"));
        await SendAsync(Ann, "one.fq.gz", bytes);
        var two = await SendAsync(Ann, "two.fq.gz", bytes);

        _host.Clock.Forward(TimeSpan.FromDays(8));

        await Waiting.UntilAsync(() => Directory.GetFiles(_host.Data.Uploaded).Length == 0);
        await Waiting.UntilAsync(async () => await _host.Get<Collection<TrashItem>>().CountAsync(Where<TrashItem>.Is(item => item.Name, "two.fq.gz"), Cancellation) == 1);
        (await Should.ThrowAsync<RefusedException>(() => Service.AnywayAsync(Ann, two.Id, Cancellation))).Message.ShouldContain("not kept here any more");
    }

    [Fact]
    public async Task What_lies_where_a_file_came_from_is_not_overwritten()
    {
        var import = await RefusedAsync("broken.fq", Damaged(10));
        Reads.WriteText(_host.InWatch("broken.fq"), Reads.Fastq(3, "new"));

        (await Should.ThrowAsync<RefusedException>(() => Service.RetryAsync(Viewer.Server, import.Id, Cancellation))).Message.ShouldContain("Move that away first");

        (await _host.Imports.GetAsync(import.Id, Cancellation))!.State.ShouldBe(ImportState.Quarantined);
        await HeldAsync(import.Id, "broken.fq");
    }

    [Fact]
    public async Task A_file_of_a_folder_that_is_not_watched_any_more_stays_with_the_reason()
    {
        var import = await RefusedAsync("broken.fq", Damaged(10));
        await _host.Get<Collection<WatchedFolder>>().UpdateAsync(WatchedFolder.FirstId, folder => folder with { Enabled = false }, Cancellation);

        (await Should.ThrowAsync<RefusedException>(() => Service.RetryAsync(Viewer.Server, import.Id, Cancellation))).Message.ShouldContain("Switch it on first");

        await HeldAsync(import.Id, "broken.fq");
    }

    [Fact]
    public async Task A_server_that_was_stopped_between_the_decision_and_the_move_goes_on_with_it()
    {
        var import = await RefusedAsync("broken.fq", Damaged(77));
        await _host.DisposeAsync();
        _host = new FilesHost(_folder.Path);
        await _host.PrepareAsync();
        await _host.Imports.UpdateAsync(import.Id, one => one with { State = ImportState.Discovered, Anyway = true, Problem = null, Reason = null, Settled = false }, Cancellation);

        await _host.StartAsync();

        (await _host.WaitForAsync("broken.fq", ImportState.Stored)).ReadCount.ShouldBe(77);
        Directory.Exists(Path.Combine(_host.Data.Quarantine, import.Id)).ShouldBeFalse();
    }

    [Fact]
    public async Task An_upload_that_was_decided_on_when_the_server_was_stopped_is_found_again()
    {
        var bytes = Reads.Gzip(Reads.Fastq(12, "stopped"));
        await _host.DisposeAsync();
        _host = new FilesHost(_folder.Path);
        await _host.PrepareAsync();
        var upload = await _host.Get<UploadService>().CreateAsync(Ann, new UploadDraft("stopped.fq.gz", FileType.Reads, bytes.Length), Cancellation);
        Directory.CreateDirectory(_host.Data.Uploads);
        Reads.WriteBytes(Path.Combine(_host.Data.Uploads, upload.Id), bytes);

        await _host.StartAsync();

        (await _host.WaitForAsync("stopped.fq.gz", ImportState.Stored)).ReadCount.ShouldBe(12);
    }

    [Fact]
    public async Task An_unfinished_upload_that_nobody_comes_back_to_is_given_up_after_a_week()
    {
        var service = _host.Get<UploadService>();
        var upload = await service.CreateAsync(Ann, new UploadDraft("left.fq.gz", FileType.Reads, 100), Cancellation);
        await service.ReceiveAsync(Ann, upload.Id, 0, new MemoryStream(new byte[40]), cancellation: Cancellation);
        _host.Clock.Forward(TimeSpan.FromDays(6));
        await _host.RoundAsync();
        (await service.LookAsync(Ann, upload.Id, Cancellation)).Received.ShouldBe(40);

        _host.Clock.Forward(TimeSpan.FromDays(1.1));

        await Waiting.UntilAsync(async () => await _host.Get<Collection<Upload>>().CountAsync(cancellation: Cancellation) == 0);
        Directory.GetFiles(_host.Data.Uploads).ShouldBeEmpty();
    }

    [Fact]
    public async Task While_the_disk_is_short_uploads_wait_and_say_why()
    {
        var service = _host.Get<UploadService>();
        await _host.Get<DiskRoom>().LookAsync(Cancellation);
        var upload = await service.CreateAsync(Ann, new UploadDraft("wait.fq.gz", FileType.Reads, 100), Cancellation);
        _host.Disk.FreeGigabytes = 1;

        (await Should.ThrowAsync<UploadException>(() => service.ReceiveAsync(Ann, upload.Id, 0, new MemoryStream(new byte[40]), cancellation: Cancellation))).Fault.ShouldBe(UploadFault.NoRoom);
        (await Should.ThrowAsync<UploadException>(() => service.CreateAsync(Ann, new UploadDraft("more.fq.gz", FileType.Reads, 100), Cancellation))).Fault.ShouldBe(UploadFault.NoRoom);
        var waiting = (await _host.Get<Collection<Upload>>().GetAsync(upload.Id, Cancellation))!;
        waiting.State.ShouldBe(UploadState.WaitingForRoom);
        waiting.Reason!.ShouldStartWith("wait.fq.gz waits for free disk space");

        _host.Disk.FreeGigabytes = 100;
        (await service.ReceiveAsync(Ann, upload.Id, 0, new MemoryStream(new byte[40]), cancellation: Cancellation)).Received.ShouldBe(40);
        (await _host.Get<Collection<Upload>>().GetAsync(upload.Id, Cancellation))!.State.ShouldBe(UploadState.Arriving);
    }

    private static byte[] Damaged(int whole) => System.Text.Encoding.ASCII.GetBytes(Reads.Fastq(whole, "damaged") + "@next\nAC!T\n+\nIIII\n" + Reads.Fastq(5, "behind"));

    private async Task<Import> RefusedAsync(string name, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_host.InWatch(name))!);
        Reads.WriteBytes(_host.InWatch(name), bytes);
        var import = await _host.WaitForAsync(name, ImportState.Quarantined);
        await HeldAsync(import.Id, Path.GetFileName(name));
        return import;
    }

    private Task<Import> SendAsync(Viewer viewer, string name, byte[] bytes) =>
        _host.Get<DirectUpload>().SendAsync(viewer, new UploadDraft(name, FileType.Reads, bytes.Length), new MemoryStream(bytes), Cancellation);

    private Task HeldAsync(string id, string name) => Waiting.UntilAsync(() => File.Exists(Path.Combine(_host.Data.Quarantine, id, name)));
}
