using FluentValidation;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Rights;
using Virtool.Domain.Audit;
using Virtool.Domain.Groups;
using Virtool.Domain.Keys;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Users;
using Xunit;

namespace Virtool.App.Tests.Users;

public sealed class UserDirectoryTests : IAsyncLifetime
{
    private readonly RightsHost _host = new();
    private AsyncServiceScope _scope;
    private Viewer _root = null!;
    private User _nina = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private UserDirectory Directory => _scope.ServiceProvider.GetRequiredService<UserDirectory>();

    public async ValueTask InitializeAsync()
    {
        await _host.StartAsync();
        _scope = _host.Scope();
        _root = (await AddAsync("root", administrator: true)).ToViewer([]);
        _nina = await AddAsync("nina");
    }

    public async ValueTask DisposeAsync()
    {
        await _scope.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Users_are_found_by_each_of_their_names()
    {
        await ChangeAsync(new UserChange { FullName = "Nina Ünal", Email = "nu@example.org" });
        foreach (var find in new[] { "NIN", "unal", "NU@example" })
        {
            (await _host.All<User>().FindAsync(Directory.Search(_root, find), Cancellation)).ShouldHaveSingleItem(find).Id.ShouldBe(_nina.Id);
        }

        (await _host.All<User>().FindAsync(Directory.Search(_root), Cancellation)).Select(user => user.Handle).ShouldBe(["nina", "root"]);
        (await Directory.GetAsync(_root, "NINA", Cancellation)).Id.ShouldBe(_nina.Id);
        (await Directory.GetAsync(_root, _nina.Id, Cancellation)).Id.ShouldBe(_nina.Id);
        await Should.ThrowAsync<NotFoundException>(() => Directory.GetAsync(_root, "nobody", Cancellation));
    }

    [Fact]
    public async Task Only_administrators_see_and_change_users_and_no_key_does()
    {
        var nina = _nina.ToViewer([]);
        var script = _root with { Administrator = false, Key = new ViewerKey("key00001", "nightly") };
        foreach (var viewer in new[] { nina, script })
        {
            Should.Throw<NotPermittedException>(() => Directory.Search(viewer));
            Should.Throw<NotPermittedException>(() => Directory.One(viewer, _nina.Id));
            await Should.ThrowAsync<NotPermittedException>(() => Directory.GetAsync(viewer, _nina.Id, Cancellation));
            await Should.ThrowAsync<NotPermittedException>(() => Directory.ChangeAsync(viewer, _nina.Id, new UserChange { Administrator = true }, Cancellation));
            await Should.ThrowAsync<NotPermittedException>(() => Directory.RemoveAsync(viewer, _nina.Id, Cancellation));
        }
    }

    [Fact]
    public async Task A_new_name_for_signing_in_keeps_the_id_and_is_nobody_elses()
    {
        (await ChangeAsync(new UserChange { Handle = " nina.u " })).ShouldSatisfyAllConditions(
            user => user.Id.ShouldBe(_nina.Id), user => user.Handle.ShouldBe("nina.u"), user => user.NormalizedHandle.ShouldBe("NINA.U"));
        (await Should.ThrowAsync<ValidationException>(() => ChangeAsync(new UserChange { Handle = "ROOT" }))).Errors.Single().PropertyName.ShouldBe("Handle");
        foreach (var bad in new[] { "", "../admin", "nіna", "virtool", "a b" })
        {
            await Should.ThrowAsync<ValidationException>(() => ChangeAsync(new UserChange { Handle = bad }), bad);
        }
    }

    [Theory]
    [InlineData("nina@example.org", true)]
    [InlineData("", true)]
    [InlineData("nina", false)]
    [InlineData("nina@example", false)]
    [InlineData("nina@example.org\nBcc: all@example.org", false)]
    public async Task An_address_is_one_that_can_be_written_to(string email, bool good)
    {
        if (good)
        {
            (await ChangeAsync(new UserChange { Email = email })).Email.ShouldBe(email.Length == 0 ? null : email);
            return;
        }

        await Should.ThrowAsync<ValidationException>(() => ChangeAsync(new UserChange { Email = email }));
    }

    [Fact]
    public async Task Groups_are_known_ones_and_the_primary_one_is_among_them()
    {
        var service = _host.Get<GroupService>();
        var virology = await service.CreateAsync(_root, new GroupDraft("Virology"), Cancellation);
        var other = await service.CreateAsync(_root, new GroupDraft("Other"), Cancellation);
        await Should.ThrowAsync<BadRequestException>(() => ChangeAsync(new UserChange { Groups = [virology.Id, "nothing0"] }));
        await Should.ThrowAsync<BadRequestException>(() => ChangeAsync(new UserChange { PrimaryGroup = "nothing0" }));
        await Should.ThrowAsync<RefusedException>(() => ChangeAsync(new UserChange { PrimaryGroup = virology.Id }));

        (await ChangeAsync(new UserChange { Groups = [virology.Id, virology.Id], PrimaryGroup = virology.Id })).ShouldSatisfyAllConditions(
            user => user.Groups.ShouldBe([virology.Id]), user => user.PrimaryGroup.ShouldBe(virology.Id));
        await Should.ThrowAsync<RefusedException>(() => ChangeAsync(new UserChange { Groups = [other.Id], PrimaryGroup = virology.Id }));
        (await ChangeAsync(new UserChange { PrimaryGroup = UserChange.NoGroup })).PrimaryGroup.ShouldBeNull();
        await ChangeAsync(new UserChange { PrimaryGroup = virology.Id });
        (await Directory.SetMemberAsync(_root, _nina.Id, other.Id, isMember: true, Cancellation)).Groups.ShouldBe([virology.Id, other.Id]);
        (await Directory.SetMemberAsync(_root, _nina.Id, virology.Id, isMember: false, Cancellation)).ShouldSatisfyAllConditions(
            user => user.Groups.ShouldBe([other.Id]), user => user.PrimaryGroup.ShouldBeNull());
    }

    [Fact]
    public async Task Nobody_shuts_the_own_door()
    {
        await Should.ThrowAsync<BadRequestException>(() => Directory.ChangeAsync(_root, _root.UserId, new UserChange { Administrator = false }, Cancellation));
        await Should.ThrowAsync<RefusedException>(() => Directory.ChangeAsync(_root, _root.UserId, new UserChange { Active = false }, Cancellation));
        await Should.ThrowAsync<BadRequestException>(() => Directory.RemoveAsync(_root, _root.UserId, Cancellation));
        (await Directory.ChangeAsync(_root, _root.UserId, new UserChange { Administrator = true, FullName = "Root" }, Cancellation)).FullName.ShouldBe("Root");
    }

    [Fact]
    public async Task The_last_administrator_who_can_sign_in_stays()
    {
        foreach (var change in new[] { new UserChange { Administrator = false }, new UserChange { Active = false } })
        {
            await Should.ThrowAsync<RefusedException>(() => Directory.ChangeAsync(Viewer.Server, _root.UserId, change, Cancellation));
        }

        await Should.ThrowAsync<RefusedException>(() => Directory.RemoveAsync(Viewer.Server, _root.UserId, Cancellation));
        await ChangeAsync(new UserChange { Administrator = true, Active = false });
        await Should.ThrowAsync<RefusedException>(() => Directory.ChangeAsync(Viewer.Server, _root.UserId, new UserChange { Administrator = false }, Cancellation));
        await ChangeAsync(new UserChange { Active = true });
        (await Directory.ChangeAsync(Viewer.Server, _root.UserId, new UserChange { Administrator = false }, Cancellation)).Administrator.ShouldBeFalse();
    }

    [Fact]
    public async Task Of_administrators_who_depose_one_another_at_once_one_stays()
    {
        await ChangeAsync(new UserChange { Administrator = true });
        for (var round = 0; round < TestCounts.Of(5, 50); round++)
        {
            await Task.WhenAll(DeposeAsync(_root.UserId), DeposeAsync(_nina.Id));
            (await _host.All<User>().CountAsync(Virtool.Data.Queries.Where<User>.Is(user => user.Administrator, true), Cancellation)).ShouldBe(1);
            foreach (var id in new[] { _root.UserId, _nina.Id })
            {
                await _host.All<User>().UpdateAsync(id, user => user with { Administrator = true }, Cancellation);
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sessions_end_where_somebody_is_shut_out_or_must_choose_a_password(bool deactivated)
    {
        var before = (await _host.All<User>().GetAsync(_nina.Id, Cancellation))!.SecurityStamp;
        var after = await ChangeAsync(deactivated ? new UserChange { Active = false } : new UserChange { ForceReset = true });
        after.SecurityStamp.ShouldNotBe(before);
        (await ChangeAsync(new UserChange { FullName = "Nina" })).SecurityStamp.ShouldBe(after.SecurityStamp);
    }

    [Fact]
    public async Task Who_owns_nothing_and_never_did_anything_is_removed_with_keys_and_rights()
    {
        var sample = await _host.SampleAsync("VT-1");
        await _host.Get<SampleAccess>().ChangeAsync(_root, sample.Id, _ => [new(Principals.User(_nina.Id), [Right.Read])], Cancellation);
        var key = (await _host.Get<KeyService>().CreateAsync(_nina.ToViewer([]), new KeyDraft("nightly", []), Cancellation)).Key;
        (await Directory.TracesAsync(_root, _nina.Id, Cancellation)).IsEmpty.ShouldBeTrue();
        await Directory.RemoveAsync(_root, _nina.Id, Cancellation);
        (await _host.All<User>().GetAsync(_nina.Id, Cancellation)).ShouldBeNull();
        (await _host.All<ApiKey>().GetAsync(key.Id, Cancellation)).ShouldBeNull();
        (await _host.All<Sample>().GetAsync(sample.Id, Cancellation))!.Access.ShouldBeEmpty();
        await Should.ThrowAsync<NotFoundException>(() => Directory.RemoveAsync(_root, _nina.Id, Cancellation));
    }

    [Fact]
    public async Task Who_owns_something_or_did_anything_is_deactivated_instead()
    {
        var sample = await _host.SampleAsync("VT-1");
        await _host.All<Sample>().UpdateAsync(sample.Id, one => one with { User = new Link(_nina.Id, _nina.Handle) }, Cancellation);
        (await Should.ThrowAsync<RefusedException>(() => Directory.RemoveAsync(_root, _nina.Id, Cancellation))).Message.ShouldContain("1 sample");

        var bob = await AddAsync("bob");
        var trail = _host.Get<AuditService>();
        var actor = new Actor(new Link(bob.Id, bob.Handle));
        await trail.RecordAsync(actor, AuditAction.SignInRefused, new AuditThing("users", bob.Id, bob.Handle), Cancellation);
        (await Directory.TracesAsync(_root, bob.Id, Cancellation)).IsEmpty.ShouldBeTrue("anybody may have typed the name");
        await trail.RecordAsync(actor, AuditAction.SignedIn, new AuditThing("users", bob.Id, bob.Handle), Cancellation);
        (await Directory.LastSignInAsync(_root, bob.Id, Cancellation)).ShouldNotBeNull();
        (await Should.ThrowAsync<RefusedException>(() => Directory.RemoveAsync(_root, bob.Id, Cancellation))).Message.ShouldContain("Deactivate");
    }

    [Fact]
    public void A_made_up_password_is_long_and_never_the_same()
    {
        var made = Enumerable.Range(0, 100).Select(_ => MadePassword.New()).ToArray();
        made.ShouldAllBe(password => password.Length == 19);
        made.Distinct().Count().ShouldBe(100);
    }

    private async Task DeposeAsync(string id)
    {
        await using var scope = _host.Scope();
        try
        {
            await scope.ServiceProvider.GetRequiredService<UserDirectory>().ChangeAsync(Viewer.Server, id, new UserChange { Administrator = false }, Cancellation);
        }
        catch (RefusedException)
        {
            // The other one was quicker.
        }
    }

    private Task<User> ChangeAsync(UserChange change) => Directory.ChangeAsync(_root, _nina.Id, change, Cancellation);

    private async Task<User> AddAsync(string handle, bool administrator = false) =>
        (await _scope.ServiceProvider.GetRequiredService<UserService>().CreateAsync(Viewer.Server, handle, "raspberry ringspot", administrator, Cancellation)).Document;
}
