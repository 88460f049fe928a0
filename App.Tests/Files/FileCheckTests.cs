using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Collections;
using Virtool.Data.Ownership;
using Virtool.Domain.Checks;
using Virtool.Domain.Files;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Trash;
using Xunit;

namespace Virtool.App.Tests.Files;

public sealed class FileCheckTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly FilesHost _host;

    public FileCheckTests() => _host = new FilesHost(_folder.Path);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _host.PrepareAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Where_all_is_as_the_documents_say_nothing_is_found()
    {
        await StoredFiles.AddAsync(_host, "a.fq.gz");
        await SampleAsync("sample01", "reads_1.fq.gz");
        await _host.Get<FileService>().RemoveAsync(Viewer.Server, (await StoredFiles.AddAsync(_host, "b.fq.gz")).Id, Cancellation);
        await File.WriteAllTextAsync(Path.Combine(_host.Data.Files, ".virtool"), "server", Cancellation);

        var report = await CheckAsync(hash: true);
        report.Findings.ShouldBeEmpty();
        report.Files.ShouldBe(3);
        report.Bytes.ShouldBe("a.fq.gz".Length + "reads_1.fq.gz".Length);
    }

    [Fact]
    public async Task What_is_missing_without_a_document_or_changed_is_found()
    {
        var (gone, shorter, flipped) = (await StoredFiles.AddAsync(_host, "gone.fq.gz"), await StoredFiles.AddAsync(_host, "shorter.fq.gz"), await StoredFiles.AddAsync(_host, "flipped.fq.gz"));
        File.Delete(_host.Data.FilePath(gone.Id));
        Reads.WriteText(_host.Data.FilePath(shorter.Id), "short");
        Reads.WriteText(_host.Data.FilePath(flipped.Id), "flipped.fq.gy");
        await SampleAsync("sample01", "reads_1.fq.gz");
        File.Delete(_host.Data.Reads("sample01", 1));
        Reads.WriteText(_host.Data.FilePath("strange0"), "strange");
        Directory.CreateDirectory(_host.Data.Sample("lost0000"));
        Directory.CreateDirectory(Path.Combine(_host.Data.Quarantine, "lost0001"));
        var trashed = await _host.Get<FileService>().RemoveAsync(Viewer.Server, (await StoredFiles.AddAsync(_host, "b.fq.gz")).Id, Cancellation);
        Directory.Delete(Path.Combine(_host.Data.Trash, trashed.Id), recursive: true);

        var report = await CheckAsync(hash: false);
        report.Findings.Select(finding => (finding.Kind, finding.Path)).ShouldBe(
            [
                (FindingKind.Missing, $"files/{gone.Id}"),
                (FindingKind.Changed, $"files/{shorter.Id}"),
                (FindingKind.Orphaned, "files/strange0"),
                (FindingKind.Orphaned, "quarantine/lost0001"),
                (FindingKind.Orphaned, "samples/lost0000"),
                (FindingKind.Missing, "samples/sample01/reads_1.fq.gz"),
                (FindingKind.Missing, $"trash/{trashed.Id}"),
            ],
            ignoreOrder: true);
        report.Findings.Single(finding => finding.Name == "shorter.fq.gz").Sentence.ShouldBe(
            $"The stored file shorter.fq.gz has changed: it has 5 bytes and should have 13 (files/{shorter.Id}). Bring it back from a backup, or import it again.");

        var deeper = await CheckAsync(hash: true);
        deeper.Findings.Count.ShouldBe(8);
        deeper.Findings.Single(finding => finding.Name == "flipped.fq.gz").Kind.ShouldBe(FindingKind.Changed);
    }

    [Fact]
    public async Task What_a_job_is_moving_is_not_missing()
    {
        var file = await StoredFiles.AddAsync(_host, "a.fq.gz", reserved: true);
        File.Delete(_host.Data.FilePath(file.Id));
        (await CheckAsync(hash: false)).Findings.ShouldBeEmpty();
    }

    [Fact(Timeout = 300_000)]
    public async Task The_server_does_the_check_that_an_administrator_asks_for_and_ends_it_when_told()
    {
        await _host.StartAsync();
        var service = _host.Get<CheckService>();
        var ann = new Viewer("user0001", "ann", Administrator: false, Enum.GetValues<Permission>().ToHashSet());
        await Should.ThrowAsync<NotPermittedException>(() => service.RequestAsync(ann, hashes: false, Cancellation));
        await Should.ThrowAsync<NotFoundException>(() => service.CancelAsync(Viewer.Server, Cancellation));

        Directory.CreateDirectory(_host.Data.Sample("lost0000"));
        await service.RequestAsync(Viewer.Server, hashes: true, Cancellation);
        await Should.ThrowAsync<RefusedException>(() => service.RequestAsync(Viewer.Server, hashes: false, Cancellation));
        var done = await EndedAsync();
        (done.State, done.Progress, done.Orphaned, done.Missing, done.Hashes, done.By.Name).ShouldBe((CheckState.Done, 1, 1, 0, true, "server"));
        done.Findings.ShouldHaveSingleItem().Path.ShouldBe("samples/lost0000");

        // It takes a second at least, since something was found.
        await service.RequestAsync(Viewer.Server, hashes: false, Cancellation);
        await service.CancelAsync(Viewer.Server, Cancellation);
        var ended = await EndedAsync();
        (ended.State, ended.EndedAt is not null).ShouldBe((CheckState.Cancelled, true));
        await Should.ThrowAsync<RefusedException>(() => service.CancelAsync(Viewer.Server, Cancellation));
    }

    private async Task<CheckRun> EndedAsync()
    {
        CheckRun? run = null;
        await Waiting.UntilAsync(async () => (run = await _host.Get<CheckService>().LastAsync(Viewer.Server, Cancellation)) is { State: not (CheckState.Requested or CheckState.Running) }, () => $"{run}");
        return run!;
    }

    private Task<CheckReport> CheckAsync(bool hash) => _host.Get<FileCheck>().RunAsync(hash, new CheckProgress(), Cancellation);

    private async Task SampleAsync(string id, string name)
    {
        Directory.CreateDirectory(_host.Data.Sample(id));
        Reads.WriteText(Path.Combine(_host.Data.Sample(id), name), name);
        await _host.Samples.InsertAsync(
            new Sample
            {
                Id = id,
                Name = "VT-1",
                User = new Link("user0001", "ann"),
                JobId = "job00001",
                State = SampleState.Ready,
                Files = [new SampleFile(name, name.Length, 1, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name))), new SourceFile("file0001", name, name.Length))],
            },
            Cancellation);
    }
}
