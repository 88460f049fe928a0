using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.Components.Audit;
using Virtool.Domain.Audit;
using Virtool.Domain.Groups;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Xunit;

namespace Virtool.App.Tests.Components.Audit;

public sealed class AuditPageTests : PagesContext
{
    private static readonly Link Bob = new("user0002", "bob");

    private AuditService Trail => Services.GetRequiredService<AuditService>();

    [Fact]
    public async Task Who_did_what_stands_in_sentences_that_lead_to_what_is_there_still_and_more_comes_by_itself()
    {
        await AddAsync(Made.Sample());
        using (Services.GetRequiredService<Acting>().As(new Actor(Bob, "nightly", "192.0.2.7")))
        {
            await Documents<Sample>().UpdateAsync("sample01", sample => sample with { Name = "VT-0413", Host = "Vitis" }, Cancellation);
        }

        await Trail.RecordAsync(new Actor(Bob), AuditAction.Removed, new AuditThing("samples", "gone0000", "VT-gone"), Cancellation);
        var page = At<AuditPage>("/audit");
        await ShowsAsync(page, "bob", "by the key nightly", "192.0.2.7", "changed the sample VT-0413: name “VT-0412” → “VT-0413”, host nothing → “Vitis”", "removed the sample VT-gone", "2 entries");
        page.FindAll("td.what a").ShouldHaveSingleItem().GetAttribute("href").ShouldBe("/samples/sample01");

        await Trail.RecordAsync(new Actor(Nina, From: "192.0.2.8"), AuditAction.SignedIn, new AuditThing("users", Nina.Id, Nina.Name), Cancellation);
        await ShowsAsync(page, "signed in", "3 entries");
    }

    [Fact]
    public async Task Long_changes_are_in_a_disclosure_with_before_and_after()
    {
        await AddAsync(new Group { Id = "virology", Name = "Virology", NormalizedName = "VIROLOGY" });
        await AddAsync(Made.Sample());
        using (Services.GetRequiredService<Acting>().As(new Actor(Bob)))
        {
            await Services.GetRequiredService<SampleAccess>().ChangeAsync(Viewer.Server, "sample01", _ => [new(Principals.Group("virology"), [Right.Read, Right.Write])], Cancellation);
        }

        var page = At<AuditPage>("/audit");
        await ShowsAsync(page, "changed who may see and change the sample VT-0412", "group Virology may see it and change it or have it analysed");
        page.Find("details.changes tbody tr").TextContent.ShouldContain("everyone may see it");
    }

    [Theory]
    [InlineData("/audit?who=bob", "2 of 4 entries")]
    [InlineData("/audit?done=signed_in", "1 of 4 entries")]
    [InlineData("/audit?kind=samples", "2 of 4 entries")]
    [InlineData("/audit?kind=samples&who=bob", "1 of 4 entries")]
    [InlineData("/audit?thing=sample01", "1 of 4 entries")]
    [InlineData("/audit?find=192.0.2.9", "1 of 4 entries")]
    [InlineData("/audit?from=2999-01-01", "Nothing is found")]
    [InlineData("/audit?until=1999-01-01", "Nothing is found")]
    public async Task Every_filter_is_in_the_address(string address, string shown)
    {
        await Trail.RecordAsync(new Actor(Bob), AuditAction.Created, new AuditThing("samples", "sample01", "VT-1"), Cancellation);
        await Trail.RecordAsync(new Actor(Nina), AuditAction.Created, new AuditThing("samples", "sample02", "VT-2"), Cancellation);
        await Trail.RecordAsync(new Actor(Bob), AuditAction.SignedIn, new AuditThing("users", Bob.Id, "bob"), Cancellation);
        await Trail.RecordAsync(new Actor(Nina, From: "192.0.2.9"), AuditAction.Removed, new AuditThing("jobs", "job00001", "VT-1"), Cancellation);
        await ShowsAsync(At<AuditPage>(address), shown);
    }

    [Fact]
    public async Task What_is_chosen_goes_into_the_address_and_the_export_is_of_it()
    {
        await Trail.RecordAsync(new Actor(Bob), AuditAction.Created, new AuditThing("samples", "sample01", "VT-1"), Cancellation);
        var page = At<AuditPage>("/audit?who=bob&page=2");
        await ShowsAsync(page, "By bob");
        await page.InvokeAsync(() => page.Find("select[aria-label='Kind of thing']").Change("samples"));
        new Uri(Services.GetRequiredService<NavigationManager>().Uri).PathAndQuery.ShouldBe("/audit?who=bob&kind=samples");
        await page.InvokeAsync(() => page.Find("input[type=date]").Change("2026-11-22"));
        await UntilAsync(() => page.FindAll(".title .actions a").Select(link => link.GetAttribute("href")).ShouldBe(
        [
            "/api/audit/export?format=csv&user=bob&collection=samples&from=2026-11-22",
            "/api/audit/export?format=json&user=bob&collection=samples&from=2026-11-22",
        ]));
    }

    [Fact]
    public async Task Others_than_administrators_are_told_that_it_is_not_for_them()
    {
        await Trail.RecordAsync(new Actor(Bob), AuditAction.Created, new AuditThing("samples", "sample01", "VT-1"), Cancellation);
        SignIn(administrator: false);
        var page = At<AuditPage>("/audit");
        await ShowsAsync(page, "Only administrators may see this");
        page.Markup.ShouldNotContain("VT-1");
        SignIn(administrator: true);
        await ShowsAsync(page, "made the sample VT-1");
        SignIn(administrator: false);
        await UntilAsync(() => page.Markup.ShouldNotContain("VT-1"));
    }
}
