using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Checks;
using Virtool.Domain.Files;
using Virtool.Domain.Trash;
using Xunit;

namespace Virtool.App.Tests.Crashes;

/// <summary>The trash under <c>kill -9</c>: each file is in one place, with its document, however often the mover is killed.</summary>
public sealed class KilledMoverTests : IDisposable
{
    private const int Warm = 20;

    private readonly TemporaryFolder _folder = new();
    private readonly Random _random = new(20261122);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 1_200_000)]
    public async Task Each_file_is_whole_in_one_place_with_its_document_however_often_the_mover_is_killed()
    {
        await using (var services = TrashMover.Open(_folder.Path))
        {
            await services.EnsureCollectionsAsync(Cancellation);
            await TrashMover.FillAsync(services, Cancellation);
        }

        var (rounds, halfDone) = (TestCounts.Of(12, 60), 0);
        for (var round = 0; round < rounds; round++)
        {
            await MoveAndKillAsync();
            halfDone += await SettleAsync();
        }

        halfDone.ShouldBeGreaterThan(0, "of so many kills some come in the middle of a move");
        TestContext.Current.SendDiagnosticMessage($"{rounds} kills, {halfDone} moves that were half done");
    }

    private async Task MoveAndKillAsync()
    {
        using var mover = Process.Start(new ProcessStartInfo(Environment.ProcessPath!) { ArgumentList = { TrashMover.Verb, _folder.Path }, RedirectStandardOutput = true })!;
        try
        {
            // Until it is warm.
            for (var line = 0; line < Warm; line++)
            {
                (await mover.StandardOutput.ReadLineAsync(Cancellation)).ShouldBe("moved");
            }

            await Task.Delay(_random.Next(60), Cancellation);
        }
        finally
        {
            mover.Kill();
        }

        await mover.WaitForExitAsync(Cancellation);
    }

    private async Task<int> SettleAsync()
    {
        await using var services = TrashMover.Open(_folder.Path);
        await services.EnsureCollectionsAsync(Cancellation);
        var settling = ActivatorUtilities.CreateInstance<TrashSettling>(services);
        var halfDone = await settling.LookAsync(Cancellation);
        await settling.LookAsync(Cancellation);
        (await settling.LookAsync(Cancellation)).ShouldBe(0);

        var data = services.GetRequiredService<DataFolder>();
        var stored = await services.GetRequiredService<Collection<StoredFile>>().FindAsync(Filter.All, Cancellation);
        var items = await services.GetRequiredService<Collection<TrashItem>>().FindAsync(Filter.All, Cancellation);
        foreach (var file in stored)
        {
            (await File.ReadAllTextAsync(data.FilePath(file.Id), Cancellation)).ShouldBe(file.Id);
        }

        foreach (var item in items)
        {
            (item.State, item.HasFile).ShouldBe((TrashState.Held, true));
            (await File.ReadAllTextAsync(Path.Combine(data.Trash, item.Place), Cancellation)).ShouldBe(item.Name);
        }

        stored.Select(file => file.Id).Concat(items.Select(item => item.Name)).Distinct().Count().ShouldBe(TrashMover.Files);
        (stored.Count + items.Count).ShouldBe(TrashMover.Files);
        Directory.GetFiles(data.Files).Length.ShouldBe(stored.Count);
        (await services.GetRequiredService<FileCheck>().RunAsync(hash: false, new CheckProgress(), Cancellation)).Findings.ShouldBeEmpty();
        return halfDone;
    }
}
