using System.Security.Claims;
using Shouldly;
using Virtool.App.Tests.Components;
using Virtool.Data.Queries;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Xunit;

namespace Virtool.App.Tests.Rights;

public sealed class RightsRulesTests
{
    private static readonly Link Nina = new("nina", "nina");

    private static readonly Viewer Owner = Person("nina");
    private static readonly Viewer Stranger = Person("bob");
    private static readonly Viewer Member = Person("mia") with { Groups = ["virology"] };
    private static readonly Viewer Administrator = Person("root") with { Administrator = true };

    [Theory]
    [InlineData("", "owner administrator", "owner administrator")]
    [InlineData("everyone:read", "owner administrator member stranger", "owner administrator")]
    [InlineData("everyone:read,write", "owner administrator member stranger", "owner administrator member stranger")]
    [InlineData("everyone:write", "owner administrator", "owner administrator")]
    [InlineData("group:virology:read", "owner administrator member", "owner administrator")]
    [InlineData("group:virology:read everyone:write", "owner administrator member", "owner administrator member")]
    [InlineData("user:bob:read,write", "owner administrator stranger", "owner administrator stranger")]
    [InlineData("group:bacteriology:read,write", "owner administrator", "owner administrator")]
    public void Who_may_read_and_who_may_write(string access, string readers, string writers)
    {
        var sample = Sample(access);
        var people = new (string Name, Viewer Viewer)[] { ("owner", Owner), ("administrator", Administrator), ("member", Member), ("stranger", Stranger) };
        people.Where(person => person.Viewer.MayRead(sample)).Select(person => person.Name).ShouldBe(readers.Split(' '));
        people.Where(person => person.Viewer.Decide(sample, Right.Read)).Select(person => person.Name).ShouldBe(readers.Split(' '));
        people.Where(person => person.Viewer.Decide(sample, Right.Write)).Select(person => person.Name).ShouldBe(writers.Split(' '));
        foreach (var (name, viewer) in people)
        {
            Matching.Matches(RightsRules.Readable(viewer), Matching.Form(sample)).ShouldBe(viewer.MayRead(sample), name);
        }
    }

    [Theory]
    [InlineData("none", false, false, true, false)]
    [InlineData("none", false, false, false, false)]
    [InlineData("virology", true, false, false, false)]
    [InlineData("virology", true, true, true, true)]
    public void The_flags_of_the_first_api_are_a_view_of_the_access(string group, bool groupRead, bool groupWrite, bool allRead, bool allWrite)
    {
        var rights = new SampleRights(group, groupRead, groupWrite, allRead, allWrite);
        var former = Sample("everyone:read,write group:bacteriology:read user:bob:read").Access;
        var access = rights.ApplyTo(former);
        SampleRights.Of(access).ShouldBe(rights);
        access.ShouldContain(one => one.Principal == "user:bob");
        access.ShouldNotContain(one => one.Principal == "group:bacteriology");
    }

    [Fact]
    public void What_a_session_says_is_read_as_the_same_viewer_and_renewed_as_the_new_one()
    {
        var viewer = Member with { Permissions = new HashSet<Permission> { Permission.CancelJob, Permission.UploadFile } };
        var session = Session(viewer);
        ViewerClaims.From(session).ShouldBe(viewer);

        var now = viewer with { Handle = "mia.b", Administrator = true, Groups = ["bacteriology"], Permissions = new HashSet<Permission> { Permission.RemoveJob } };
        var renewed = ViewerClaims.Renewed(session, now);
        ViewerClaims.From(renewed).ShouldBe(now);
        renewed.FindFirst("stamp")!.Value.ShouldBe("s");
        ViewerClaims.From(ViewerClaims.Renewed(renewed, viewer)).ShouldBe(viewer);
    }

    [Fact]
    public void Nobody_is_no_viewer() => ViewerClaims.From(new ClaimsPrincipal(new ClaimsIdentity())).ShouldBeNull();

    private static ClaimsPrincipal Session(Viewer viewer) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, viewer.UserId), new Claim(ClaimTypes.Name, viewer.Handle), new Claim("stamp", "s"), .. ViewerClaims.Of(viewer)],
        "test"));

    private static Viewer Person(string id) => new(id, id, Administrator: false, new HashSet<Permission>());

    private static Sample Sample(string text)
    {
        var access = text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => (entry, at: entry.LastIndexOf(':')))
            .Select(entry => new Virtool.Domain.Rights.Access(
                entry.entry[..entry.at],
                [.. entry.entry[(entry.at + 1)..].Split(',').Select(right => Enum.Parse<Right>(right, ignoreCase: true))]))
            .ToArray();
        return Made.Sample() with { User = Nina, Access = access, Readers = RightsRules.ReadersOf(Nina, access) };
    }
}
