using FluentValidation;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Rights;
using Virtool.Data.Collections;
using Virtool.Domain.Rights;
using Virtool.Domain.Users;
using Virtool.Domain.Users.SignIn;
using Xunit;

namespace Virtool.App.Tests.WaysIn;

public sealed class NameTests : IAsyncLifetime
{
    private const string Password = "raspberry ringspot";

    private readonly RightsHost _host = new();
    private AsyncServiceScope _scope;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private UserService Users => _scope.ServiceProvider.GetRequiredService<UserService>();

    public async ValueTask InitializeAsync()
    {
        await _host.StartAsync();
        _scope = _host.Scope();
        await Users.CreateAsync(Viewer.Server, "admin", Password, administrator: true, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _scope.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Theory]
    [InlineData("../admin")]
    [InlineData("/admin")]
    [InlineData("ad/min")]
    [InlineData("ad\\min")]
    [InlineData("admin ")]
    [InlineData(" admin")]
    [InlineData("admin\n")]
    [InlineData("admin\u00a0")]
    [InlineData("ADMIN")]
    [InlineData("Admin")]
    [InlineData("\u0430dmin")] // Cyrillic a
    [InlineData("adm\u0456n")] // Cyrillic i
    [InlineData("\uff41\uff44\uff4d\uff49\uff4e")] // full width
    [InlineData("admin\u200b")] // zero width
    [InlineData("ad\u200dmin")]
    [InlineData("\u202eadmin")] // turned around
    [InlineData("adm\u0131n")] // i without its dot
    [InlineData("admin\u0301")]
    [InlineData("ad min")]
    [InlineData("admin\0")]
    [InlineData("virtool")]
    [InlineData("Server ")]
    [InlineData(".admin")]
    [InlineData("")]
    [InlineData("   ")]
    public async Task No_name_poses_as_another(string handle)
    {
        var refused = await Should.ThrowAsync<ValidationException>(() => Users.CreateAsync(Viewer.Server, handle, Password, administrator: false, Cancellation));
        refused.Errors.ShouldContain(error => error.PropertyName == nameof(UserDraft.Handle) && error.ErrorMessage.Length > 0);
        (await _host.All<User>().CountAsync(cancellation: Cancellation)).ShouldBe(1);
    }

    [Theory]
    [InlineData("admin2")]
    [InlineData("nina.berg@example.org")]
    [InlineData("n_b-1")]
    public async Task Other_names_are_taken_as_they_are(string handle) =>
        (await Users.CreateAsync(Viewer.Server, handle, Password, administrator: false, Cancellation)).Document.Handle.ShouldBe(handle);

    [Theory]
    [InlineData("admin", true)]
    [InlineData(" Admin ", true)]
    [InlineData("\u0430dmin", false)]
    [InlineData("\uff41\uff44\uff4d\uff49\uff4e", false)]
    [InlineData("admin\u200b", false)]
    [InlineData("", false)]
    public async Task Only_the_name_itself_signs_in_in_small_letters_or_large(string handle, bool isIn) =>
        ((await _scope.ServiceProvider.GetRequiredService<SignInService>().TryAsync(handle, Password, null, Cancellation)).Account is not null).ShouldBe(isIn);

    [Theory]
    [InlineData("bob", "bob")]
    [InlineData("bob\r\n\u0007\u001b[31m", "bob\ufffd\ufffd\ufffd\ufffd[31m")]
    [InlineData("\u202ebob\u200b", "\ufffdbob\ufffd")]
    [InlineData("Łódź 😀", "Łódź 😀")]
    public void A_name_that_was_tried_is_kept_without_what_does_not_show(string tried, string kept) => TriedName.Clean(tried).ShouldBe(kept);

    [Fact]
    public void A_name_that_was_tried_is_cut_and_has_no_half_characters()
    {
        TriedName.Clean(new string('x', 10_000)).Length.ShouldBe(UserDraftValidator.LongestHandle);
        TriedName.Clean("\ud800x").ShouldBe("\ufffdx");
    }
}
