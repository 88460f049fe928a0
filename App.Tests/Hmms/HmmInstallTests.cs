using System.Text.Json.Nodes;
using Shouldly;
using Virtool.App.Tests.Jobs;
using Virtool.Domain.Analyses;
using Virtool.Domain.Hmms;
using Virtool.Domain.Rights;
using Virtool.Domain.Tasks;
using Virtool.Jobs.Hmms;
using Xunit;
using static Virtool.App.Tests.Hmms.ProfileText;

namespace Virtool.App.Tests.Hmms;

public sealed class HmmInstallTests : IAsyncLifetime
{
    private HmmHost _host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await HmmHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_newest_release_is_installed_and_its_profiles_are_found()
    {
        (await _host.Service.StatusAsync(Cancellation)).Installed.ShouldBeFalse();
        await Should.ThrowAsync<RefusedException>(() => _host.Service.DemandInstalledAsync(Cancellation));
        _host.GitHub.Publish("v0.2.1", Archive((2, "Coat protein"), (10, "Replicase"), (7, "Movement protein")), "vthmm.tar.gz");
        var task = await _host.Get<HmmReleases>().InstallAsync(HmmHost.Nina, Cancellation);
        await Should.ThrowAsync<RefusedException>(() => _host.Get<HmmReleases>().InstallAsync(HmmHost.Nina, Cancellation));
        await Should.ThrowAsync<RefusedException>(() => _host.Get<HmmRemoval>().PurgeAsync(HmmHost.Nina, Cancellation));
        await _host.RunAsync(task);

        var status = await _host.Service.DemandInstalledAsync(Cancellation);
        (status.Source, status.Count, status.Release!.Tag, status.TaskId, status.User!.Name).ShouldBe(("v0.2.1", 3, "v0.2.1", null, "nina"));
        HmmReleases.IsNewer(status).ShouldBeFalse();
        (await _host.InstalledAsync()).Select(hmm => hmm.Cluster).ShouldBe([2, 7, 10]);
        var hmm = (await _host.InstalledAsync("MOVEMENT")).ShouldHaveSingleItem();
        hmm.ShouldSatisfyAllConditions(
            () => hmm.Names.ShouldBe(["Movement protein", "polyprotein"]),
            () => hmm.Families["Potyviridae"].ShouldBe(4),
            () => (hmm.Count, hmm.Length, hmm.MeanEntropy, hmm.TotalEntropy).ShouldBe((5, 120, 0.52, 62.6)));
        (await _host.InstalledAsync("potyvir")).Count.ShouldBe(3);
        (await _host.InstalledAsync("vFam_10")).ShouldHaveSingleItem();
        (await _host.Service.MembersAsync(hmm, Cancellation)).ShouldBe([new HmmEntry("NP_000007.1", "9626062", "Movement protein", "Virus 7")]);
        Directory.EnumerateFileSystemEntries(_host.Files.Tasks).ShouldBeEmpty();
        Directory.EnumerateFileSystemEntries(_host.Files.Hmm).Select(Path.GetFileName).ShouldBe(["profiles.hmm"]);
        await Should.ThrowAsync<BadRequestException>(() => _host.Get<HmmReleases>().InstallAsync(HmmHost.Nina, Cancellation));
    }

    [Fact]
    public async Task Profiles_of_a_release_of_old_are_installed_from_a_file()
    {
        await _host.InstallAsync(await File.ReadAllBytesAsync(TestData.Shared("hmm/vthmm.tar.gz"), Cancellation));
        (await _host.InstalledAsync()).Select(hmm => hmm.Cluster).ShouldBe([2, 3, 4, 5, 8, 9, 10]);
        var capsid = (await _host.InstalledAsync("vFam_10")).ShouldHaveSingleItem();
        (capsid.Cluster, capsid.Count, capsid.Length, capsid.Families["Papillomaviridae"]).ShouldBe((10, 113, 505, 102));
        capsid.Names.ShouldBe(["L1", "L1 protein", "major capsid protein"], "the most frequent of its members, since these annotations have no names");
        (await _host.Service.MembersAsync(capsid, Cancellation)).Count.ShouldBe(113);
    }

