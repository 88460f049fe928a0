using Microsoft.Extensions.DependencyInjection;
using Virtool.Data.Collections;
using Virtool.Domain.Groups;
using Virtool.Domain.Keys;
using Virtool.Domain.Rights;
using Virtool.Domain.Users;

namespace Virtool.App.Tests.Browser;

/// <summary>Some people, groups and keys to look at.</summary>
internal sealed record PeopleForPictures(User User, Group Group)
{
    /// <summary>Makes them, beside the administrator that is there.</summary>
    public static async Task<PeopleForPictures> MakeAsync(IServiceProvider services, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserService>();
        var directory = scope.ServiceProvider.GetRequiredService<UserDirectory>();
        var groups = services.GetRequiredService<GroupService>();
        var virology = await groups.CreateAsync(Viewer.Server, new GroupDraft("Plant virology", [Permission.CreateSample, Permission.UploadFile, Permission.CancelJob]), cancellation);
        var guests = await groups.CreateAsync(Viewer.Server, new GroupDraft("Guests"), cancellation);
        var made = new List<User>();
        foreach (var (handle, name, group) in new[] { ("nina", "Nina Ünal", virology.Id), ("bob", "Bob Berger", virology.Id), ("mia.longname", "Maria Magdalena von der Oberen Mühle", guests.Id) })
        {
            var user = (await users.CreateAsync(Viewer.Server, handle, RunningServer.Password, administrator: false, cancellation)).Document;
            made.Add(await directory.ChangeAsync(Viewer.Server, user.Id, new UserChange { FullName = name, Email = $"{handle}@example.org", Groups = [group], PrimaryGroup = group }, cancellation));
        }

        await directory.ChangeAsync(Viewer.Server, made[2].Id, new UserChange { Active = false }, cancellation);
        var admin = await directory.GetAsync(Viewer.Server, "admin", cancellation);
        var keys = services.GetRequiredService<KeyService>();
        var viewer = await services.GetRequiredService<Viewers>().OfAsync(admin, cancellation);
        var nightly = (await keys.CreateAsync(viewer, new KeyDraft("nightly export", [Permission.UploadFile, Permission.CreateSample], 90), cancellation)).Key;
        await keys.CreateAsync(viewer, new KeyDraft("dashboard in the corridor", []), cancellation);
        await services.GetRequiredService<Collection<ApiKey>>().UpdateAsync(nightly.Id, key => key with { LastUsedAt = key.CreatedAt }, cancellation);
        return new PeopleForPictures(made[0], virology);
    }
}
