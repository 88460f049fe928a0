using Bunit;
using Shouldly;
using Virtool.Components.Files;
using Virtool.Domain.Files;
using Virtool.Domain.Watching;
using Xunit;

namespace Virtool.App.Tests.Components.Files;

public sealed class FilesPageTests : PagesContext
{
    [Fact]
    public async Task An_empty_page_teaches_where_files_go()
    {
        await AddAsync(new WatchedFolder { Id = WatchedFolder.FirstId, Path = "/data/watch" });
        await ShowsAsync(At<FilesPage>("/files"), "No files yet", "/data/watch", ".part");
    }

    [Fact]
    public async Task A_file_is_followed_from_its_first_sight_to_the_quarantine()
    {
        var page = At<FilesPage>("/files");
        await AddAsync(new Import { Id = "import01", FolderId = "watch", Name = "a.fq.gz", Identity = "1", State = ImportState.Verifying, Progress = 0.43 });
        await ShowsAsync(page, "a.fq.gz", "being checked 43 %");
        await Documents<Import>().UpdateAsync("import01", import => import with { State = ImportState.Quarantined, Reason = "a.fq.gz is no FASTQ." }, Cancellation);
        await ShowsAsync(page, "quarantined", "is no FASTQ.");
        await page.InvokeAsync(() => page.Find("td.why span").TextContent.ShouldBe("is no FASTQ."));
    }

    [Theory]
    [InlineData("a.fq.gz", "a.fq.gz is cut.", "is cut.")]
    [InlineData("run/a.fq.gz", "a.fq.gz is cut.", "is cut.")]
    [InlineData("a.fq", "a.fq.gz is cut.", "a.fq.gz is cut.")]
    [InlineData("a.fq", "Same as a.fq of yesterday.", "Same as a.fq of yesterday.")]
    [InlineData("a.fq", null, null)]
    public void Beside_its_name_a_file_does_not_begin_its_sentence_with_it_again(string name, string? reason, string? said) =>
        FileWords.Why(new Import { Id = "import01", FolderId = "watch", Name = name, Identity = "1", Reason = reason }).ShouldBe(said);

    [Fact]
    public async Task A_folder_that_is_not_watched_says_why()
    {
        await AddAsync(new WatchedFolder { Id = WatchedFolder.FirstId, Path = "/data/watch", Problem = "The folder is gone." });
        await ShowsAsync(At<FilesPage>("/files"), "The folder /data/watch is not watched.", "The folder is gone.");
    }
}
