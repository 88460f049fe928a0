using FluentValidation;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Rights;
using Virtool.Data.Changes;
using Virtool.Data.Queries;
using Virtool.Domain.Groups;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Users;
using Virtool.Domain.Watching;
using Xunit;

namespace Virtool.App.Tests.Groups;

public sealed class GroupServiceTests : IAsyncLifetime
{
    private static readonly Viewer Root = new("root0000", "root", Administrator: true, new HashSet<Permission>());
    private static readonly Viewer Bob = new("bob00000", "bob", Administrator: false, new HashSet<Permission>());

    private readonly RightsHost _host = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private GroupService Service => _host.Get<GroupService>();

    public async ValueTask InitializeAsync() => await _host.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_group_is_made_found_renamed_and_given_permissions()
    {
        var group = await Service.CreateAsync(Root, new GroupDraft("  Plant   lab ", [Permission.UploadFile, Permission.UploadFile]), Cancellation);
        (group.Name, group.NormalizedName).ShouldBe(("Plant lab", "PLANT LAB"));
        group.Permissions.ShouldBe([Permission.UploadFile]);
        (await Service.GetAsync(Bob, "plant LAB", Cancellation)).Id.ShouldBe(group.Id);
        (await Service.GetAsync(Bob, group.Id, Cancellation)).Id.ShouldBe(group.Id);
        (await _host.All<Group>().FindAsync(Service.Search(Bob, "ANT"), Cancellation)).ShouldHaveSingleItem();
        (await _host.All<Group>().FindAsync(Service.Search(Bob, "ants"), Cancellation)).ShouldBeEmpty();

        var change = new GroupChange("Insect lab", new Dictionary<Permission, bool> { [Permission.CancelJob] = true, [Permission.UploadFile] = false });
        var changed = await Service.ChangeAsync(Root, group.Id, change, Cancellation);
        (changed.Name, changed.NormalizedName).ShouldBe(("Insect lab", "INSECT LAB"));
        changed.Permissions.ShouldBe([Permission.CancelJob]);
        (await Service.ChangeAsync(Root, group.Id, new GroupChange(), Cancellation)).Revision.ShouldBe(changed.Revision, "nothing was to be changed");
    }

    [Fact]
    public async Task No_two_groups_have_a_name_that_people_cannot_tell_apart()
    {
        await Service.CreateAsync(Root, new GroupDraft("Virology"), Cancellation);
        var other = await Service.CreateAsync(Root, new GroupDraft("Bacteriology"), Cancellation);
        (await Should.ThrowAsync<ValidationException>(() => Service.CreateAsync(Root, new GroupDraft("ｖirology"), Cancellation))).Errors.Single().PropertyName.ShouldBe("Name");
        await Should.ThrowAsync<ValidationException>(() => Service.ChangeAsync(Root, other.Id, new GroupChange(" VIROLOGY"), Cancellation));
        (await Service.ChangeAsync(Root, other.Id, new GroupChange("bacteriology"), Cancellation)).Name.ShouldBe("bacteriology");
    }

    [Fact]
    public async Task Administrators_alone_change_groups()
    {
        var group = await Service.CreateAsync(Root, new GroupDraft("Virology"), Cancellation);
        await Should.ThrowAsync<NotPermittedException>(() => Service.CreateAsync(Bob, new GroupDraft("Mine"), Cancellation));
        await Should.ThrowAsync<NotPermittedException>(() => Service.ChangeAsync(Bob, group.Id, new GroupChange("Mine"), Cancellation));
        await Should.ThrowAsync<NotPermittedException>(() => Service.RemoveAsync(Bob, group.Id, Cancellation));
        await Should.ThrowAsync<NotPermittedException>(() => Service.UseAsync(Bob, group.Id, Cancellation));
        await Should.ThrowAsync<NotFoundException>(() => Service.RemoveAsync(Root, "nothing0", Cancellation));
        await Should.ThrowAsync<NotFoundException>(() => Service.GetAsync(Bob, "nothing0", Cancellation));
    }