    [Fact]
    public async Task The_two_files_are_installed_from_the_folder_for_them_and_stay_there()
    {
        var folder = _host.Get<HmmFolder>();
        folder.Found().ShouldBeEmpty();
        await Should.ThrowAsync<BadRequestException>(() => _host.Get<HmmTasks>().InstallFromFolderAsync(HmmHost.Nina, "../../secret.tar.gz", Cancellation));
        Directory.CreateDirectory(folder.Path);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "profiles.hmm"), Profile(1) + Profile(2), Cancellation);
        folder.Found().ShouldBeEmpty();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "annotations.json"), new JsonArray(Annotation(1, "Coat protein")).ToJsonString(), Cancellation);
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "other.tar.gz"), Archive((3, "Helicase")), Cancellation);
        folder.Found().Select(found => found.Name).ShouldBe(["profiles.hmm", "other.tar.gz"], ignoreOrder: true);
        await _host.RunAsync(await _host.Get<HmmTasks>().InstallFromFolderAsync(HmmHost.Nina, "profiles.hmm", Cancellation));

        var installed = await _host.InstalledAsync();
        installed.Select(hmm => (hmm.Cluster, hmm.Names.Count, hmm.Count, hmm.Length)).ShouldBe([(1, 2, 5, 120), (2, 0, 3, 120)], "a profile without an annotation tells of itself");
        folder.Found().Count.ShouldBe(2);
        await _host.RunAsync(await _host.Get<HmmTasks>().InstallFromFolderAsync(HmmHost.Nina, "other.tar.gz", Cancellation));
        (await _host.InstalledAsync()).ShouldHaveSingleItem().Cluster.ShouldBe(3);
    }

    [Fact]
    public async Task Another_set_takes_the_place_of_the_first_of_which_only_what_results_use_stays()
    {
        await _host.InstallAsync(Archive((1, "Coat protein"), (2, "Replicase")));
        var (used, unused) = ((await _host.InstalledAsync())[0], (await _host.InstalledAsync())[1]);
        await _host.UseAsync(used.Id);
        await _host.InstallAsync(Archive((1, "Capsid protein"), (3, "Helicase")));

        (await _host.InstalledAsync()).Select(hmm => hmm.Names[0]).ShouldBe(["Capsid protein", "Helicase"]);
        (await _host.Service.GetAsync(HmmHost.Sven, used.Id, Cancellation)).Hidden.ShouldBeTrue();
        (await _host.Service.ByIdAsync([used.Id, unused.Id], Cancellation)).Keys.ShouldBe([used.Id]);
        await Should.ThrowAsync<NotFoundException>(() => _host.Service.GetAsync(HmmHost.Sven, unused.Id, Cancellation));
        (await _host.CountAsync()).ShouldBe((3, 3));

        await Should.ThrowAsync<NotPermittedException>(() => _host.Get<HmmRemoval>().PurgeAsync(HmmHost.Sven, Cancellation));
        await _host.Get<HmmRemoval>().PurgeAsync(HmmHost.Nina, Cancellation);
        (await _host.InstalledAsync()).ShouldBeEmpty();
        (await _host.CountAsync()).ShouldBe((1, 1));
        File.Exists(_host.Files.Profiles).ShouldBeFalse();
        await _host.All<Analysis>().DeleteAsync("analysis", Cancellation);
        await _host.Get<HmmRemoval>().SweepAsync(Cancellation);
        (await _host.CountAsync()).ShouldBe((0, 0));
    }

    [Fact]
    public async Task While_an_analysis_is_being_made_nothing_that_it_may_find_goes()
    {
        await _host.InstallAsync(Archive((1, "Coat protein")));
        await _host.UseAsync("", AnalysisState.Pending);
        await _host.InstallAsync(Archive((2, "Replicase")));
        (await _host.CountAsync()).ShouldBe((2, 2));
        await _host.All<Analysis>().DeleteAsync("analysis", Cancellation);
        await _host.Get<HmmRemoval>().SweepAsync(Cancellation);
        (await _host.CountAsync()).ShouldBe((1, 1));
    }

    [Fact]
    public async Task What_is_wrong_with_an_archive_is_said_and_what_was_installed_stays()
    {
        await _host.InstallAsync(Archive((1, "Coat protein")));
        var annotations = new JsonArray(Annotation(2, "Replicase")).ToJsonString();
        foreach (var (archive, why) in new (byte[], string)[]
        {
            ([1, 2, 3, 4, 5, 6, 7, 8], "vthmm.tar.gz cannot be unpacked"),
            (Archive((2, "Replicase"))[..120], "vthmm.tar.gz cannot be unpacked"),
            (Archive(Profile(2), null), "vthmm.tar.gz has no file annotations.json."),
            (Archive(null, null), "vthmm.tar.gz has no file profiles.hmm and no file annotations.json."),
            (Archive("HMMER2.0\nNAME vFam_1", annotations), "none of HMMER 3: line 1"),
            (Archive(Profile(2)[..^4], annotations), "stops in the middle of a profile"),
            (Archive("", annotations), "The file of profiles is empty"),
            (Archive("\n<html>", annotations), "The file of profiles is none of HMMER 3"),
            (Archive(Profile(3), annotations), "No annotation is of one of the profiles"),
            (Archive(Profile(2), "[{\"cluster\": 2}, {\"cluster\": 2}]"), "have the profile 2 twice"),
            (Archive(Profile(2), "[{\"cluster\": 2}, {}]"), "The annotation 2 does not say"),
            (Archive(Profile(2), "[{\"cluster\": 2}, {\"clu"), "The file of annotations cannot be read"),
            (Archive(Profile(2), "<html>"), "The file of annotations cannot be read"),
        })
        {
            (await _host.FailsAsync(archive)).Message.ShouldContain(why);
        }

        var several = await _host.FailsAsync(Archive(Profile(2) + Profile(2) + Profile(4, alphabet: "DNA") + Profile(5).Replace("vFam_5", "RdRp", StringComparison.Ordinal), annotations));
        several.Problems.Select(problem => problem.Where.Split(',')[0]).ShouldBe(["vFam_2", "vFam_4", "RdRp"]);
        (await _host.InstalledAsync()).ShouldHaveSingleItem().Names[0].ShouldBe("Coat protein");
        (await _host.CountAsync()).ShouldBe((1, 1));
        (await _host.Service.StatusAsync(Cancellation)).TaskId.ShouldBeNull();
        Directory.EnumerateFileSystemEntries(Path.Combine(_host.Files.Root, "unpacked")).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_end_of_a_server_cut_off_is_done_again_and_what_was_cancelled_leaves_nothing()
    {
        await _host.InstallAsync(Archive((1, "Coat protein")));
        await _host.StoreAsync(Archive((2, "Replicase"), (3, "Helicase")), "file0002");
        var task = await _host.Get<HmmTasks>().InstallFileAsync(HmmHost.Nina, "file0002", Cancellation);
        await _host.All<Hmm>().InsertAsync(new Hmm { Id = "leftover", Set = task.Id, Cluster = 2 }, Cancellation);
        await _host.Get<HmmRemoval>().SweepAsync(Cancellation);
        (await _host.All<Hmm>().GetAsync("leftover", Cancellation)).ShouldNotBeNull("what is being installed is not swept");
        await _host.AttemptAsync(task);
        await _host.AttemptAsync(task);
        (await _host.InstalledAsync()).Select(hmm => hmm.Cluster).ShouldBe([2, 3]);
        (await _host.CountAsync()).Profiles.ShouldBe(2);

        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        task = await _host.Get<HmmTasks>().InstallFileAsync(HmmHost.Nina, "file0001", Cancellation);
        await Should.ThrowAsync<OperationCanceledException>(() => _host.RunAsync(task, cancelled.Token));
        (await _host.InstalledAsync()).Count.ShouldBe(2);
        (await _host.Service.StatusAsync(Cancellation)).TaskId.ShouldBeNull();
    }

    [Fact]
    public async Task A_copy_of_the_profiles_is_that_of_the_set_and_none_is_given_of_a_damaged_file()
    {
        await _host.InstallAsync(Archive((1, "Coat protein"), (7, "Replicase")));
        var path = Path.Combine(_host.Files.Root, "copy.hmm");
        var taken = await _host.Service.TakeAsync(path, Cancellation);
        taken.Ids.OrderBy(one => one.Key).ShouldBe((await _host.InstalledAsync()).Select(hmm => KeyValuePair.Create(hmm.Cluster, hmm.Id)));
        (await File.ReadAllTextAsync(path, Cancellation)).ShouldBe(Profile(1) + Profile(7));

        await File.AppendAllTextAsync(_host.Files.Profiles, "more", Cancellation);
        var damaged = Should.ThrowAsync<RefusedException>(() => _host.Service.TakeAsync(path, Cancellation));
        await Waiting.UntilAsync(() =>
        {
            _host.Time.Advance(TimeSpan.FromSeconds(1));
            return damaged.IsCompleted;
        });
        (await damaged).Message.ShouldContain("damaged");
        await _host.Get<HmmRemoval>().PurgeAsync(HmmHost.Nina, Cancellation);
        (await Should.ThrowAsync<RefusedException>(() => _host.Service.TakeAsync(path, Cancellation))).Message.ShouldContain("No profiles are installed");
    }

    [Fact]
    public async Task Who_may_not_change_profiles_installs_none()
    {
        _host.GitHub.Publish("v0.2.1", Archive((2, "Coat protein")), "vthmm.tar.gz");
        await _host.StoreAsync(Archive((2, "Coat protein")));
        await Should.ThrowAsync<NotPermittedException>(() => _host.Get<HmmReleases>().InstallAsync(HmmHost.Sven, Cancellation));
        await Should.ThrowAsync<NotPermittedException>(() => _host.Get<HmmTasks>().InstallFileAsync(HmmHost.Sven, "file0001", Cancellation));
        await Should.ThrowAsync<NotPermittedException>(() => _host.Get<HmmTasks>().InstallFromFolderAsync(HmmHost.Sven, "profiles.hmm", Cancellation));
        (await _host.All<ServerTask>().CountAsync(cancellation: Cancellation)).ShouldBe(0);
    }
}
