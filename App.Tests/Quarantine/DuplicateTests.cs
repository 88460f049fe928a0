using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.App.Tests.Files;
using Virtool.Domain.Files;
using Virtool.Domain.Rights;
using Virtool.Domain.Watching;
using Virtool.Files.Quarantine;
using Xunit;

namespace Virtool.App.Tests.Quarantine;

/// <summary>Duplicates in watched folders that are to be imported once more, when not everything is where it was.</summary>
public sealed class DuplicateTests : IAsyncLifetime
{
    private readonly byte[] _bytes = Reads.Gzip(Reads.Fastq(30, "twice"));
    private readonly TemporaryFolder _folder = new();
    private FilesHost _host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _host = new FilesHost(_folder.Path);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task One_that_somebody_took_away_says_so_and_stays_a_duplicate()
    {
        var two = await DuplicateAsync(OriginalFate.Leave);
        File.Delete(_host.InWatch("run/two.fq.gz"));

        (await RefusalAsync(two)).ShouldBe(
            "two.fq.gz does not lie where it came from any more, so its bytes are not kept here any more. Copy it again, then it can be imported once more.");
    }

    [Fact]
    public async Task Another_file_in_its_place_is_not_taken_for_it()
    {
        var two = await DuplicateAsync(OriginalFate.Leave);
        await _host.StopAsync();
        Reads.WriteGzip(_host.InWatch("run/two.fq.gz"), Reads.Fastq(4, "another"));

        (await RefusalAsync(two)).ShouldBe("Another file lies where two.fq.gz came from; it is imported by itself. The bytes of the former are not kept here.");
    }

    [Fact]
    public async Task One_that_was_moved_to_the_imported_files_comes_back_from_there_and_is_stored()
    {
        Directory.CreateDirectory(_host.InWatch("imported/run"));
        Reads.WriteText(_host.InWatch("imported/run/two.fq.gz"), "somebody's");
        var two = await DuplicateAsync(OriginalFate.Move);
        File.Exists(_host.InWatch("imported/2/run/two.fq.gz")).ShouldBeTrue();

        await _host.Get<QuarantineService>().AnywayAsync(Viewer.Server, two.Id, Cancellation);

        var stored = await _host.WaitForAsync("run/two.fq.gz", import => import is { State: ImportState.Stored, Original: OriginalFate.Move });
        (stored.Id, stored.SameAs).ShouldBe((two.Id, null));
        (await _host.Files.CountAsync(cancellation: Cancellation)).ShouldBe(2);
        Reads.Bytes(_host.InWatch("imported/2/run/two.fq.gz")).ShouldBe(_bytes);
    }

    [Fact]
    public async Task One_that_was_moved_and_then_taken_away_says_so()
    {
        var two = await DuplicateAsync(OriginalFate.Move);
        File.Delete(_host.InWatch("imported/run/two.fq.gz"));

        (await RefusalAsync(two)).ShouldBe(
            "The original of two.fq.gz was moved to the folder imported when it was found to be a duplicate, and is not there any more. Copy it again, then it can be imported once more.");
    }

    [Fact]
    public async Task One_that_was_deleted_says_how_it_is_imported_all_the_same()
    {
        var two = await DuplicateAsync(OriginalFate.Delete);

        (await RefusalAsync(two)).ShouldBe(
            "The original of two.fq.gz was deleted when it was found to be a duplicate, as its folder is set, so its bytes are not kept here any more. To import it once more, upload it: of an upload they are kept for a while.");
    }

    [Fact]
    public async Task When_the_other_was_removed_it_is_stored_in_its_place()
    {
        var two = await DuplicateAsync(OriginalFate.Leave);
        await RemoveOtherAsync();

        await _host.Get<QuarantineService>().AnywayAsync(Viewer.Server, two.Id, Cancellation);

        await _host.WaitForAsync("run/two.fq.gz", ImportState.Stored);
        (await _host.Files.CountAsync(cancellation: Cancellation)).ShouldBe(1);
    }

    [Theory]
    [InlineData(OriginalFate.Delete)]
    [InlineData(OriginalFate.Move)]
    public async Task Its_original_does_not_go_when_the_other_was_removed_before_but_is_imported(OriginalFate fate)
    {
        var two = await DuplicateAsync(OriginalFate.Leave);
        await _host.StopAsync();
        await RemoveOtherAsync();
        await _host.Imports.UpdateAsync(two.Id, import => import with { Fate = fate }, Cancellation);
        await _host.DisposeAsync();
        _host = await new FilesHost(_folder.Path).StartAsync();

        var stored = await _host.WaitForAsync("run/two.fq.gz", ImportState.Stored);

        (stored.Id, stored.SameAs).ShouldBe((two.Id, null));
        Reads.Bytes(_host.Data.FilePath(stored.FileId!)).ShouldBe(_bytes);
    }

    private async Task<Import> DuplicateAsync(OriginalFate fate)
    {
        await _host.StartAsync(set: folder => folder with { Original = fate });
        Reads.WriteBytes(_host.InWatch("one.fq.gz"), _bytes);
        await _host.WaitForAsync("one.fq.gz", ImportState.Stored);
        Directory.CreateDirectory(_host.InWatch("run"));
        Reads.WriteBytes(_host.InWatch("run/two.fq.gz"), _bytes);
        return await _host.WaitForAsync("run/two.fq.gz", import => import.State == ImportState.Duplicate && import.Original == fate);
    }

    private async Task RemoveOtherAsync()
    {
        var file = (await _host.Files.FindAsync(Virtool.Data.Queries.Filter.All, Cancellation)).ShouldHaveSingleItem();
        await _host.Get<FileService>().RemoveAsync(Viewer.Server, file.Id, Cancellation);
    }

    private async Task<string> RefusalAsync(Import import)
    {
        var refused = await Should.ThrowAsync<RefusedException>(() => _host.Get<QuarantineService>().AnywayAsync(Viewer.Server, import.Id, Cancellation));
        (await _host.Imports.GetAsync(import.Id, Cancellation))!.State.ShouldBe(ImportState.Duplicate);
        return refused.Message;
    }
}
