using System.Diagnostics;
using Shouldly;
using Virtool.App.Tests.Files;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Files;
using Virtool.Domain.Watching;
using Xunit;

namespace Virtool.App.Tests.Crashes;

/// <summary>A real server under <c>kill -9</c> while it takes a file in, from the first sight of it to what becomes of its original.</summary>
public sealed class KilledImportTests
{
    private const int ReadCount = 25_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 1_200_000)]
    public async Task Wherever_an_import_is_killed_each_file_is_imported_once_and_nothing_half_done_stays()
    {
        await using var lab = await Lab.EmbeddedAsync();
        var data = lab.Get<DataFolder>();
        await lab.Get<Collection<WatchedFolder>>().UpdateAsync(
            WatchedFolder.FirstId, folder => folder with { Original = OriginalFate.Move, Rule = new ImportRule() }, Cancellation);
        var points = TestCounts.Of(4, 20);
        var whole = await MeasureAsync(lab);
        for (var point = 0; point < points; point++)
        {
            await using var server = await ServerProcess.StartAsync(lab.Folder, lab.Settings);
            await server.SaysAsync(ServerProcess.Owns);
            Drop(data, $"{point}.fq");
            await Task.Delay(whole * (point + 0.5) / points, Cancellation);
            await server.KillAsync();
        }

        await using var last = await ServerProcess.StartAsync(lab.Folder, lab.Settings);
        await Waiting.UntilAsync(
            async () => await lab.CountAsync<Import>(Where<Import>.Is(import => import.Original, OriginalFate.Move)) == points + 1, () => last.Log);
        (await last.EndAsync()).ShouldBe(0, last.Log);

        var imports = await lab.Get<Collection<Import>>().FindAsync(Where<Import>.Is(import => import.State, ImportState.Stored), Cancellation);
        imports.Select(import => import.Name).ShouldBe(Enumerable.Range(0, points).Select(point => $"{point}.fq").Append("first.fq"), ignoreOrder: true);
        (await lab.CountAsync<Import>()).ShouldBe(points + 1);
        imports.ShouldAllBe(import => import.ReadCount == ReadCount);
        Directory.GetFiles(data.Files).Select(Path.GetFileName).Where(name => name![0] != '.').ShouldBe(imports.Select(import => import.FileId), ignoreOrder: true);
        Directory.GetFiles(data.Arriving).ShouldBeEmpty();
        Directory.GetFiles(data.Watch).ShouldBeEmpty();
        Directory.GetFiles(Path.Combine(data.Watch, "imported")).Length.ShouldBe(points + 1);
        foreach (var import in imports)
        {
            Reads.Unzip(data.FilePath(import.FileId!)).ShouldBe(Reads.Text(Path.Combine(data.Watch, "imported", import.Name)));
        }
    }

    /// <summary>How long an import takes here, from the file's coming until its original is moved.</summary>
    private static async Task<TimeSpan> MeasureAsync(Lab lab)
    {
        await using var server = await ServerProcess.StartAsync(lab.Folder, lab.Settings);
        await server.SaysAsync(ServerProcess.Owns);
        var begun = Stopwatch.StartNew();
        Drop(lab.Get<DataFolder>(), "first.fq");
        await Waiting.UntilAsync(
            async () => await lab.CountAsync<Import>(Where<Import>.Is(import => import.Original, OriginalFate.Move)) == 1, () => server.Log);
        var whole = begun.Elapsed;
        await server.EndAsync();
        return whole;
    }

    private static void Drop(DataFolder data, string name) => Reads.WriteText(Path.Combine(data.Watch, name), Reads.Fastq(ReadCount, name));
}
