using FluentValidation;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Shouldly;
using Virtool.App.Tests.Rights;
using Virtool.Data.Store;
using Virtool.Domain.Groups;
using Virtool.Domain.Keys;
using Virtool.Domain.Rights;
using Virtool.Domain.Users;
using Xunit;

namespace Virtool.App.Tests.Keys;

public sealed class KeyServiceTests : IAsyncLifetime
{
    private readonly RightsHost _host = new();
    private readonly ManualTime _time = new();
    private KeyUses _uses = null!;
    private KeyService _service = null!;
    private User _user = null!;
    private Viewer _nina = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _host.StartAsync();
        await _host.All<Group>().InsertAsync(
            new Group { Id = "virology", Name = "Virology", NormalizedName = "VIROLOGY", Permissions = [Permission.UploadFile, Permission.CancelJob] }, Cancellation);
        _user = await _host.All<User>().InsertAsync(new User { Id = "user0001", Handle = "nina", NormalizedHandle = "NINA", Groups = ["virology"] }, Cancellation);
        var viewers = new Viewers(_host.All<User>(), _host.All<Group>(), _host.All<ApiKey>(), _time, Options.Create(new IdentityOptions()));
        _nina = await viewers.OfAsync(_user, Cancellation);
        _uses = new KeyUses(_host.All<ApiKey>(), _time);
        _service = new KeyService(_host.Get<IDocumentStore>(), _host.All<ApiKey>(), viewers, _uses, _time);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_key_is_told_once_and_only_its_hash_is_kept()
    {
        var made = await _service.CreateAsync(_nina, new KeyDraft(" nightly ", [Permission.UploadFile, Permission.RemoveJob]), Cancellation);
        made.Text.ShouldMatch("^vt_[0-9A-Za-z]{32}$");
        made.Key.Permissions.ShouldBe([Permission.UploadFile], "of what she may not do, it may nothing");
        var kept = (await _host.All<ApiKey>().GetAsync(made.Key.Id, Cancellation))!;
        (kept.Name, kept.Start, kept.ExpiresAt, kept.LastUsedAt).ShouldBe(("nightly", made.Text[..7], null, null));
        kept.Hash.ShouldMatch("^[0-9a-f]{64}$");
        kept.Hash.ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(made.Text))));
        System.Text.Json.JsonSerializer.Serialize(kept).ShouldNotContain(made.Text[8..]);
        Enumerable.Range(0, 200).Select(_ => KeyText.New()).Distinct().Count().ShouldBe(200);
    }

    [Theory]
    [InlineData("")]
    [InlineData("vt_")]
    [InlineData("vt_0123456789abcdefghijklmnopqrstu")]
    [InlineData("vt_0123456789abcdefghijklmnopqrstuvw")]
    [InlineData("vt_0123456789abcdefghijklmnopqrstu!")]
    [InlineData("VT_0123456789abcdefghijklmnopqrstuv")]
    [InlineData("vt_0123456789abcdefghijklmnopqrstuv")]
    public async Task What_is_no_key_opens_nothing(string text) => (await _service.OpenAsync(text, cancellation: Cancellation)).ShouldBeNull();

    [Fact]
    public async Task A_key_opens_in_its_users_name_and_no_other()
    {
        var made = await MakeAsync("nightly");
        foreach (var handle in new[] { null, "nina", "NINA", "user0001" })
        {
            (await _service.OpenAsync(made.Text, handle, Cancellation))!.Viewer.UserId.ShouldBe("user0001", handle);
        }

        (await _service.OpenAsync(made.Text, "bob", Cancellation)).ShouldBeNull();
        (await _service.OpenAsync(made.Text, "", Cancellation)).ShouldBeNull();
    }

    [Theory]
    [InlineData(30)]
    [InlineData(90)]
    [InlineData(365)]
    public async Task A_key_ends_when_it_was_to(int days)
    {
        var made = await MakeAsync("nightly", days);
        _time.Advance(TimeSpan.FromDays(days) - TimeSpan.FromSeconds(1));
        (await _service.OpenAsync(made.Text, cancellation: Cancellation)).ShouldNotBeNull();
        _time.Advance(TimeSpan.FromSeconds(1));
        (await _service.OpenAsync(made.Text, cancellation: Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task A_key_that_is_removed_is_worth_nothing_at_once()
    {
        var first = await MakeAsync("first");
        var second = await MakeAsync("second");
        var third = await MakeAsync("third");
        await _service.RemoveAsync(_nina, first.Key.Id, Cancellation);
        (await _service.OpenAsync(first.Text, cancellation: Cancellation)).ShouldBeNull();
        (await _service.OpenAsync(second.Text, cancellation: Cancellation)).ShouldNotBeNull();
        await _service.RemoveAllAsync(_nina, Cancellation);
        (await _service.OpenAsync(second.Text, cancellation: Cancellation)).ShouldBeNull();
        (await _service.OpenAsync(third.Text, cancellation: Cancellation)).ShouldBeNull();
        await Should.ThrowAsync<NotFoundException>(() => _service.RemoveAsync(_nina, first.Key.Id, Cancellation));
    }

    [Fact]
    public async Task A_key_shrinks_with_its_user_and_never_grows_beyond()
    {
        var made = await _service.CreateAsync(_nina, new KeyDraft("nightly", [Permission.UploadFile, Permission.CancelJob]), Cancellation);
        (await OpenAsync(made)).Permissions.ShouldBe([Permission.UploadFile, Permission.CancelJob], ignoreOrder: true);
        await _host.All<Group>().UpdateAsync("virology", group => group with { Permissions = [Permission.CancelJob, Permission.RemoveFile] }, Cancellation);
        (await OpenAsync(made)).Permissions.ShouldBe([Permission.CancelJob]);
        await _host.All<User>().UpdateAsync(_user.Id, user => user with { Groups = [] }, Cancellation);
        (await OpenAsync(made)).Permissions.ShouldBeEmpty();
        await _host.All<User>().UpdateAsync(_user.Id, user => user with { Active = false }, Cancellation);
        (await _service.OpenAsync(made.Text, cancellation: Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Names_and_permissions_are_changed_within_what_one_may()
    {
        var made = await MakeAsync("nightly");
        await MakeAsync("other");
        var changed = await _service.ChangeAsync(
            _nina, made.Key.Id, new KeyChange("weekly", new Dictionary<Permission, bool> { [Permission.CancelJob] = true, [Permission.RemoveFile] = true }), Cancellation);
        (changed.Name, changed.Permissions.Single()).ShouldBe(("weekly", Permission.CancelJob));
        await Should.ThrowAsync<ValidationException>(() => _service.ChangeAsync(_nina, made.Key.Id, new KeyChange("OTHER"), Cancellation));
        await Should.ThrowAsync<ValidationException>(() => MakeAsync("Weekly"));
        await Should.ThrowAsync<ValidationException>(() => MakeAsync("  "));
        await Should.ThrowAsync<ValidationException>(() => MakeAsync(new string('a', 65)));
        await Should.ThrowAsync<ValidationException>(() => MakeAsync("odd", days: 31));
    }

    [Fact]
    public async Task Nobody_reaches_the_keys_of_another_and_no_key_reaches_any()
    {
        var made = await MakeAsync("nightly");
        var bob = new Viewer("bob00000", "bob", Administrator: true, new HashSet<Permission>());
        await Should.ThrowAsync<NotFoundException>(() => _service.GetAsync(bob, made.Key.Id, Cancellation));
        await Should.ThrowAsync<NotFoundException>(() => _service.ChangeAsync(bob, made.Key.Id, new KeyChange("mine"), Cancellation));
        await Should.ThrowAsync<NotFoundException>(() => _service.RemoveAsync(bob, made.Key.Id, Cancellation));
        (await _host.All<ApiKey>().FindAsync(_service.Search(bob), Cancellation)).ShouldBeEmpty();

        var script = await OpenAsync(made);
        Should.Throw<NotPermittedException>(() => _service.Search(script));
        await Should.ThrowAsync<NotPermittedException>(() => _service.GetAsync(script, made.Key.Id, Cancellation));
        await Should.ThrowAsync<NotPermittedException>(() => _service.CreateAsync(script, new KeyDraft("child", []), Cancellation));
        await Should.ThrowAsync<NotPermittedException>(() => _service.RemoveAllAsync(script, Cancellation));
    }

    [Fact]
    public async Task When_it_was_used_last_is_written_once_a_minute_and_beside_the_request()
    {
        var made = await MakeAsync("nightly");
        for (var number = 0; number < 100; number++)
        {
            await _service.OpenAsync(made.Text, cancellation: Cancellation);
        }

        (await _host.All<ApiKey>().GetAsync(made.Key.Id, Cancellation))!.LastUsedAt.ShouldBeNull("the request does not write it");
        await _uses.WriteAsync(Cancellation);
        var written = (await _host.All<ApiKey>().GetAsync(made.Key.Id, Cancellation))!;
        written.LastUsedAt.ShouldBe(_time.GetUtcNow());
        _time.Advance(TimeSpan.FromSeconds(59));
        await _service.OpenAsync(made.Text, cancellation: Cancellation);
        _time.Advance(TimeSpan.FromSeconds(1));
        await _service.OpenAsync(made.Text, cancellation: Cancellation);
        await _uses.WriteAsync(Cancellation);
        var again = (await _host.All<ApiKey>().GetAsync(made.Key.Id, Cancellation))!;
        (again.LastUsedAt, again.Revision).ShouldBe((_time.GetUtcNow(), written.Revision + 1));
    }

    private Task<NewKey> MakeAsync(string name, int? days = null) => _service.CreateAsync(_nina, new KeyDraft(name, [], days), Cancellation);

    private async Task<Viewer> OpenAsync(NewKey made) => (await _service.OpenAsync(made.Text, cancellation: Cancellation))!.Viewer;
}
