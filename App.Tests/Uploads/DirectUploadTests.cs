using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.App.Tests.Files;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Collections;
using Virtool.Domain.Files;
using Virtool.Domain.Rights;
using Virtool.Domain.Uploads;
using Virtool.Files.Uploads;
using Xunit;

namespace Virtool.App.Tests.Uploads;

public sealed class DirectUploadTests : IAsyncLifetime
{
    private static readonly Viewer Ann = new("user0001", "ann", Administrator: false, new HashSet<Permission> { Permission.UploadFile });

    private readonly TemporaryFolder _folder = new();
    private readonly FilesHost _host;

    public DirectUploadTests() => _host = new FilesHost(_folder.Path);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _host.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_genome_is_checked_and_stored_as_it_is()
    {
        var bytes = Reads.Gzip(">lambda phage\nACGTACGT\nNNAC\n");

        var file = await StoreAsync(Viewer.Server, bytes, "lambda.fa.gz", FileType.Subtraction);

        file.Name.ShouldBe("lambda.fa.gz");
        file.Size.ShouldBe(bytes.Length);
        file.Ready.ShouldBeTrue();
        file.Type.ShouldBe(FileType.Subtraction);
        file.ReadCount.ShouldBeNull();
        file.Sha256.ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)));
        Reads.Bytes(_host.Data.FilePath(file.Id)).ShouldBe(bytes);
        await NothingLeftAsync();
    }

    [Fact]
    public async Task Reads_are_counted_and_measured_as_those_of_a_watched_folder()
    {
        var file = await StoreAsync(Ann, Reads.Gzip(Reads.Fastq(120, "direct")), "direct.fq.gz", FileType.Reads);

        file.ReadCount.ShouldBe(120);
        file.User!.Name.ShouldBe("ann");
        file.Readers.ShouldBe([Principals.User(Ann.UserId)]);
        (await _host.Get<Collection<Virtool.Domain.Quality.ReadQuality>>().GetAsync(file.Id, Cancellation))!.Count.ShouldBe(120);
        await NothingLeftAsync();
    }

    [Theory]
    [InlineData(FileType.Reference)]
    [InlineData(FileType.Hmm)]
    public async Task What_is_checked_later_is_hashed_and_stored(FileType type)
    {
        var file = await StoreAsync(Ann, "anything"u8.ToArray(), "anything.bin", type);

        file.Type.ShouldBe(type);
        file.Sha256.ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("anything"u8)));
        await NothingLeftAsync();
    }

    [Theory]
    [InlineData(FileType.Subtraction, "Dear lab,\n", "holds no genome")]
    [InlineData(FileType.Reads, "Dear lab,\n", "holds no reads")]
    [InlineData(FileType.Reads, "@a\nACGT\n+\nII", "stops in the middle of a record (line 4)")]
    [InlineData(FileType.Reads, "", "has 0 bytes")]
    public async Task What_is_not_what_it_should_be_is_quarantined_and_the_reason_told(FileType type, string content, string reason)
    {
        var refusal = await Should.ThrowAsync<RefusedException>(() => StoreAsync(Ann, System.Text.Encoding.ASCII.GetBytes(content), "letter.txt", type));

        refusal.Message.ShouldContain(reason);
        (await _host.Files.CountAsync(cancellation: Cancellation)).ShouldBe(0);
        var import = (await _host.AllAsync()).ShouldHaveSingleItem();
        import.State.ShouldBe(ImportState.Quarantined);
        import.QuarantinedAt.ShouldNotBeNull();
        Reads.Text(Path.Combine(_host.Data.Quarantine, import.Id, "letter.txt")).ShouldBe(content);
        await NothingLeftAsync();
    }

    [Fact]
    public async Task Who_sent_what_is_refused_is_answered_when_it_lies_in_the_quarantine()
    {
        // A file where the quarantine should be holds the move back.
        await File.WriteAllTextAsync(_host.Data.Quarantine, "", Cancellation);
        var sent = _host.Get<DirectUpload>().SendAsync(Ann, new UploadDraft("letter.fq", FileType.Reads, 9), new MemoryStream("Dear lab,"u8.ToArray()), Cancellation);
        await _host.WaitForAsync("letter.fq", ImportState.Quarantined);

        sent.IsCompleted.ShouldBeFalse();
        File.Delete(_host.Data.Quarantine);

        File.Exists(Path.Combine(_host.Data.Quarantine, (await sent).Id, "letter.fq")).ShouldBeTrue();
    }

    [Fact]
    public async Task The_same_bytes_are_stored_once()
    {
        var bytes = Reads.Gzip(Reads.Fastq(9, "same"));
        var first = await StoreAsync(Ann, bytes, "one.fq.gz", FileType.Reads);

        var import = await _host.Get<DirectUpload>().SendAsync(Ann, new UploadDraft("two.fq.gz", FileType.Reads, 0), new MemoryStream(bytes), Cancellation);

        import.State.ShouldBe(ImportState.Duplicate);
        import.Reason!.ShouldContain("one.fq.gz");
        import.Readers.ShouldBe([Principals.User(Ann.UserId)]);
        (await StoreAsync(Ann, bytes, "three.fq.gz", FileType.Reads)).Id.ShouldBe(first.Id);
        (await _host.Files.CountAsync(cancellation: Cancellation)).ShouldBe(1);
    }

    [Fact]
    public async Task A_duplicate_does_not_tell_the_name_of_somebody_elses_file()
    {
        var bytes = Reads.Gzip(Reads.Fastq(9, "secret"));
        await StoreAsync(Ann, bytes, "secret patient.fq.gz", FileType.Reads);
        var bob = Ann with { UserId = "user0002", Handle = "bob" };

        var import = await _host.Get<DirectUpload>().SendAsync(bob, new UploadDraft("two.fq.gz", FileType.Reads, 0), new MemoryStream(bytes), Cancellation);

        import.State.ShouldBe(ImportState.Duplicate);
        import.Reason!.ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_sender_that_goes_leaves_nothing_behind()
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var content = new ActingStream(Reads.Gzip(Reads.Fastq(500, "going")), token =>
        {
            gone.Cancel();
            token.ThrowIfCancellationRequested();
        });

        await Should.ThrowAsync<OperationCanceledException>(
            () => _host.Get<DirectUpload>().SendAsync(Ann, new UploadDraft("going.fq.gz", FileType.Reads, 0), content, gone.Token));

        (await _host.AllAsync()).ShouldBeEmpty();
        (await _host.Get<Collection<Upload>>().CountAsync(cancellation: Cancellation)).ShouldBe(0);
        Directory.GetFiles(_host.Data.Uploads).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_sender_that_goes_while_the_file_waits_to_be_verified_leaves_nothing_behind()
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var content = new ActingStream(Reads.Gzip(Reads.Fastq(5, "going")), _ => _host.Disk.FreeGigabytes = 0);
        var sending = _host.Get<DirectUpload>().SendAsync(Ann, new UploadDraft("going.fq.gz", FileType.Reads, 0), content, gone.Token);
        var import = await _host.WaitForAsync("going.fq.gz", import => import.Problem == "no_room");
        import.Reason!.ShouldContain("waits for free disk space");

        await gone.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => sending);
        (await _host.AllAsync()).ShouldBeEmpty();
        await Waiting.UntilAsync(() => Directory.GetFiles(_host.Data.Uploaded).Length == 0);
        (await _host.Get<Collection<Upload>>().CountAsync(cancellation: Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task Who_may_not_upload_is_refused()
    {
        var viewer = Ann with { Permissions = new HashSet<Permission>() };

        await Should.ThrowAsync<NotPermittedException>(() => StoreAsync(viewer, [], "a.fa", FileType.Subtraction));
    }

    private Task<StoredFile> StoreAsync(Viewer viewer, byte[] bytes, string name, FileType type) =>
        _host.Get<DirectUpload>().StoreAsync(viewer, new UploadDraft(name, type, bytes.Length), new MemoryStream(bytes), Cancellation);

    private async Task NothingLeftAsync()
    {
        Directory.GetFiles(_host.Data.Uploads).ShouldBeEmpty();
        await Waiting.UntilAsync(() => Directory.GetFiles(_host.Data.Uploaded).Length == 0);
        (await _host.Get<Collection<Upload>>().CountAsync(cancellation: Cancellation)).ShouldBe(0);
    }
}
