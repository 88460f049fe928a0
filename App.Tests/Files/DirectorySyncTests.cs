using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Files;
using Virtool.Domain.Questions;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;
using Virtool.Domain.Trash;
using Virtool.Domain.Watching;
using Xunit;

namespace Virtool.App.Tests.Files;

public sealed class DirectorySyncTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private FilesHost _host;

    public DirectorySyncTests() => _host = new FilesHost(_folder.Path, Quick);

    private static Dictionary<string, string?> Quick => new() { ["Files:DirectoryInterval"] = "00:00:00.3" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Collection<TrashItem> Trash => _host.Get<Collection<TrashItem>>();

    private Collection<Question> Questions => _host.Get<Collection<Question>>();

    private string Marker => Path.Combine(_host.Data.Files, ".virtool");

    public async ValueTask InitializeAsync() => await _host.PrepareAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact(Timeout = 300_000)]
    public async Task A_file_removed_by_hand_takes_its_document_to_the_trash()
    {
        await _host.StartAsync();
        var (gone, stays) = (await StoredFiles.AddAsync(_host, "gone.fq.gz"), await StoredFiles.AddAsync(_host, "stays.fq.gz"));
        await MarkedAsync();
        File.Delete(_host.Data.FilePath(gone.Id));
        await Waiting.UntilAsync(async () => await _host.Files.GetAsync(gone.Id, Cancellation) is null);
        (await _host.Files.GetAsync(stays.Id, Cancellation)).ShouldNotBeNull();

        var item = (await Trash.FindAsync(Filter.All, Cancellation)).ShouldHaveSingleItem();
        (item.Name, item.HasFile, item.By).ShouldBe(("gone.fq.gz", false, null));
        item.Why.ShouldBe("Its file was removed from the files directory by hand, or by another program.");
        (await Should.ThrowAsync<RefusedException>(() => _host.Get<TrashService>().RestoreAsync(Viewer.Server, item.Id, Cancellation))).Message.ShouldContain("its file is gone");
    }

    [Fact(Timeout = 300_000)]
    public async Task A_removed_document_takes_its_file_to_the_trash()
    {
        await _host.StartAsync();
        var file = await StoredFiles.AddAsync(_host, "gone.fq.gz");
        await _host.Files.DeleteAsync(file.Id, Cancellation);
        await Waiting.UntilAsync(() => !File.Exists(_host.Data.FilePath(file.Id)));
        TrashItem? item = null;
        await Waiting.UntilAsync(async () => (item = await Trash.FirstAsync(Filter.All, Cancellation)) is { State: TrashState.Held });
        (item!.HasFile, item.Kind).ShouldBe((true, "file without a document"));
        Reads.Text(Path.Combine(_host.Data.Trash, item.Place)).ShouldBe("gone.fq.gz");
    }

    [Fact(Timeout = 300_000)]
    public async Task A_file_whose_document_was_removed_is_stored_anew_when_it_is_brought_back()
    {
        await _host.StartAsync();
        Reads.WriteGzip(_host.InWatch("a.fq.gz"), Reads.Fastq(7, "a"));
        var first = await _host.WaitForAsync("a.fq.gz", ImportState.Stored);
        await _host.Files.DeleteAsync(first.FileId!, Cancellation);
        TrashItem? item = null;
        await Waiting.UntilAsync(async () => (item = await Trash.FirstAsync(Filter.All, Cancellation)) is { State: TrashState.Held });
        (item!.Name, item.From, item.BackTo).ShouldBe(("a.fq.gz", $"files/{first.FileId}", "files/a.fq.gz"));

        await _host.Get<TrashService>().RestoreAsync(Viewer.Server, item.Id, Cancellation);
        var again = await _host.WaitForAsync("a.fq.gz", import => import.FolderId == Import.Uploads && import.State == ImportState.Stored);
        (await _host.Files.GetAsync(again.FileId!, Cancellation))!.ReadCount.ShouldBe(7);
        (await Trash.CountAsync(cancellation: Cancellation)).ShouldBe(0);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_file_put_there_by_hand_is_taken_in_and_what_is_of_no_known_kind_is_left_and_listed()
    {
        await _host.StartAsync();
        await MarkedAsync();
        Reads.WriteGzip(Path.Combine(_host.Data.Files, "by-hand.fq.gz"), Reads.Fastq(20, "by-hand"));
        Reads.WriteText(Path.Combine(_host.Data.Files, "letter.txt"), "Dear lab,");
        Reads.WriteText(Path.Combine(_host.Data.Files, "coming.fq.gz.part"), "@read");
        await Waiting.UntilAsync(() => !File.Exists(Path.Combine(_host.Data.Files, "by-hand.fq.gz")));
        var import = await _host.WaitForAsync("by-hand.fq.gz", import => import.FolderId == Import.Uploads);
        import = await _host.WaitForAsync("by-hand.fq.gz", ImportState.Stored);
        (import.Type, import.ReadCount, import.User).ShouldBe((FileType.Reads, 20, null));
        var stored = (await _host.Files.GetAsync(import.FileId!, Cancellation)).ShouldNotBeNull();
        (stored.Name, File.Exists(_host.Data.FilePath(stored.Id))).ShouldBe(("by-hand.fq.gz", true));

        FolderListing? listing = null;
        await Waiting.UntilAsync(async () => (listing = await _host.Get<Collection<FolderListing>>().GetAsync("files", Cancellation)) is not null);
        listing!.Files.ShouldHaveSingleItem().Name.ShouldBe("letter.txt");
        listing.Files[0].Why.ShouldContain("not one of reads or genomes");
        File.Exists(Path.Combine(_host.Data.Files, "letter.txt")).ShouldBeTrue();
        File.Exists(Path.Combine(_host.Data.Files, "coming.fq.gz.part")).ShouldBeTrue();

        File.Delete(Path.Combine(_host.Data.Files, "letter.txt"));
        await Waiting.UntilAsync(async () => (await _host.Get<Collection<FolderListing>>().GetAsync("files", Cancellation))!.Files.Count == 0);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("host.fa", FileType.Subtraction)]
    [InlineData("reads.fastq", FileType.Reads)]
    public async Task A_file_that_is_being_written_there_by_hand_is_not_taken_in_before_it_is_closed(string name, FileType type)
    {
        await _host.StartAsync();
        await MarkedAsync();
        var path = Path.Combine(_host.Data.Files, name);
        await using (var writer = new StreamWriter(new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete)))
        {
            for (var part = 0; part < 3; part++)
            {
                await writer.WriteAsync(type == FileType.Reads ? Reads.Fastq(5, $"part{part}") : $">sequence{part}\nACGTACGT\n");
                await writer.FlushAsync(Cancellation);
                await PassedAsync($"{part}.fq.gz");
                File.Exists(path).ShouldBeTrue();
            }
        }

        var import = await _host.WaitForAsync(name, ImportState.Stored);
        (import.Type, import.ReadCount).ShouldBe((type, type == FileType.Reads ? 15 : null));
        (await _host.AllAsync()).Count(one => one.Name == name).ShouldBe(1);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_name_that_looks_like_the_servers_own_is_left_alone_while_it_is_written_and_so_are_names_that_will_be_others()
    {
        await _host.StartAsync();
        await MarkedAsync();
        string[] temporary = ["a.fq.gz.part", "a.fq.gz.tmp", "a.fq.gz.filepart", "a.fq.gz.partial", "a.fa.crdownload", "a.fq.gz~", ".a.fq.gz"];
        foreach (var name in temporary)
        {
            Reads.WriteText(Path.Combine(_host.Data.Files, name), "@read");
        }

        var own = Path.Combine(_host.Data.Files, "genome01");
        await using (var writer = new FileStream(own, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
        {
            await writer.WriteAsync(">sequence"u8.ToArray(), Cancellation);
            await writer.FlushAsync(Cancellation);
            await PassedAsync("0.fq.gz");
            File.Exists(own).ShouldBeTrue();
        }

        await Waiting.UntilAsync(() => !File.Exists(own));
        temporary.ShouldAllBe(name => File.Exists(Path.Combine(_host.Data.Files, name)));
        (await _host.AllAsync()).Select(import => import.Name).ShouldBe(["0.fq.gz"]);
    }

    [Fact(Timeout = 300_000)]
    public async Task An_expired_file_goes_with_its_document_to_the_trash_and_one_that_a_sample_takes_does_not()
    {
        await _host.StartAsync();
        var at = _host.Clock.GetUtcNow().AddHours(1);
        var (expires, taken) = (await StoredFiles.AddAsync(_host, "a.fq.gz", expiresAt: at), await StoredFiles.AddAsync(_host, "b.fq.gz", reserved: true, expiresAt: at));
        await MarkedAsync();
        (await _host.Files.CountAsync(cancellation: Cancellation)).ShouldBe(2);
        _host.Clock.Forward(TimeSpan.FromHours(2));
        await Waiting.UntilAsync(async () => await _host.Files.GetAsync(expires.Id, Cancellation) is null);
        (await Trash.FindAsync(Filter.All, Cancellation)).ShouldHaveSingleItem().Why.ShouldStartWith("It was to be kept until ");
        (await _host.Files.GetAsync(taken.Id, Cancellation)).ShouldNotBeNull();
    }

    [Fact(Timeout = 300_000)]
    public async Task What_a_job_has_reserved_it_moves_as_it_likes()
    {
        await _host.StartAsync();
        var (reserved, other) = (await StoredFiles.AddAsync(_host, "a.fq.gz", reserved: true), await StoredFiles.AddAsync(_host, "b.fq.gz"));
        await MarkedAsync();
        File.Move(_host.Data.FilePath(reserved.Id), Path.Combine(_folder.Path, "taken"));
        File.Delete(_host.Data.FilePath(other.Id));

        // Both were gone at the same looks.
        await Waiting.UntilAsync(async () => await _host.Files.GetAsync(other.Id, Cancellation) is null);
        (await _host.Files.GetAsync(reserved.Id, Cancellation)).ShouldNotBeNull();
    }

    [Theory(Timeout = 300_000)]
    [InlineData("remove", 0)]
    [InlineData("wait", 12)]
    public async Task Many_that_are_gone_are_a_question_first(string answer, int kept)
    {
        await _host.StartAsync();
        var all = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => StoredFiles.AddAsync(_host, $"{number}.fq.gz")));
        await MarkedAsync();
        var aside = _folder.File("aside");
        Directory.CreateDirectory(aside);
        foreach (var file in all)
        {
            File.Move(_host.Data.FilePath(file.Id), Path.Combine(aside, file.Id));
        }

        Question? question = null;
        await Waiting.UntilAsync(async () => (question = await Questions.GetAsync(Question.FilesMissing, Cancellation)) is not null);
        question!.Text.ShouldStartWith("12 of 12 stored files are gone");
        (question.Count, question.Names.Count, question.Ids.Count).ShouldBe((12, 12, 12));
        (await _host.Files.CountAsync(cancellation: Cancellation)).ShouldBe(12);

        var service = _host.Get<QuestionService>();
        var ann = new Viewer("user0001", "ann", Administrator: false, Enum.GetValues<Permission>().ToHashSet());
        await Should.ThrowAsync<NotPermittedException>(() => service.AnswerAsync(ann, question.Id, answer, Cancellation));
        await Should.ThrowAsync<BadRequestException>(() => service.AnswerAsync(Viewer.Server, question.Id, "perhaps", Cancellation));
        await service.AnswerAsync(Viewer.Server, question.Id, answer, Cancellation);
        if (kept == 0)
        {
            await Waiting.UntilAsync(async () => await _host.Files.CountAsync(cancellation: Cancellation) == 0);
        }

        foreach (var file in all.Where(_ => kept > 0))
        {
            File.Move(Path.Combine(aside, file.Id), _host.Data.FilePath(file.Id));
        }

        await Waiting.UntilAsync(async () => await Questions.GetAsync(Question.FilesMissing, Cancellation) is null);
        (await _host.Files.CountAsync(cancellation: Cancellation)).ShouldBe(kept);
        (await Trash.CountAsync(cancellation: Cancellation)).ShouldBe(12 - kept);
    }

    [Fact(Timeout = 300_000)]
    public async Task Without_its_marker_nothing_is_concluded_until_it_is_there_again_or_an_administrator_says_so()
    {
        await _host.StartAsync();
        var file = await StoredFiles.AddAsync(_host, "a.fq.gz");
        await MarkedAsync();
        (await File.ReadAllTextAsync(Marker, Cancellation)).Trim().ShouldBe(await _host.Get<SettingsService>().ServerIdAsync(Cancellation));

        // As an unmounted disk: the folder is there, and empty.
        File.Delete(Marker);
        File.Delete(_host.Data.FilePath(file.Id));
        Reads.WriteGzip(Path.Combine(_host.Data.Files, "new.fq.gz"), Reads.Fastq(1, "new"));
        Question? question = null;
        await Waiting.UntilAsync(async () => (question = await Questions.GetAsync(Question.FilesMarker, Cancellation)) is not null);
        question!.Text.ShouldContain("has lost its marker file");
        (await _host.Files.GetAsync(file.Id, Cancellation)).ShouldNotBeNull();
        File.Exists(Path.Combine(_host.Data.Files, "new.fq.gz")).ShouldBeTrue();

        await _host.Get<QuestionService>().AnswerAsync(Viewer.Server, question.Id, "take", Cancellation);
        await Waiting.UntilAsync(async () => await _host.Files.GetAsync(file.Id, Cancellation) is null);
        await Waiting.UntilAsync(() => !File.Exists(Path.Combine(_host.Data.Files, "new.fq.gz")));
        File.Exists(Marker).ShouldBeTrue();
        (await Questions.CountAsync(cancellation: Cancellation)).ShouldBe(0);
    }

    [Fact(Timeout = 300_000)]
    public async Task Of_a_server_from_before_there_were_markers_most_files_must_be_there()
    {
        await StoredFiles.AddAsync(_host, "a.fq.gz");
        var missing = await Task.WhenAll(Enumerable.Range(0, 2).Select(number => StoredFiles.AddAsync(_host, $"{number}.fq.gz")));
        foreach (var file in missing)
        {
            File.Delete(_host.Data.FilePath(file.Id));
        }

        await _host.StartAsync();
        await Waiting.UntilAsync(async () => await Questions.GetAsync(Question.FilesMarker, Cancellation) is not null);
        File.Exists(Marker).ShouldBeFalse();
        (await _host.Files.CountAsync(cancellation: Cancellation)).ShouldBe(3);
    }

    // A file that was put there later has been taken in: so what was there before has been looked at, and was quiet.
    private async Task PassedAsync(string name)
    {
        Reads.WriteGzip(Path.Combine(_host.Data.Files, name), Reads.Fastq(1, name));
        await _host.WaitForAsync(name, ImportState.Stored);
    }

    private Task MarkedAsync() => Waiting.UntilAsync(() => File.Exists(Marker));
}