    [Fact]
    public async Task A_group_that_is_removed_takes_nobody_and_nothing_along_but_its_rights()
    {
        var lab = await LabAsync();
        (await Service.UseAsync(Root, lab.Group.Id, Cancellation)).ShouldBe(new GroupUse(1, 2, 1));
        await Service.RemoveAsync(Root, lab.Group.Id, Cancellation);
        await IsGoneAsync(lab);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task What_was_broken_off_is_done_by_removing_it_again(int done)
    {
        var lab = await LabAsync();
        var principal = Principals.Group(lab.Group.Id);
        Func<Task>[] deeds =
        [
            () => _host.All<User>().UpdateAsync(lab.UserId, user => user with { Groups = [lab.Other.Id], PrimaryGroup = null }, Cancellation),
            () => _host.All<WatchedFolder>().UpdateAsync(lab.Folder, folder => folder with { Rule = folder.Rule with { Group = null } }, Cancellation),
            () => _host.Get<SampleAccess>().ChangeAsync(Root, lab.First, access => [.. access.Where(one => one.Principal != principal)], Cancellation),
            () => _host.Get<AccessSweep>().TakeAsync(principal, Cancellation),
        ];
        foreach (var deed in deeds.Take(done))
        {
            await deed();
        }

        await Service.RemoveAsync(Root, lab.Group.Id, Cancellation);
        await IsGoneAsync(lab);
    }

    [Fact]
    public async Task The_group_itself_goes_last_so_that_what_is_left_can_be_seen_and_removed()
    {
        var lab = await LabAsync();
        using var changes = _host.Get<IChangeFeed>().Subscribe(capacity: 10_000);
        await Service.RemoveAsync(Root, lab.Group.Id, Cancellation);
        var told = new List<Change>();
        await foreach (var batch in changes.ReadAsync(Cancellation))
        {
            told.AddRange(batch.Changes);
            if (told.Any(change => change.Collection == "groups"))
            {
                break;
            }
        }

        told[^1].Collection.ShouldBe("groups");
        told.Select(change => change.Collection).ShouldContain("references");
    }

    private async Task<Lab> LabAsync()
    {
        var group = await Service.CreateAsync(Root, new GroupDraft("Virology", [Permission.UploadFile]), Cancellation);
        var other = await Service.CreateAsync(Root, new GroupDraft("Other"), Cancellation);
        await using var scope = _host.Scope();
        var user = (await scope.ServiceProvider.GetRequiredService<UserService>().CreateAsync(Viewer.Server, "mia", "raspberry ringspot", administrator: false, Cancellation)).Document;
        await _host.All<User>().UpdateAsync(user.Id, now => now with { Groups = [group.Id, other.Id], PrimaryGroup = group.Id }, Cancellation);
        var principal = Principals.Group(group.Id);
        var first = await _host.SampleAsync("VT-1");
        var second = await _host.SampleAsync("VT-2");
        await _host.SampleAsync("VT-3");
        await _host.Get<SampleAccess>().ChangeAsync(Root, first.Id, _ => [new(principal, [Right.Read, Right.Write]), new(Principals.Group(other.Id), [Right.Read])], Cancellation);

        // Who may write, but not read, is no reader: no index leads to it.
        await _host.Get<SampleAccess>().ChangeAsync(Root, second.Id, _ => [new(principal, [Right.Write]), new(Principals.Everyone, [Right.Read])], Cancellation);
        var reference = await _host.ReferenceAsync();
        await _host.Get<ReferenceAccess>().ChangeAsync(Root, reference.Id, _ => [new(principal, [Right.Read, Right.Build])], Cancellation);
        var folder = await _host.All<WatchedFolder>().InsertAsync(
            new WatchedFolder { Id = "folder01", Path = "/runs", Rule = new ImportRule { MakeSamples = true, Group = new Link(group.Id, group.Name) } }, Cancellation);
        return new Lab(group, other, user.Id, first.Id, second.Id, reference.Id, folder.Id);
    }

    private async Task IsGoneAsync(Lab lab)
    {
        (await _host.All<Group>().GetAsync(lab.Group.Id, Cancellation)).ShouldBeNull();
        var user = (await _host.All<User>().GetAsync(lab.UserId, Cancellation))!;
        (user.Groups.Single(), user.PrimaryGroup).ShouldBe((lab.Other.Id, null));
        var first = (await _host.All<Sample>().GetAsync(lab.First, Cancellation))!;
        first.Access.Single().Principal.ShouldBe(Principals.Group(lab.Other.Id));
        first.Readers.ShouldNotContain(Principals.Group(lab.Group.Id));
        (await _host.All<Job>().FindAsync(Where<Job>.Is(job => job.Subject.Id, lab.First), Cancellation)).ShouldAllBe(job => job.Readers.SequenceEqual(first.Readers));
        (await _host.All<Sample>().GetAsync(lab.Second, Cancellation))!.Access.Single().Principal.ShouldBe(Principals.Everyone);
        var reference = (await _host.All<Reference>().GetAsync(lab.Reference, Cancellation))!;
        reference.Access.ShouldBeEmpty();
        reference.Readers.ShouldBe([Principals.User(reference.User.Id)]);
        (await _host.All<WatchedFolder>().GetAsync(lab.Folder, Cancellation))!.Rule.Group.ShouldBeNull();
    }

    private sealed record Lab(Group Group, Group Other, string UserId, string First, string Second, string Reference, string Folder);
}
