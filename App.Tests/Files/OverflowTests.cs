using System.Globalization;
using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.App.Tests.Jobs;
using Virtool.Domain.Watching;
using Virtool.Files.Watching;
using Xunit;

namespace Virtool.App.Tests.Files;

public sealed class OverflowTests : IDisposable
{
    private const int Most = 200_000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 300_000)]
    public async Task When_the_system_loses_events_the_folder_is_looked_through_and_no_file_is_missed()
    {
        var queue = await QueueAsync();
        Assert.SkipWhen(queue is null or > Most, "The system keeps too many events to make it lose some.");
        var scan = new FolderScan(new WatchedFolder { Id = "folder01", Path = _folder.Path, Subfolders = true });
        var inbox = new Inbox();
        using var mayRead = new ManualResetEventSlim();
        using (new Inotify(_folder.Path, scan, inbox, exception => Assert.Fail(exception.Message), () => mayRead.Wait(TestContext.Current.CancellationToken)))
        {
            // Events that are alike are joined; these alternate.
            var (one, other) = (_folder.File("a.fq"), _folder.File("b.fq"));
            File.WriteAllText(one, "@a");
            for (var renamed = 0; renamed <= queue; renamed += 2)
            {
                File.Move(one, other);
                File.Move(other, one);
            }

            // Of these no event was kept.
            for (var late = 0; late < 20; late++)
            {
                File.WriteAllText(_folder.File($"late{late}.fq"), "@late");
            }

            mayRead.Set();
            var told = new HashSet<string>(StringComparer.Ordinal);
            var rescan = false;
            await Waiting.UntilAsync(() =>
            {
                var notes = inbox.Take();
                told.UnionWith(notes.Paths);
                return rescan |= notes.Rescan;
            });
            told.ShouldNotContain(path => path.Contains("late", StringComparison.Ordinal));
            scan.Look().Taken.Count.ShouldBe(21);

            // And it goes on listening.
            File.WriteAllText(_folder.File("after.fq"), "@after");
            await Waiting.UntilAsync(() => inbox.Take().Paths.Contains(_folder.File("after.fq")));
        }
    }

    private static async Task<int?> QueueAsync()
    {
        const string Limit = "/proc/sys/fs/inotify/max_queued_events";
        return File.Exists(Limit) ? int.Parse(await File.ReadAllTextAsync(Limit, TestContext.Current.CancellationToken), CultureInfo.InvariantCulture) : null;
    }
}
