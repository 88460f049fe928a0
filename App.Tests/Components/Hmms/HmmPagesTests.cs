using Bunit;
using Microsoft.AspNetCore.Components;
using Shouldly;
using Virtool.Components.Hmms;
using Virtool.Data.Queries;
using Virtool.Domain.Files;
using Virtool.Domain.Hmms;
using Virtool.Domain.Releases;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;
using Virtool.Domain.Tasks;
using Xunit;

namespace Virtool.App.Tests.Components.Hmms;

public sealed class HmmPagesTests : PagesContext
{
    private static readonly Release Old = new() { Id = 1, Tag = "v0.2.1", Name = "v0.2.1", PublishedAt = Made.Now.AddDays(-90), Filename = "vthmm.tar.gz" };

    private static readonly HmmStatus Installed = new()
    {
        Id = HmmStatus.OnlyId, Installed = true, Set = "set00001", Source = "v0.2.1", Slug = ServerSettings.UsualHmmSlug, Count = 2, InstalledAt = Made.Now.AddHours(-2), User = Made.Nina, Release = Old, Newest = Old,
    };

    [Fact]
    public async Task Without_profiles_the_page_says_what_they_are_for_and_installs_a_file()
    {
        var page = At<HmmList>("/hmms");
        await ShowsAsync(page, "none installed", "From a release", "virtool/virtool-hmm", "From a file");
        await AddAsync(new StoredFile { Id = "file0001", Name = "vthmm.tar.gz", Type = FileType.Hmm, Ready = true, Size = 250_400, UploadedAt = Made.Now, Readers = RightsRules.Everyone });
        await ShowsAsync(page, "vthmm.tar.gz", "250 kB");
        await page.InvokeAsync(() => page.Find("input[name=profile-file]").Change("on"));
        await ClickAsync(page, "Install it");
        await ClickAsync(page, "Install them");
        await ShowsAsync(page, "being installed", "Waits for its turn");
        (await Documents<ServerTask>().FindAsync(Filter.All, Cancellation)).ShouldHaveSingleItem().Type.ShouldBe("install_hmms");
    }

    [Fact]
    public async Task Who_may_not_install_profiles_is_told_what_it_takes()
    {
        SignIn(administrator: false);
        var page = At<HmmList>("/hmms");
        await ShowsAsync(page, "No profiles are installed", "“change profiles”");
        page.FindAll("button").ShouldBeEmpty();
        await AddAsync(Installed);
        await AddAsync(Profile(1));
        await ShowsAsync(page, "vFam_1");
        page.Markup.ShouldNotContain("Install other profiles");
    }

    [Fact]
    public async Task The_list_is_that_of_the_installed_set_follows_another_one_and_is_searched()
    {
        await AddAsync(Installed);
        await AddAsync(Hmm.Found(Profile(7) with
        {
            Names = ["Coat protein"],
            Families = new Dictionary<string, int> { ["Potyviridae"] = 3, ["None"] = 9, ["Secoviridae"] = 5, ["Nodaviridae"] = 1, ["Tombusviridae"] = 1 },
        }));
        await AddAsync(Profile(10));
        await AddAsync(Profile(4, "set00000") with { Hidden = true });
        var page = At<HmmList>("/hmms");
        await ShowsAsync(page, "v0.2.1 of virtool/virtool-hmm", "2 profiles", "vFam_7", "Coat protein", "and 1 more");
        page.FindAll("tbody tr").Count.ShouldBe(2);
        page.FindAll(".family").Take(3).Select(chip => chip.TextContent).ShouldBe(["Secoviridae", "Potyviridae", "Nodaviridae"]);

        page = At<HmmList>("/hmms?find=secov");
        await ShowsAsync(page, "1 of 2 profiles");
        page = At<HmmList>("/hmms?find=nothing");
        await ShowsAsync(page, "No profile is found by “nothing”");

        page = At<HmmList>("/hmms");
        await AddAsync(Profile(99, "set00002"));
        await Documents<HmmStatus>().UpdateAsync(HmmStatus.OnlyId, status => status with { Set = "set00002", Source = "own.tar.gz", Release = null, Count = 1 }, Cancellation);
        await ShowsAsync(page, "vFam_99", "own.tar.gz", "1 profile");
        page.Markup.ShouldNotContain("vFam_7");
    }

