using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.Domain.Files;
using Virtool.Domain.Rights;
using Virtool.Files.Quarantine;
using Xunit;

namespace Virtool.App.Tests.Files;

public sealed class AgainTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_duplicate_that_lies_in_its_folder_still_is_imported_once_more_when_somebody_asks()
    {
        await using var host = await new FilesHost(_folder.Path, new() { ["Files:RescanInterval"] = "01:00:00" }).StartAsync();
        Reads.WriteGzip(host.InWatch("a.fq.gz"), Reads.Fastq(5, "same"));
        await host.WaitForAsync("a.fq.gz", ImportState.Stored);
        Reads.WriteGzip(host.InWatch("b.fq.gz"), Reads.Fastq(5, "same"));
        var duplicate = await host.WaitForAsync("b.fq.gz", ImportState.Duplicate);

        await host.Get<QuarantineService>().AnywayAsync(Viewer.Server, duplicate.Id, Cancellation);

        var stored = await host.WaitForAsync("b.fq.gz", ImportState.Stored);
        stored.Id.ShouldBe(duplicate.Id);
        (await host.Files.CountAsync(cancellation: Cancellation)).ShouldBe(2);
    }

    [Fact]
    public async Task A_refused_file_goes_back_to_its_folder_and_what_is_whole_of_it_is_stored_when_somebody_asks()
    {
        await using var host = await new FilesHost(_folder.Path, new() { ["Files:RescanInterval"] = "01:00:00" }).StartAsync();
        Reads.WriteText(host.InWatch("a.fq"), Reads.Fastq(3, "a") + "nothing\n");
        var refused = await host.WaitForAsync("a.fq", import => import.QuarantinedAt is not null);
        refused.BrokenLine.ShouldBe(13);

        await host.Get<QuarantineService>().AnywayAsync(Viewer.Server, refused.Id, Cancellation);

        var stored = await host.WaitForAsync("a.fq", ImportState.Stored);
        (stored.Id, stored.ReadCount, stored.Problem).ShouldBe((refused.Id, 3, "cut"));
        Reads.Unzip(host.Data.FilePath(stored.FileId!)).ShouldBe(Reads.Fastq(3, "a"));
    }
}
