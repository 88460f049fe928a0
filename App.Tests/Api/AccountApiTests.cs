using Shouldly;
using Xunit;

namespace Virtool.App.Tests.Api;

public sealed class AccountApiTests : IAsyncLifetime
{
    private readonly ServerFactory _server = new();
    private HttpClient _ann = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _ann = await _server.SignInAsync("ann", administrator: false, Cancellation);

    public async ValueTask DisposeAsync()
    {
        _ann.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task The_own_profile_and_preferences_are_read_and_changed()
    {
        (await _ann.GivesAsync(200, HttpMethod.Get, "/api/account"))["handle"]!.GetValue<string>().ShouldBe("ann");
        var changed = await _ann.GivesAsync(200, HttpMethod.Patch, "/api/account", """{"email":" ann@example.org ","full_name":"Ann A.","administrator":true}""");
        changed["email"]!.GetValue<string>().ShouldBe("ann@example.org");
        changed["full_name"]!.GetValue<string>().ShouldBe("Ann A.");
        changed["administrator"]!.GetValue<bool>().ShouldBeFalse("that is for administrators to say");
        await _ann.GivesAsync(422, HttpMethod.Patch, "/api/account", """{"email":"nowhere"}""");

        (await _ann.GivesAsync(200, HttpMethod.Get, "/api/account/settings"))["show_ids"]!.GetValue<bool>().ShouldBeTrue();
        var settings = await _ann.GivesAsync(200, HttpMethod.Patch, "/api/account/settings", """{"show_ids":false}""");
        settings["show_ids"]!.GetValue<bool>().ShouldBeFalse();
        settings["show_versions"]!.GetValue<bool>().ShouldBeTrue();
        settings["quick_analyze_workflow"]!.GetValue<string>().ShouldBe("pathoscope");
        await _ann.GivesAsync(422, HttpMethod.Patch, "/api/account/settings", """{"quick_analyze_workflow":"fly"}""");
        (await _ann.GivesAsync(200, HttpMethod.Patch, "/api/account/settings", """{"quick_analyze_workflow":"nuvs"}"""))["quick_analyze_algorithm"]!.GetValue<string>().ShouldBe("nuvs");
        settings = await _ann.GivesAsync(200, HttpMethod.Patch, "/api/account/settings", """{"quick_analyze_algorithm":"pathoscope_bowtie"}""");
        (settings["quick_analyze_workflow"]!.GetValue<string>(), settings["quick_analyze_algorithm"]!.GetValue<string>()).ShouldBe(("pathoscope", "pathoscope_bowtie"));
    }

    [Fact]
    public async Task A_new_password_takes_the_old_one_ends_other_sessions_and_keeps_this_one()
    {
        using var other = await ServerFactory.SignInAgainAsync(_server.CreateClient(new() { AllowAutoRedirect = false }), "ann", Cancellation);
        await _ann.GivesAsync(422, HttpMethod.Patch, "/api/account", """{"password":"another raspberry"}""");
        await _ann.GivesAsync(400, HttpMethod.Patch, "/api/account", """{"password":"another raspberry","old_password":"wrong"}""");
        await _ann.GivesAsync(422, HttpMethod.Patch, "/api/account", $$"""{"password":"short","old_password":"{{ServerFactory.Password}}"}""");
        await other.GivesAsync(200, HttpMethod.Get, "/api/account");
        await _ann.GivesAsync(200, HttpMethod.Patch, "/api/account", $$"""{"password":"another raspberry","old_password":"{{ServerFactory.Password}}"}""");
        await _ann.GivesAsync(200, HttpMethod.Get, "/api/account");
        await other.GivesAsync(401, HttpMethod.Get, "/api/account");
    }
}
