using Shouldly;
using Virtool.App.Tests.Components;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Xunit;

namespace Virtool.App.Tests.Rights;

/// <summary>
/// The flags of a sample against what they mean: administrators and the owner may all; read = all_read or (member and group_read);
/// write = read and (all_write or (member and group_write)). By the one decision, and by the filter of the store.
/// </summary>
public abstract class SampleFlagsContract : IAsyncLifetime
{
    private static readonly string[] Groups = ["virology", "bacteria", "mycology"];
    private static readonly Link[] People = [new("nina0000", "nina"), new("bob00000", "bob"), new("mia00000", "mia")];

    private RightsHost? _made;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _made = await new RightsHost(await MakeAsync()).StartAsync();

    public async ValueTask DisposeAsync()
    {
        await (_made?.DisposeAsync() ?? ValueTask.CompletedTask);
        await CloseAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<DatabaseOptions> MakeAsync();

    protected abstract ValueTask CloseAsync();

    [Fact]
    public async Task Everybody_may_what_the_flags_say_and_finds_what_they_may_see()
    {
        var random = new Random(6);
        var samples = Enumerable.Range(0, TestCounts.Of(60, 400)).Select(number => Sample(number, random)).ToArray();
        await _made!.Get<IDocumentStore>().BatchAsync([.. samples.Select(one => _made.All<Sample>().ToInsert(one.Sample))], Cancellation);
        foreach (var viewer in Enumerable.Range(0, TestCounts.Of(20, 100)).Select(_ => Someone(random)))
        {
            foreach (var (sample, rights) in samples)
            {
                var said = $"{viewer.Handle} of {string.Join(',', viewer.Groups)}{(viewer.Administrator ? " (administrator)" : "")}: {sample.User.Name}'s {rights}";
                viewer.MayRead(sample).ShouldBe(Reads(viewer, sample, rights), said);
                viewer.Decide(sample, Right.Read).ShouldBe(Reads(viewer, sample, rights), said);
                viewer.Decide(sample, Right.Write).ShouldBe(Writes(viewer, sample, rights), said);
            }

            var found = await _made.All<Sample>().FindAsync(Query<Sample>.All.Readable(viewer), Cancellation);
            found.Select(sample => sample.Id).ShouldBe(samples.Where(one => Reads(viewer, one.Sample, one.Rights)).Select(one => one.Sample.Id), ignoreOrder: true);
            (await _made.All<Sample>().CountAsync(RightsRules.Readable(viewer), Cancellation)).ShouldBe(found.Count);
        }
    }

    private static bool Reads(Viewer viewer, Sample sample, SampleRights rights) =>
        viewer.Administrator || viewer.UserId == sample.User.Id || rights.AllRead || (viewer.Groups.Contains(rights.Group) && rights.GroupRead);

    private static bool Writes(Viewer viewer, Sample sample, SampleRights rights) =>
        viewer.Administrator || viewer.UserId == sample.User.Id
        || (Reads(viewer, sample, rights) && (rights.AllWrite || (viewer.Groups.Contains(rights.Group) && rights.GroupWrite)));

    private static (Sample Sample, SampleRights Rights) Sample(int number, Random random)
    {
        var group = random.Next(4) is var chosen && chosen < Groups.Length ? Groups[chosen] : SampleRights.NoGroup;
        var rights = new SampleRights(group, Flag(), Flag(), Flag(), Flag());
        var (owner, access) = (People[random.Next(People.Length)], rights.ApplyTo([]));
        return (Made.Sample($"sample{number:00000}") with { User = owner, Access = access, Readers = RightsRules.ReadersOf(owner, access) }, rights);

        bool Flag() => random.Next(2) == 0;
    }

    private static Viewer Someone(Random random)
    {
        var one = People[random.Next(People.Length)];
        return new Viewer(one.Id, one.Name, random.Next(6) == 0, new HashSet<Permission>()) { Groups = [.. Groups.Where(_ => random.Next(3) == 0)] };
    }
}