    [Fact]
    public async Task A_newer_release_is_told_and_the_repository_is_another_where_an_administrator_says_so()
    {
        await AddAsync(Installed with { Newest = Old with { Id = 2, Tag = "v0.3.0", Name = "v0.3.0", Body = "More families." } });
        var page = At<HmmList>("/hmms");
        await ShowsAsync(page, "v0.3.0 is newer than what is installed.");
        page = At<HmmList>("/hmms?install=yes");
        await ShowsAsync(page, "More families.", "Install v0.3.0");
        await ClickAsync(page, "Change");
        await page.InvokeAsync(() => page.Find("form.row-form input").Input("nothing"));
        await page.InvokeAsync(() => page.Find("form.row-form").Submit());
        await ShowsAsync(page, "This names no repository on GitHub.");
        await page.InvokeAsync(() => page.Find("form.row-form input").Input("lab/profiles"));
        await page.InvokeAsync(() => page.Find("form.row-form").Submit());
        await ShowsAsync(page, "lab/profiles", "outgoing requests are switched off");
        await ClickAsync(page, "Remove");
        await ClickAsync(page, "Remove 2 profiles");
        await ShowsAsync(page, "none installed");
        (await Documents<HmmStatus>().GetAsync(HmmStatus.OnlyId, Cancellation))!.Installed.ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_installed_of_a_former_repository_is_told_as_that()
    {
        await AddAsync(Installed with { ReleaseSlug = ServerSettings.UsualHmmSlug, Slug = "lab/profiles", Newest = Old with { Id = 2, Tag = "v0.1.0", Name = "v0.1.0" } });
        var page = At<HmmList>("/hmms");
        await ShowsAsync(page, "v0.2.1 of virtool/virtool-hmm", "v0.1.0 of lab/profiles can be installed instead.");
    }

    [Fact]
    public async Task A_profile_tells_its_members_families_and_entropy_and_that_it_is_of_a_former_set()
    {
        await AddAsync(Profile(7) with { Names = ["Coat protein", "CP"], Count = 12, Length = 505, MeanEntropy = 0.52, TotalEntropy = 262.6 });
        await AddAsync(new HmmMembers { Id = "hmm00007", Entries = [new HmmEntry("NP_040304.1", "9626062", "coat protein", "Raspberry ringspot virus")] });
        var page = At<HmmPage>("/hmms/hmm00007", parameters => parameters.Add(one => one.Id, "hmm00007"));
        await ShowsAsync(page, "vFam_7", "also CP", "0.52", "262.6", "1 of 12 named", "Raspberry ringspot virus", "Potyviridae", "not known");
        page.Find("td a").GetAttribute("href").ShouldBe("https://www.ncbi.nlm.nih.gov/protein/NP_040304.1");
        await Documents<Hmm>().UpdateAsync("hmm00007", hmm => hmm with { Hidden = true }, Cancellation);
        await ShowsAsync(page, "of a set that is not installed any more");
        page = At<HmmPage>("/hmms/nothing0", parameters => parameters.Add(one => one.Id, "nothing0"));
        await ShowsAsync(page, "There is no such profile");
    }

    private static Hmm Profile(int cluster, string set = "set00001") => Hmm.Found(new Hmm
    {
        Id = FormattableString.Invariant($"hmm{cluster:00000}"),
        Set = set,
        Cluster = cluster,
        Names = ["Replicase"],
        Count = 4,
        Length = 300,
        Families = new Dictionary<string, int> { ["Potyviridae"] = 3, ["None"] = 1 },
    });

    private static Task ClickAsync<T>(IRenderedComponent<T> page, string label)
        where T : IComponent => page.InvokeAsync(() => page.FindAll("button").First(button => button.TextContent.Trim() == label).Click());
}
