using Shouldly;
using Virtool.App.Tests.Jobs;
using Virtool.App.Tests.Rights;
using Virtool.Data.Background;
using Virtool.Data.Live;
using Virtool.Data.Queries;
using Virtool.Domain.Audit;
using Virtool.Domain.Groups;
using Virtool.Domain.Links;
using Xunit;

namespace Virtool.App.Tests.Audit;

/// <summary>Who acts flows to where documents are written, and into nothing that goes on afterwards.</summary>
public sealed class FlowTests
{
    private static readonly Actor Nina = new(new Link("nina0000", "nina"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_acts_is_known_behind_every_await_and_on_every_thread_that_waits_for_it()
    {
        var acting = new Acting();
        using (acting.As(Nina))
        {
            await Task.Yield();
            acting.Now.ShouldBe(Nina);
            (await Task.Run(() => acting.Now, Cancellation)).ShouldBe(Nina);
            using (acting.As(null))
            {
                acting.Now.ShouldBeNull();
            }
        }

        acting.Now.ShouldBeNull();
    }

    [Fact]
    public async Task What_is_begun_detached_is_the_servers_own_wherever_it_is_begun()
    {
        var acting = new Acting();
        using (acting.As(Nina))
        {
            (await Detached.From(() => AfterYieldAsync(acting))).ShouldBeNull();
            (await Detached.From(() => Detached.From(() => AfterYieldAsync(acting)))).ShouldBeNull();
            acting.Now.ShouldBe(Nina);
            (await AfterYieldAsync(acting)).ShouldBe(Nina);
        }
    }

    [Fact]
    public async Task Pages_that_follow_changes_do_not_act_for_who_opened_the_first_of_them()
    {
        await using var host = await new RightsHost().StartAsync();
        var acting = host.Get<Acting>();
        var owner = new Owner(acting);
        using var windows = new LiveWindows(host.Get<Virtool.Data.Changes.IChangeFeed>(), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<LiveWindows>.Instance);
        using (acting.As(Nina))
        {
            var window = windows.Open(host.All<Group>(), Query<Group>.All, owner);
            await window.QueryAsync(Query<Group>.All, Cancellation);
        }

        await host.All<Group>().InsertAsync(new Group { Id = "virology", Name = "Virology", NormalizedName = "VIROLOGY" }, Cancellation);
        await Waiting.UntilAsync(() => owner.Times > 0);
        owner.Acted.ShouldBeNull();
    }

    private static async Task<Actor?> AfterYieldAsync(Acting acting)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return acting.Now;
    }

    private sealed class Owner(Acting acting) : ILiveOwner
    {
        private int _times;

        public int Times => Volatile.Read(ref _times);

        public Actor? Acted { get; private set; }

        public void Renew()
        {
            Acted = acting.Now;
            Interlocked.Increment(ref _times);
        }
    }
}
