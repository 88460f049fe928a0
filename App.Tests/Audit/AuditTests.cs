using Shouldly;
using Virtool.App.Tests.Rights;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Audit;
using Virtool.Domain.Groups;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Users;
using Xunit;

namespace Virtool.App.Tests.Audit;

public sealed class AuditTests : IAsyncLifetime
{
    private static readonly Actor Nina = new(new Link("nina0000", "nina"), "nightly", "192.0.2.7");

    private readonly RightsHost _host = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Collection<Group> Groups => _host.All<Group>();

    public async ValueTask InitializeAsync() => await _host.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task What_a_person_writes_is_in_the_trail_with_what_was_and_what_is()
    {
        using (_host.Get<Acting>().As(Nina))
        {
            await Groups.InsertAsync(Virology, Cancellation);
            await Groups.UpdateAsync("virology", group => group with { Name = "Plant virology", Permissions = [Permission.UploadFile] }, Cancellation);
            (await Groups.DeleteAsync("virology", Cancellation)).ShouldBeTrue();
        }

        var trail = await TrailAsync();
        trail.Select(entry => entry.Action).ShouldBe([AuditAction.Created, AuditAction.Changed, AuditAction.Removed]);
        trail.ShouldAllBe(entry => entry.Actor == Nina.User && entry.Key == "nightly" && entry.From == "192.0.2.7" && entry.Thing.Id == "virology" && entry.Thing.Collection == "groups");
        trail.Select(entry => entry.Thing.Name).ShouldBe(["Virology", "Plant virology", "Plant virology"]);
        trail[1].Changes.ShouldBe([new AuditChange("name", "Virology", "Plant virology"), new AuditChange("permissions", "[]", "[\"upload_file\"]")], ignoreOrder: true);
    }

    [Fact]
    public async Task What_the_server_does_by_itself_is_not()
    {
        await Groups.InsertAsync(Virology, Cancellation);
        using (_host.Get<Acting>().As(Nina))
        {
            using (_host.Get<Acting>().As(null))
            {
                await Groups.UpdateAsync("virology", group => group with { Name = "Another" }, Cancellation);
            }

            await Groups.UpdateAsync("virology", group => group, Cancellation);
            await _host.Get<IDocumentStore>().BatchAsync([Groups.ToHold((await Groups.GetAsync("virology", Cancellation))!)], Cancellation);
        }

        (await TrailAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_write_that_fails_leaves_nothing_in_the_trail()
    {
        await Groups.InsertAsync(Virology, Cancellation);
        using (_host.Get<Acting>().As(Nina))
        {
            await Should.ThrowAsync<DuplicateException>(() => Groups.InsertAsync(Virology, Cancellation));
            (await Groups.ReplaceAsync(Virology with { Name = "Late", Revision = 7 }, Cancellation)).ShouldBeNull();
            (await Groups.DeleteAsync("nothing0", Cancellation)).ShouldBeFalse();
            await Should.ThrowAsync<ConflictException>(() => _host.Get<IDocumentStore>().BatchAsync(
                [Groups.ToInsert(Virology with { Id = "other000", NormalizedName = "OTHER" }), Groups.ToReplace(Virology with { Revision = 7 })], Cancellation));
        }

        (await TrailAsync()).ShouldBeEmpty();
        (await Groups.CountAsync(cancellation: Cancellation)).ShouldBe(1);
    }

    [Fact]
    public async Task Secrets_never_stand_in_the_trail()
    {
        await using var scope = _host.Scope();
        using (_host.Get<Acting>().As(Nina))
        {
            await _host.All<User>().InsertAsync(new User { Id = "bob00000", Handle = "bob", NormalizedHandle = "BOB", PasswordHash = "secret-one", SecurityStamp = "secret-two" }, Cancellation);
            await _host.All<User>().UpdateAsync("bob00000", user => user with { PasswordHash = "secret-three", SecurityStamp = "secret-four", AccessFailedCount = 2 }, Cancellation);
        }

        var trail = await TrailAsync();
        trail[1].Changes.ShouldBe([new AuditChange("password_hash", null, null), new AuditChange("security_stamp", null, null)], ignoreOrder: true);
        System.Text.Json.JsonSerializer.Serialize(trail).ShouldNotContain("secret");
    }

    [Fact]
    public async Task Many_at_once_are_counted_and_the_trail_takes_entries_only()
    {
        var store = _host.Get<IDocumentStore>();
        using (_host.Get<Acting>().As(Nina))
        {
            await store.BatchAsync([.. Enumerable.Range(0, 21).Select(i => Groups.ToInsert(Virology with { Id = $"group{i:000}", NormalizedName = $"GROUP {i}" }))], Cancellation);
        }

        var entry = (await TrailAsync()).ShouldHaveSingleItem();
        (entry.Count, entry.Thing).ShouldBe((21, new AuditThing("groups", null, null)));
        var entries = _host.All<AuditEntry>();
        await Should.ThrowAsync<InvalidOperationException>(() => entries.DeleteAsync(entry.Id, Cancellation));
        await Should.ThrowAsync<InvalidOperationException>(() => entries.ReplaceAsync(entry with { Count = 1 }, Cancellation));
        await Should.ThrowAsync<InvalidOperationException>(() => store.BatchAsync([entries.ToDelete(entry.Id)], Cancellation));
    }

    private static Group Virology => new() { Id = "virology", Name = "Virology", NormalizedName = "VIROLOGY" };

    private Task<IReadOnlyList<AuditEntry>> TrailAsync() =>
        _host.All<AuditEntry>().FindAsync(Query<AuditEntry>.All.OrderBy(entry => entry.At), Cancellation);
}
