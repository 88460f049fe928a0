using System.Diagnostics;
using System.Globalization;
using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Store;
using Xunit;

namespace Virtool.App.Tests.Backups;

public sealed class SqliteBackupTests : BackupContract
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected override Task<Lab> MakeAsync() => Task.FromResult(new Lab());

    [Fact(Timeout = 300_000)]
    public async Task No_writer_waits_for_a_backup()
    {
        await using var lab = await MakeAsync();
        await lab.OpenAsync(Cancellation);
        var count = TestCounts.Of(10_000, 100_000);
        var filling = new string('x', 3_000);
        foreach (var batch in Enumerable.Range(0, count).Chunk(1_000))
        {
            await lab.Store.BatchAsync([.. batch.Select(n => new Write.Insert("sheets", new Sheet { Id = Name("s", n), Whole = n, Readers = [filling] }))], Cancellation);
        }

        var backup = Stopwatch.StartNew();
        var backingUp = Task.Run(() => lab.BackUpAsync(lab.Beside("backup"), files: false, Cancellation), Cancellation);
        var longest = TimeSpan.Zero;
        var writes = 0;
        while (!backingUp.IsCompleted)
        {
            var write = Stopwatch.StartNew();
            await lab.Store.InsertAsync("sheets", new Sheet { Id = Name("w", writes++) }, Cancellation);
            longest = write.Elapsed > longest ? write.Elapsed : longest;
        }

        await backingUp;
        TestContext.Current.SendDiagnosticMessage(
            $"{count:N0} documents of 3 kB in {backup.Elapsed.TotalSeconds:0.0} s; {writes:N0} writes meanwhile, the longest took {longest.TotalMilliseconds:0} ms");
        writes.ShouldBeGreaterThan(0);
        longest.ShouldBeLessThan(Waiting.Promised(TimeSpan.FromSeconds(2)));
    }

    private static string Name(string prefix, int n) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{n:D6}");
}
