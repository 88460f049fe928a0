using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Files;
using Virtool.Domain.Questions;
using Virtool.Domain.Rights;
using Virtool.Domain.Trash;
using Virtool.Domain.Watching;
using Xunit;

namespace Virtool.App.Tests.Files;

/// <summary>The files directory and its documents, whatever happens at once on both sides.</summary>
public sealed class DirectoryAgreementTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly FilesHost _host;

    public DirectoryAgreementTests() => _host = new FilesHost(_folder.Path, new() { ["Files:DirectoryInterval"] = "00:00:00.3" });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Collection<TrashItem> Trash => _host.Get<Collection<TrashItem>>();

    private Collection<Question> Questions => _host.Get<Collection<Question>>();

    public async ValueTask InitializeAsync() => await _host.PrepareAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact(Timeout = 300_000)]
    public async Task Whatever_is_put_there_removed_imported_and_brought_back_both_sides_agree_in_the_end_and_nothing_is_lost()
    {
        var seed = TestCounts.Long ? Random.Shared.Next() : 20261122;
        var random = new Random(seed);
        await _host.StartAsync(settleSeconds: 0.05);
        await Waiting.UntilAsync(() => File.Exists(Path.Combine(_host.Data.Files, ".virtool")));
        var kept = new HashSet<string>(StringComparer.Ordinal);
        for (var step = 0; step < TestCounts.Of(60, 600); step++)
        {
            await StepAsync(random, step, kept);
            if (random.Next(4) == 0)
            {
                await Task.Delay(random.Next(150), Cancellation);
            }
        }

        await Waiting.UntilAsync(async () =>
        {
            foreach (var question in await Questions.FindAsync(Filter.All, Cancellation))
            {
                await TryAsync(() => _host.Get<QuestionService>().AnswerAsync(Viewer.Server, question.Id, "remove", Cancellation));
            }

            return await AgreeAsync();
        });
        var there = new[] { _host.Data.Files, _host.Data.Uploaded, _host.Data.Quarantine, _host.Data.Trash, _host.Data.Watch }.Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories)).Where(path => Path.GetFileName(path) != ".virtool")
            .Select(Text).ToHashSet(StringComparer.Ordinal);
        kept.Where(text => !there.Contains(text)).ShouldBeEmpty($"seed {seed}");
        _host.Log.Lines.Where(line => line.Contains("rror", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static string Text(string path) => path.EndsWith(".gz", StringComparison.Ordinal) || Reads.Bytes(path) is [0x1F, 0x8B, ..] ? Reads.Unzip(path) : Reads.Text(path);

    private async Task StepAsync(Random random, int step, HashSet<string> kept)
    {
        var stored = (await _host.Files.FindAsync(Filter.All, Cancellation)).Where(file => !file.Reserved).ToArray();
        var one = stored.Length == 0 ? null : stored[random.Next(stored.Length)];
        var items = await Trash.FindAsync(Where<TrashItem>.Is(item => item.HasFile, true), Cancellation);
        switch (random.Next(6))
        {
            case 0:
                kept.Add(Put(_host.Data.Files, step));
                break;
            case 1:
                kept.Add(Put(_host.Watch, step));
                break;
            case 2 when one is not null && File.Exists(_host.Data.FilePath(one.Id)):
                kept.Remove(Text(_host.Data.FilePath(one.Id)));
                File.Delete(_host.Data.FilePath(one.Id));
                break;
            case 3 when one is not null:
                await TryAsync(() => _host.Get<FileService>().RemoveAsync(Viewer.Server, one.Id, Cancellation));
                break;
            case 4 when one is not null:
                await _host.Files.DeleteAsync(one.Id, Cancellation);
                break;
            case 5 when items.Count > 0:
                await TryAsync(() => _host.Get<TrashService>().RestoreAsync(Viewer.Server, items[random.Next(items.Count)].Id, Cancellation));
                break;
        }
    }

    private static async Task TryAsync(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (Exception exception) when (exception is RefusedException or NotFoundException)
        {
            // The server was faster with it.
        }
    }

    private static string Put(string folder, int step)
    {
        var text = Reads.Fastq(3, $"read{step}");
        Reads.WriteGzip(Path.Combine(folder, $"{step}.fq.gz"), text);
        return text;
    }

    private async Task<bool> AgreeAsync()
    {
        var documents = (await _host.Files.FindAsync(Filter.All, Cancellation)).Select(file => file.Id).ToHashSet(StringComparer.Ordinal);
        var names = Directory.EnumerateFiles(_host.Data.Files).Select(path => Path.GetFileName(path)).Where(name => name != ".virtool").ToHashSet(StringComparer.Ordinal);
        var open = await _host.Imports.CountAsync(Where<Import>.IsIn(import => import.State, [ImportState.Discovered, ImportState.Settling, ImportState.Verifying]) & Where<Import>.Is(import => import.FolderId, WatchedFolder.FirstId), Cancellation);
        var moving = await Trash.CountAsync(Where<TrashItem>.IsNot(item => item.State, TrashState.Held), Cancellation);
        return open == 0 && moving == 0 && documents.SetEquals(names) && await Questions.CountAsync(cancellation: Cancellation) == 0
            && Directory.EnumerateFiles(_host.Watch).Count() == (await _host.AllAsync()).Count(import => import.FolderId == WatchedFolder.FirstId);
    }
}
