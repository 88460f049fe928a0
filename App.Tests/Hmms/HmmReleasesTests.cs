using Shouldly;
using Virtool.App.Tests.Jobs;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;
using Virtool.Jobs.Hmms;
using Virtool.Jobs.Outgoing;
using Xunit;
using static Virtool.App.Tests.Hmms.ProfileText;

namespace Virtool.App.Tests.Hmms;

public sealed class HmmReleasesTests : IAsyncLifetime
{
    private HmmHost _host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private HmmReleases Releases => _host.Get<HmmReleases>();

    public async ValueTask InitializeAsync() => _host = await HmmHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_repository_without_a_release_says_so_and_what_was_known_of_another_is_forgotten()
    {
        var status = await Releases.CheckAsync(HmmHost.Sven, Cancellation);
        (status.Newest, status.Slug, status.Failures).ShouldBe((null, "virtool/virtool-hmm", 1));
        status.Error.ShouldNotBeNull().ShouldContain("virtool/virtool-hmm");
        await Should.ThrowAsync<BadRequestException>(() => Releases.InstallAsync(HmmHost.Nina, Cancellation));
        (await Should.ThrowAsync<OutgoingException>(() => Releases.NewestAsync(HmmHost.Sven, Cancellation))).Failure.ShouldBe(OutgoingFailure.NotFound);

        _host.GitHub.Publish("v0.2.1", Archive((2, "Coat protein")), "vthmm.tar.gz");
        (await Releases.CheckAsync(HmmHost.Sven, Cancellation)).ShouldSatisfyAllConditions(
            known => known.Newest!.Filename.ShouldBe("vthmm.tar.gz"), known => known.Error.ShouldBeNull(), known => known.Failures.ShouldBe(0));
        await Should.ThrowAsync<NotPermittedException>(() => _host.Get<SettingsService>().ChangeAsync(HmmHost.Nina, new SettingsChange { HmmSlug = "lab/profiles" }, Cancellation));
        await Should.ThrowAsync<FluentValidation.ValidationException>(() => _host.Get<SettingsService>().ChangeAsync(Viewer.Server, new SettingsChange { HmmSlug = "profiles" }, Cancellation));
        await _host.Get<SettingsService>().ChangeAsync(Viewer.Server, new SettingsChange { HmmSlug = "lab/profiles" }, Cancellation);
        status = await Releases.CheckAsync(HmmHost.Sven, Cancellation);
        (status.Newest, status.Slug).ShouldBe((null, "lab/profiles"));
    }

    [Fact]
    public async Task A_release_of_another_repository_is_installed_whatever_its_version()
    {
        _host.GitHub.Publish("v2.0.0", Archive((2, "Coat protein")), "vthmm.tar.gz");
        await _host.RunAsync(await Releases.InstallAsync(HmmHost.Nina, Cancellation));
        _host.GitHub.Repository = "lab/profiles";
        _host.GitHub.Releases.Clear();
        _host.GitHub.Publish("v1.0.0", Archive((7, "Helicase")), "own.tar.gz");
        await _host.Get<SettingsService>().ChangeAsync(Viewer.Server, new SettingsChange { HmmSlug = "lab/profiles" }, Cancellation);

        var status = await Releases.CheckAsync(HmmHost.Sven, Cancellation);
        HmmReleases.IsNewer(status).ShouldBeTrue("it is another's");
        (status.Slug, status.ReleaseSlug).ShouldBe(("lab/profiles", "virtool/virtool-hmm"));

        await _host.RunAsync(await Releases.InstallAsync(HmmHost.Nina, Cancellation));
        status = await _host.Service.StatusAsync(Cancellation);
        (status.Source, status.ReleaseSlug, HmmReleases.IsNewer(status)).ShouldBe(("v1.0.0", "lab/profiles", false));
        (await Should.ThrowAsync<BadRequestException>(() => Releases.InstallAsync(HmmHost.Nina, Cancellation))).Message.ShouldContain("installed already");
    }

    [Fact]
    public async Task Newer_releases_are_looked_for_where_one_is_installed_and_else_nobody_is_asked()
    {
        using var ended = new CancellationTokenSource();
        var running = _host.Refresher().RunAsync(ended.Token);
        await Waiting.UntilAsync(() => _host.Time.Waits(HmmRefresher.Pause));
        await StepAsync(TimeSpan.FromHours(1));
        _host.GitHub.Requests.ShouldBeEmpty();

        _host.GitHub.Publish("v0.2.1", Archive((2, "Coat protein")), "vthmm.tar.gz");
        await _host.RunAsync(await Releases.InstallAsync(HmmHost.Nina, Cancellation));
        _host.GitHub.Publish("v0.3.0", Archive((2, "Coat protein")), "vthmm.tar.gz");
        await Waiting.UntilAsync(async () =>
        {
            if (_host.Time.Waits(HmmRefresher.Pause))
            {
                _host.Time.Advance(TimeSpan.FromMinutes(1));
            }

            return (await _host.Service.StatusAsync(Cancellation)).Newest?.Tag == "v0.3.0";
        });
        var status = await _host.Service.StatusAsync(Cancellation);
        HmmReleases.IsNewer(status).ShouldBeTrue();
        (status.NextCheckAt!.Value - status.CheckedAt!.Value).ShouldBeInRange(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(11));
        await ended.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
    }

    private async Task StepAsync(TimeSpan by)
    {
        var until = _host.Time.GetUtcNow() + by;
        while (_host.Time.GetUtcNow() < until)
        {
            await Waiting.UntilAsync(() => _host.Time.Waits(HmmRefresher.Pause));
            _host.Time.Advance(TimeSpan.FromMinutes(10));
        }
    }
}
