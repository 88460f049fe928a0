using Shouldly;
using Virtool.Data.Ownership;
using Virtool.Data.Store;
using Xunit;

namespace Virtool.App.Tests.Data;

public sealed class FolderOwnershipTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_second_process_is_told_who_has_the_folder()
    {
        await using var owner = new FolderOwnership(_folder.Path, _clock);
        await using var other = new FolderOwnership(_folder.Path, _clock);
        var tenure = await owner.TryTakeAsync(Cancellation);
        (await owner.TryTakeAsync(Cancellation)).ShouldBe(tenure);
        (await Should.ThrowAsync<StoreException>(() => other.TryTakeAsync(Cancellation))).Message.ShouldContain($"process {Environment.ProcessId}");
    }

    [Fact]
    public async Task Each_owner_has_a_higher_fence_whatever_the_clock_says()
    {
        var fences = new List<long>();
        foreach (var clock in new[] { _clock, new ManualTime(DateTimeOffset.UnixEpoch), _clock })
        {
            await using var owner = new FolderOwnership(_folder.Path, clock);
            fences.Add((await owner.TryTakeAsync(Cancellation))!.Fence);
        }

        fences.ShouldBe([fences[0], fences[0] + 1, fences[0] + 2]);
        fences[0].ShouldBe(_clock.GetUtcNow().ToUnixTimeSeconds());
    }
}
