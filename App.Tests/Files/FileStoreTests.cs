using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.Bio;
using Virtool.Domain.Files;
using Virtool.Domain.Rights;
using Virtool.Files.Importing;
using Xunit;

namespace Virtool.App.Tests.Files;

public sealed class FileStoreTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly FilesHost _host;

    public FileStoreTests() => _host = new FilesHost(_folder.Path);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _host.PrepareAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_genome_is_stored_as_it_is()
    {
        var bytes = Reads.Gzip(">lambda phage\nACGTACGT\nNNAC\n");

        var file = await _host.Get<FileStore>().StoreAsync(Viewer.Server, new MemoryStream(bytes), "../lambda.fa.gz", FileType.Subtraction, Cancellation);

        file.Name.ShouldBe("lambda.fa.gz");
        file.Size.ShouldBe(bytes.Length);
        file.Ready.ShouldBeTrue();
        file.Type.ShouldBe(FileType.Subtraction);
        (await _host.Files.GetAsync(file.Id, Cancellation))!.Sha256.ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)));
        Reads.Bytes(_host.Data.FilePath(file.Id)).ShouldBe(bytes);
    }

    [Fact]
    public async Task What_is_no_genome_is_refused_and_nothing_stays()
    {
        var letter = new MemoryStream("Dear lab,\n"u8.ToArray());

        await Should.ThrowAsync<InputException>(() => _host.Get<FileStore>().StoreAsync(Viewer.Server, letter, "letter.fa", FileType.Subtraction, Cancellation));

        (await _host.Files.CountAsync(cancellation: Cancellation)).ShouldBe(0);
        Directory.GetFiles(_host.Data.Files).ShouldBeEmpty();
        Directory.GetFiles(_host.Data.Arriving).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_upload_is_seen_by_who_gave_it_and_by_administrators()
    {
        var ann = new Viewer("user0001", "ann", Administrator: false, new HashSet<Permission> { Permission.UploadFile });
        var file = await _host.Get<FileStore>().StoreAsync(ann, new MemoryStream(Reads.Gzip(">lambda phage\nACGT\n")), "lambda.fa.gz", FileType.Subtraction, Cancellation);

        var service = _host.Get<FileService>();
        (await service.GetAsync(ann, file.Id, Cancellation)).Id.ShouldBe(file.Id);
        (await service.GetAsync(Viewer.Server, file.Id, Cancellation)).Id.ShouldBe(file.Id);
        var bob = new Viewer("user0002", "bob", Administrator: false, new HashSet<Permission>());
        await Should.ThrowAsync<NotFoundException>(() => service.GetAsync(bob, file.Id, Cancellation));
        (await _host.Files.CountAsync(service.Stored(bob).Filter, Cancellation)).ShouldBe(0);
        (await _host.Files.CountAsync(service.Free(ann, FileType.Subtraction).Filter, Cancellation)).ShouldBe(1);
    }

    [Fact]
    public async Task Who_may_not_upload_is_refused()
    {
        var viewer = new Viewer("user0001", "ann", Administrator: false, new HashSet<Permission>());

        await Should.ThrowAsync<NotPermittedException>(() => _host.Get<FileStore>().StoreAsync(viewer, new MemoryStream(), "a.fa", FileType.Subtraction, Cancellation));
    }
}
