using Shouldly;
using Virtool.Domain.Settings;
using Xunit;

namespace Virtool.App.Tests.Api;

public sealed class SettingsApiTests : IAsyncLifetime
{
    private readonly ServerFactory _server = new();
    private HttpClient _root = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _root = await _server.SignInAsync("root", administrator: true, Cancellation);

    public async ValueTask DisposeAsync()
    {
        _root.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Settings_are_read_and_some_of_them_changed_and_that_is_in_the_audit_trail()
    {
        var before = await _root.GivesAsync(200, HttpMethod.Get, "/api/settings");
        (before["hmm_slug"]!.GetValue<string>(), before["sample_group"]!.GetValue<string>(), before["minimum_password_length"]!.GetValue<int>()).ShouldBe(("virtool/virtool-hmm", "none", 8));

        var after = await _root.GivesAsync(200, HttpMethod.Patch, "/api/settings", """{"hmm_slug":" lab/profiles ","sample_group":"force_choice","enable_api":false,"minimum_password_length":12,"unknown":1}""");

        (after["hmm_slug"]!.GetValue<string>(), after["sample_group"]!.GetValue<string>(), after["enable_api"]!.GetValue<bool>(), after["minimum_password_length"]!.GetValue<int>())
            .ShouldBe(("lab/profiles", "force_choice", false, 12));
        after["sample_all_read"]!.GetValue<bool>().ShouldBeTrue("what was not named stays");
        var stored = (await _server.All<ServerSettings>().GetAsync(ServerSettings.OnlyId, Cancellation)).ShouldNotBeNull();
        (stored.HmmSlug, stored.SampleGroup, stored.Api.Keys, stored.Users.MinimumPasswordLength).ShouldBe(("lab/profiles", SampleGroupChoice.ForceChoice, false, 12));
        var told = (await _root.GivesAsync(200, HttpMethod.Get, "/api/audit"))["documents"]!.AsArray().Select(entry => entry!.ToJsonString());
        told.ShouldContain(entry => entry.Contains("\"settings\"", StringComparison.Ordinal) && entry.Contains("root", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"hmm_slug":"profiles","sample_all_read":false}""", "hmm_slug")]
    [InlineData("""{"minimum_password_length":4,"sample_all_read":false}""", "minimum_password_length")]
    [InlineData("""{"sample_group":"somebody","sample_all_read":false}""", "sample_group")]
    public async Task What_is_not_good_is_named_and_nothing_is_changed(string body, string field)
    {
        var refused = await _root.GivesAsync(422, HttpMethod.Patch, "/api/settings", body);

        refused["errors"]!.AsObject().Select(error => error.Key).ShouldBe([field]);
        (await _root.GivesAsync(200, HttpMethod.Get, "/api/settings"))["sample_all_read"]!.GetValue<bool>().ShouldBeTrue();
    }
}
