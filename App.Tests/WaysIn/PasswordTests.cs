using System.Diagnostics;
using FluentValidation;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Shouldly;
using Virtool.App.Tests.Rights;
using Virtool.Data.Collections;
using Virtool.Domain.Audit;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;
using Virtool.Domain.Users;
using Virtool.Domain.Users.Passwords;
using Virtool.Domain.Users.SignIn;
using Xunit;

namespace Virtool.App.Tests.WaysIn;

public sealed class PasswordTests : IAsyncLifetime
{
    private const string Password = "raspberry ringspot";
    private const string Other = "tomato bushy stunt";

    private readonly RightsHost _host = new();
    private AsyncServiceScope _scope;
    private User _bob = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private UserService Users => _scope.ServiceProvider.GetRequiredService<UserService>();

    private Viewer Bob => _bob.ToViewer([]);

    public async ValueTask InitializeAsync()
    {
        await _host.StartAsync();
        _scope = _host.Scope();
        _bob = (await Users.CreateAsync(Viewer.Server, "bob", Password, administrator: false, Cancellation)).Document;
    }

    public async ValueTask DisposeAsync()
    {
        await _scope.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Ones_own_password_is_changed_with_the_old_one_and_all_sessions_end()
    {
        var after = (await Users.ChangePasswordAsync(Bob, Password, Other, Cancellation)).Document;
        after.SecurityStamp.ShouldNotBe(_bob.SecurityStamp);
        after.LastPasswordChange.ShouldNotBeNull();
        (await SignsInAsync(Password)).ShouldBeFalse();
        (await SignsInAsync(Other)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("not the old one", Other, typeof(BadRequestException))]
    [InlineData("not the old one", Password, typeof(BadRequestException))]
    [InlineData(Password, Password, typeof(ValidationException))]
    [InlineData(Password, "short", typeof(ValidationException))]
    [InlineData(Password, "", typeof(ValidationException))]
    [InlineData(Password, "broken \ufffd, so that it could not be typed again", typeof(ValidationException))]
    public async Task A_password_that_is_not_good_enough_changes_nothing(string old, string chosen, Type refusal)
    {
        (await Should.ThrowAsync(() => Users.ChangePasswordAsync(Bob, old, chosen, Cancellation), refusal)).Message.ShouldNotBeNullOrWhiteSpace();
        (await StoredAsync()).SecurityStamp.ShouldBe(_bob.SecurityStamp);
    }

    [Fact]
    public async Task The_user_name_is_no_password_and_neither_is_a_book()
    {
        const string Handle = "nina.berg";
        await Should.ThrowAsync<ValidationException>(() => Users.CreateAsync(Viewer.Server, Handle, "NINA.berg", administrator: false, Cancellation));
        await Should.ThrowAsync<ValidationException>(() => Users.CreateAsync(Viewer.Server, Handle, new string('x', 257), administrator: false, Cancellation));
        await Users.CreateAsync(Viewer.Server, Handle, new string('x', 256), administrator: false, Cancellation);
    }

    [Fact]
    public async Task The_shortest_password_is_a_setting_that_holds_from_then_on()
    {
        var settings = _host.Get<SettingsService>();
        await Should.ThrowAsync<ValidationException>(() => settings.UpdateUsersAsync(Viewer.Server, new UserSettings { MinimumPasswordLength = 7 }, Cancellation));
        await Should.ThrowAsync<NotPermittedException>(() => settings.UpdateUsersAsync(Bob, new UserSettings { MinimumPasswordLength = 20 }, Cancellation));
        await settings.UpdateUsersAsync(Viewer.Server, new UserSettings { MinimumPasswordLength = 20 }, Cancellation);
        var refused = await Should.ThrowAsync<ValidationException>(() => Users.ChangePasswordAsync(Bob, Password, Other, Cancellation));
        refused.Errors.Single().ErrorMessage.ShouldContain("20 characters");
        (await SignsInAsync(Password)).ShouldBeTrue();
    }

    [Fact]
    public async Task An_administrator_sets_a_password_and_nobody_else_does()
    {
        await Should.ThrowAsync<NotPermittedException>(() => Users.SetPasswordAsync(Bob, _bob.Id, Other, forceReset: false, Cancellation));
        await Should.ThrowAsync<NotFoundException>(() => Users.SetPasswordAsync(Viewer.Server, "nothing0", Other, forceReset: false, Cancellation));
        for (var wrong = 0; wrong < 5; wrong++)
        {
            (await SignsInAsync("guess")).ShouldBeFalse();
        }

        var after = (await Users.SetPasswordAsync(Viewer.Server, _bob.Id, Other, forceReset: true, Cancellation)).Document;
        (after.ForceReset, after.LockoutEnd, after.SecurityStamp == _bob.SecurityStamp).ShouldBe((true, null, false));
        (await SignsInAsync(Other)).ShouldBeTrue();
    }

    [Fact]
    public async Task What_had_to_be_chosen_is_chosen_once_and_is_another_one()
    {
        var forced = await Users.ForceResetAsync(Viewer.Server, _bob.Id, forceReset: true, Cancellation);
        (await _scope.ServiceProvider.GetRequiredService<SignInService>().TryAsync("bob", Password, null, Cancellation)).MustReset.ShouldBeTrue();
        await Should.ThrowAsync<RefusedException>(() => Users.ResetAsync(_bob.Id, _bob.SecurityStamp, Other, Cancellation));
        await Should.ThrowAsync<ValidationException>(() => Users.ResetAsync(_bob.Id, forced.SecurityStamp, Password, Cancellation));
        (await Users.ResetAsync(_bob.Id, forced.SecurityStamp, Other, Cancellation)).Document.ForceReset.ShouldBeFalse();
        await Should.ThrowAsync<RefusedException>(() => Users.ResetAsync(_bob.Id, forced.SecurityStamp, "yet another one", Cancellation));
        (await SignsInAsync(Other)).ShouldBeTrue();
    }

    [Fact]
    public async Task Sessions_end_everywhere_for_oneself_or_an_administrator()
    {
        await Should.ThrowAsync<NotPermittedException>(() => Users.SignOutEverywhereAsync(Bob with { UserId = "other000" }, _bob.Id, Cancellation));
        await Should.ThrowAsync<NotPermittedException>(() => Users.SignOutEverywhereAsync(Bob with { Key = new ViewerKey("key00000", "nightly") }, _bob.Id, Cancellation));
        var own = (await Users.SignOutEverywhereAsync(Bob, _bob.Id, Cancellation)).Document.SecurityStamp;
        own.ShouldNotBe(_bob.SecurityStamp);
        (await Users.SignOutEverywhereAsync(Viewer.Server, _bob.Id, Cancellation)).Document.SecurityStamp.ShouldNotBe(own);
    }

    [Fact]
    public async Task After_five_wrong_passwords_none_is_taken_for_five_minutes_however_many_come_at_once()
    {
        var guesses = await Task.WhenAll(Enumerable.Range(0, 40).Select(async number =>
        {
            await using var scope = _host.Scope();
            return await scope.ServiceProvider.GetRequiredService<PasswordAttempts>().TryAsync(_bob, $"guess {number}", Cancellation);
        }));
        guesses.Count(check => check == PasswordCheck.Wrong).ShouldBe(5);
        guesses.Count(check => check == PasswordCheck.Locked).ShouldBe(35);
        (await SignsInAsync(Password)).ShouldBeFalse();
        (await StoredAsync()).LockoutEnd!.Value.ShouldBeInRange(TimeProvider.System.GetUtcNow().AddMinutes(4), TimeProvider.System.GetUtcNow().AddMinutes(5));
        await Should.ThrowAsync<RefusedException>(() => Users.ChangePasswordAsync(Bob, Password, Other, Cancellation));

        await _host.All<User>().UpdateAsync(_bob.Id, user => user with { LockoutEnd = TimeProvider.System.GetUtcNow().AddSeconds(-1) }, Cancellation);
        (await SignsInAsync(Password)).ShouldBeTrue();
        var after = await StoredAsync();
        (after.AccessFailedCount, after.LockoutEnd).ShouldBe((0, null));
    }

    [Fact]
    public async Task Whatever_comes_of_a_password_it_takes_the_time_of_one_hash()
    {
        var hasher = new CountingHasher();
        var attempts = new PasswordAttempts(
            _host.All<User>(), hasher, new NobodysPassword(Options.Create(new PasswordHasherOptions())), Options.Create(new IdentityOptions()), _host.Get<Acting>(), TimeProvider.System);
        var user = await StoredAsync();
        foreach (var (who, password, outcome) in new[]
        {
            (null, Password, PasswordCheck.Wrong),
            (user, "guess", PasswordCheck.Wrong),
            (user, Password, PasswordCheck.Right),
            (user, new string('x', 100_000), PasswordCheck.Wrong),
            (user, "half \ud800", PasswordCheck.Wrong),
            (user with { Id = "gone0000" }, Password, PasswordCheck.Locked),
        })
        {
            hasher.Count = 0;
            (await attempts.TryAsync(who, password, Cancellation)).ShouldBe(outcome);
            hasher.Count.ShouldBe(1, $"{outcome} after {password.Length} characters");
        }
    }

    [Theory]
    [InlineData("bob")]
    [InlineData("nobody")]
    public async Task A_refusal_takes_as_long_for_names_that_there_are_as_for_others(string handle)
    {
        var begun = Stopwatch.GetTimestamp();
        (await _scope.ServiceProvider.GetRequiredService<SignInService>().TryAsync(handle, "guess", null, Cancellation)).Account.ShouldBeNull();
        Stopwatch.GetElapsedTime(begun).ShouldBeGreaterThan(SignInService.LeastTime - TimeSpan.FromMilliseconds(20));
    }

    [Fact]
    public async Task Counting_leaves_nothing_in_the_audit_trail_and_no_secret_does()
    {
        using (_host.Get<Acting>().As(Actor.Of(Bob, "192.0.2.7")))
        {
            await SignsInAsync("guess");
            await Users.ChangePasswordAsync(Bob, Password, Other, Cancellation);
        }

        var trail = await _host.All<AuditEntry>().FindAsync(Virtool.Data.Queries.Query<AuditEntry>.All, Cancellation);
        trail.Select(entry => entry.Action).ShouldBe([AuditAction.SignInRefused, AuditAction.Changed], ignoreOrder: true);
        var text = System.Text.Json.JsonSerializer.Serialize(trail);
        text.ShouldNotContain(Other);
        text.ShouldNotContain((await StoredAsync()).PasswordHash!);
    }

    private async Task<bool> SignsInAsync(string password) =>
        (await _scope.ServiceProvider.GetRequiredService<SignInService>().TryAsync("bob", password, "192.0.2.7", Cancellation)).Account is not null;

    private async Task<User> StoredAsync() => (await _host.All<User>().GetAsync(_bob.Id, Cancellation))!;

    private sealed class CountingHasher : IPasswordHasher<Account>
    {
        private readonly PasswordHasher<Account> _hasher = new();

        public int Count { get; set; }

        public string HashPassword(Account user, string password) => _hasher.HashPassword(user, password);

        public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
        {
            Count++;
            return _hasher.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
