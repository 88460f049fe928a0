using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.App.Tests.Files;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain;
using Virtool.Domain.Files;
using Virtool.Domain.Links;
using Virtool.Domain.Quality;
using Virtool.Domain.Rights;
using Virtool.Domain.Trash;
using Xunit;

namespace Virtool.App.Tests.Trash;

/// <summary>What goes to the trash and comes back, on either engine.</summary>
public abstract class TrashContract : IAsyncLifetime
{
    private static readonly Viewer Ann = new("user0001", "ann", Administrator: false, new HashSet<Permission> { Permission.RemoveFile });
    private static readonly Viewer Bob = new("user0002", "bob", Administrator: false, new HashSet<Permission> { Permission.RemoveFile });

    private readonly TemporaryFolder _folder = new();
    private FilesHost? _made;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private FilesHost Host => _made!;

    private TrashService Trash => Host.Get<TrashService>();

    private FileService Service => Host.Get<FileService>();

    private Collection<TrashItem> Items => Host.Get<Collection<TrashItem>>();

    public async ValueTask InitializeAsync()
    {
        _made = new FilesHost(_folder.Path, database: await MakeAsync());
        await Host.PrepareAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await (_made?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder.Dispose();
        await CloseAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>The engine, and where it is.</summary>
    protected abstract Task<DatabaseOptions> MakeAsync();

    protected abstract ValueTask CloseAsync();

    [Fact]
    public async Task A_removed_file_comes_back_with_its_documents_as_they_were()
    {
        var file = await FileAsync("reads.fq.gz", Ann);
        await Host.Get<Collection<ReadQuality>>().InsertAsync(Quality(file.Id), Cancellation);
        var (before, fileBefore) = (await RawAsync("quality", file.Id), await RawAsync("files", file.Id));

        var item = await Service.RemoveAsync(Ann, file.Id, Cancellation);
        (item.State, item.Name, item.Kind, item.From, item.HasFile).ShouldBe((TrashState.Held, "reads.fq.gz", "reads", $"files/{file.Id}", true));
        (item.By, item.Owner, item.Size, item.Why).ShouldBe((new Link(Ann.UserId, "ann"), new Link(Ann.UserId, "ann"), file.Size, "It was removed by ann."));
        (item.PurgeAt - item.RemovedAt).ShouldBe(TimeSpan.FromDays(30));
        File.Exists(Host.Data.FilePath(file.Id)).ShouldBeFalse();
        (await Host.Files.GetAsync(file.Id, Cancellation)).ShouldBeNull();
        (await RawAsync("quality", file.Id)).ShouldBeNull();

        await Trash.RestoreAsync(Ann, item.Id, Cancellation);
        var back = (await Host.Files.GetAsync(file.Id, Cancellation)).ShouldNotBeNull();
        back.ShouldBe(file with { Revision = back.Revision, Readers = back.Readers });
        back.Readers.ShouldBe(file.Readers);
        Fields((await RawAsync("quality", file.Id))!).ShouldBe(Fields(before!));
        Fields((await RawAsync("files", file.Id))!).ShouldBe(Fields(fileBefore!));
        Reads.Text(Host.Data.FilePath(file.Id)).ShouldBe("reads.fq.gz");
        (await Items.CountAsync(cancellation: Cancellation)).ShouldBe(0);
        Directory.GetFileSystemEntries(Host.Data.Trash).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_a_sample_takes_is_not_removed()
    {
        var file = await FileAsync("reads.fq.gz", Ann, reserved: true);
        (await Should.ThrowAsync<RefusedException>(() => Service.RemoveAsync(Ann, file.Id, Cancellation))).Message.ShouldStartWith("reads.fq.gz cannot be removed: a sample");
        File.Exists(Host.Data.FilePath(file.Id)).ShouldBeTrue();
        (await Items.CountAsync(cancellation: Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task Each_sees_and_brings_back_only_ones_own_and_administrators_all()
    {
        var item = await Service.RemoveAsync(Ann, (await FileAsync("reads.fq.gz", Ann)).Id, Cancellation);
        var others = await Service.RemoveAsync(Bob, (await FileAsync("other.fq.gz", Bob)).Id, Cancellation);
        (await Items.FindAsync(Trash.List(Ann), Cancellation)).Select(one => one.Id).ShouldBe([item.Id]);
        (await Items.CountAsync(Trash.List(Viewer.Server).Filter, Cancellation)).ShouldBe(2);
        await Should.ThrowAsync<NotFoundException>(() => Trash.RestoreAsync(Ann, others.Id, Cancellation));
        await Should.ThrowAsync<NotFoundException>(() => Trash.PurgeAsync(Ann, others.Id, Cancellation));
        await Should.ThrowAsync<NotPermittedException>(() => Trash.RestoreAsync(Ann with { Permissions = new HashSet<Permission>() }, item.Id, Cancellation));
        await Trash.RestoreAsync(Viewer.Server, others.Id, Cancellation);
    }

    [Fact]
    public async Task What_is_in_the_way_is_said_and_nothing_is_moved()
    {
        var file = await FileAsync("reads.fq.gz", Ann);
        var item = await Service.RemoveAsync(Ann, file.Id, Cancellation);
        Reads.WriteText(Host.Data.FilePath(file.Id), "another");
        (await Should.ThrowAsync<RefusedException>(() => Trash.RestoreAsync(Ann, item.Id, Cancellation))).Message.ShouldContain($"files/{file.Id} is in its place");
        File.Delete(Host.Data.FilePath(file.Id));

        await Host.Files.InsertAsync(file with { Revision = 0 }, Cancellation);
        (await Should.ThrowAsync<RefusedException>(() => Trash.RestoreAsync(Ann, item.Id, Cancellation))).Message.ShouldContain($"document {file.Id} in files");
        await Host.Files.DeleteAsync(file.Id, Cancellation);

        (await Items.GetAsync(item.Id, Cancellation))!.State.ShouldBe(TrashState.Held);
        await Trash.RestoreAsync(Ann, item.Id, Cancellation);
    }

    [Fact]
    public async Task Without_its_file_it_is_not_brought_back()
    {
        var item = await Service.RemoveAsync(Ann, (await FileAsync("reads.fq.gz", Ann)).Id, Cancellation);
        Directory.Delete(Host.Data.Trash, recursive: true);
        (await Should.ThrowAsync<RefusedException>(() => Trash.RestoreAsync(Ann, item.Id, Cancellation))).Message.ShouldContain("its file is gone");

        var second = await FileAsync("second.fq.gz", Ann);
        File.Delete(Host.Data.FilePath(second.Id));
        var alone = await Service.RemoveAsync(Ann, second.Id, Cancellation);
        (alone.HasFile, alone.State).ShouldBe((false, TrashState.Held));
        (await Should.ThrowAsync<RefusedException>(() => Trash.RestoreAsync(Ann, alone.Id, Cancellation))).Message.ShouldContain("its file is gone");
        await Trash.PurgeAsync(Ann, alone.Id, Cancellation);
    }

    [Fact]
    public async Task After_its_time_it_is_removed_for_good_and_not_before()
    {
        var item = await Service.RemoveAsync(Ann, (await FileAsync("reads.fq.gz", Ann)).Id, Cancellation);
        Host.Clock.Forward(TimeSpan.FromDays(29.9));
        (await Trash.PurgeDueAsync(Cancellation)).ShouldBe(0);
        File.Exists(Path.Combine(Host.Data.Trash, item.Place)).ShouldBeTrue();
        Host.Clock.Forward(TimeSpan.FromDays(0.2));
        (await Trash.PurgeDueAsync(Cancellation)).ShouldBe(1);
        Directory.GetFileSystemEntries(Host.Data.Trash).ShouldBeEmpty();
        (await Items.CountAsync(cancellation: Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task What_had_expired_is_not_removed_again_when_it_comes_back()
    {
        var file = await FileAsync("reads.fq.gz", Ann);
        await Host.Files.UpdateAsync(file.Id, now => now with { ExpiresAt = Host.Clock.GetUtcNow().AddDays(1) }, Cancellation);
        var item = await Service.RemoveAsync(Ann, file.Id, Cancellation);
        Host.Clock.Forward(TimeSpan.FromDays(2));
        await Trash.RestoreAsync(Ann, item.Id, Cancellation);
        (await Host.Files.GetAsync(file.Id, Cancellation))!.ExpiresAt.ShouldBeNull();
    }

    [Fact]
    public async Task A_folder_goes_and_comes_back_as_a_whole()
    {
        var folder = Host.Data.Sample("sample01");
        Directory.CreateDirectory(Path.Combine(folder, "analysis"));
        Reads.WriteText(Path.Combine(folder, "reads_1.fq.gz"), "12345");
        Reads.WriteText(Path.Combine(folder, "analysis", "one"), "123");
        var item = await Trash.TakeAsync(new TrashOrder(folder, "VT-1", "folder of a sample", "It was lost."), Cancellation);
        item.Size.ShouldBe(8);
        Directory.Exists(folder).ShouldBeFalse();
        await Trash.RestoreAsync(Viewer.Server, item.Id, Cancellation);
        Reads.Text(Path.Combine(folder, "analysis", "one")).ShouldBe("123");
    }

    [Fact]
    public async Task A_document_that_was_changed_meanwhile_stays_and_so_does_its_file()
    {
        var file = await FileAsync("reads.fq.gz", Ann);
        await Host.Files.UpdateAsync(file.Id, now => now with { Reserved = true }, Cancellation);
        await Should.ThrowAsync<ConflictException>(() => Service.TakeAsync(file, "It expired.", by: null, Cancellation));
        File.Exists(Host.Data.FilePath(file.Id)).ShouldBeTrue();
        Should.Throw<ArgumentException>(() => Trash.TakeAsync(new TrashOrder("/etc/passwd", "x", "x", "x"), Cancellation));
    }

    [Theory]
    [InlineData(TrashState.Taking, false, true)]
    [InlineData(TrashState.Taking, true, true)]
    [InlineData(TrashState.Restoring, true, true)]
    [InlineData(TrashState.Restoring, false, false)]
    [InlineData(TrashState.Purging, true, false)]
    [InlineData(TrashState.Purging, false, false)]
    public async Task What_was_left_half_done_is_settled(TrashState state, bool isInTrash, bool isHeldThen)
    {
        var file = await FileAsync("reads.fq.gz", Ann);
        var item = await Service.RemoveAsync(Ann, file.Id, Cancellation);
        if (!isInTrash && state == TrashState.Purging)
        {
            Directory.Delete(Path.Combine(Host.Data.Trash, item.Id), recursive: true);
        }
        else if (!isInTrash)
        {
            File.Move(Path.Combine(Host.Data.Trash, item.Place), Host.Data.FilePath(file.Id));
        }

        await Items.UpdateAsync(item.Id, now => now with { State = state }, Cancellation);
        var settling = ActivatorUtilities.CreateInstance<TrashSettling>(Host.Get<IServiceProvider>());
        (await settling.LookAsync(Cancellation)).ShouldBe(1);
        (await Items.GetAsync(item.Id, Cancellation))!.State.ShouldBe(state, "another process may be at work on it");
        await settling.LookAsync(Cancellation);
        (await settling.LookAsync(Cancellation)).ShouldBe(0);

        var after = await Items.GetAsync(item.Id, Cancellation);
        (after is { State: TrashState.Held, HasFile: true }).ShouldBe(isHeldThen);
        File.Exists(Path.Combine(Host.Data.Trash, item.Place)).ShouldBe(isHeldThen);
        var isBack = state == TrashState.Restoring && !isHeldThen;
        (await Host.Files.GetAsync(file.Id, Cancellation) is not null).ShouldBe(isBack);
        File.Exists(Host.Data.FilePath(file.Id)).ShouldBe(isBack);
    }

    private static ReadQuality Quality(string id) => new() { Id = id, Count = 2, Gc = 51.0, Bases = [[30, 31.5]], Lengths = [[40, 2]] };

    private static string Fields(AnyDocument document) => string.Join("|", document.Fields.Select(pair => $"{pair.Key}={pair.Value}"));

    private async Task<AnyDocument?> RawAsync(string collection, string id)
    {
        var found = await Host.Get<IDocumentStore>().FindAsync(collection, Query<AnyDocument>.ById(id), Cancellation);
        return found.Count == 0 ? null : found[0];
    }

    private Task<StoredFile> FileAsync(string name, Viewer owner, bool reserved = false) => StoredFiles.AddAsync(Host, name, owner, reserved);
}
