using Shouldly;
using Virtool.App.Tests.Files;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Files;
using Virtool.Domain.Trash;
using Xunit;

namespace Virtool.App.Tests.Crashes;

/// <summary>A real server under <c>kill -9</c> while files are put into the files directory by hand, and taken out of it.</summary>
public sealed class KilledSyncTests
{
    private const int Files = 6;

    private static readonly string[] Quick = ["--Files:DirectorySettle=00:00:00.2", "--Files:DirectoryInterval=00:00:00.3", "--Files:RescanInterval=00:00:00.3"];

    private readonly Random _random = new(20261122);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 600_000)]
    public async Task Each_file_put_there_is_stored_once_and_both_sides_agree_however_often_the_server_is_killed()
    {
        await using var lab = await Lab.EmbeddedAsync();
        var data = lab.Get<DataFolder>();
        var rounds = TestCounts.Of(3, 15);
        for (var round = 0; round < rounds; round++)
        {
            await using var server = await ServerProcess.StartAsync(lab.Folder, [.. lab.Settings, .. Quick]);
            await Waiting.UntilAsync(() => File.Exists(Path.Combine(data.Files, ".virtool")));
            for (var number = 0; number < Files; number++)
            {
                Reads.WriteGzip(Path.Combine(data.Files, $"round{round}-{number}.fq.gz"), Reads.Fastq(20, $"round{round}-{number}"));
            }

            await Task.Delay(_random.Next(200, 1500), Cancellation);
            await server.KillAsync();
        }

        await using var last = await ServerProcess.StartAsync(lab.Folder, [.. lab.Settings, .. Quick]);
        await Waiting.UntilAsync(async () => await StoredAsync(lab) == rounds * Files, () => last.Log);
        await AgreeAsync(lab, rounds * Files, last);

        // One that is taken out by hand takes its document with it.
        File.Delete(Directory.GetFiles(data.Files).First(path => !Path.GetFileName(path).StartsWith('.')));
        await AgreeAsync(lab, (rounds * Files) - 1, last);
        (await lab.CountAsync<TrashItem>()).ShouldBe(1);
    }

    private static Task<long> StoredAsync(Lab lab) => lab.CountAsync<Import>(Where<Import>.Is(import => import.State, ImportState.Stored));

    private static Task AgreeAsync(Lab lab, int count, ServerProcess server) => Waiting.UntilAsync(
        async () =>
        {
            var documents = (await lab.Get<Collection<StoredFile>>().FindAsync(Filter.All, Cancellation)).Select(file => file.Id).ToHashSet(StringComparer.Ordinal);
            return documents.Count == count && documents.SetEquals(Directory.GetFiles(lab.Get<DataFolder>().Files).Select(path => Path.GetFileName(path)).Where(name => name[0] != '.'));
        },
        () => server.Log);
}
