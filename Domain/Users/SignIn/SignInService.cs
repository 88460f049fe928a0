using System.Text;
using Microsoft.AspNetCore.Identity;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Audit;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Users.Passwords;

namespace Virtool.Domain.Users.SignIn;

/// <summary>Says who a name and a password are, and tells the audit trail of sessions that begin, end or are refused.</summary>
/// <param name="users">The users.</param>
/// <param name="names">Makes names comparable.</param>
/// <param name="attempts">Tries passwords.</param>
/// <param name="audit">The audit trail.</param>
/// <param name="time">The clock.</param>
public sealed class SignInService(Collection<User> users, ILookupNormalizer names, PasswordAttempts attempts, AuditService audit, TimeProvider time)
{
    /// <summary>What people are told who are refused, whatever the reason is: so that nobody learns which names there are.</summary>
    public const string Refusal = "The user name or the password is wrong, or the user was deactivated. Check both. After five wrong passwords none is taken for five minutes; an administrator can help.";

    /// <summary>A refusal takes at least this long, so that what is written for names that there are takes no longer than nothing for others.</summary>
    internal static readonly TimeSpan LeastTime = TimeSpan.FromMilliseconds(250);

    private const string Collection = "users";
    private static readonly Link Nobody = new("nobody", "nobody");

    /// <summary>Tries a name and a password.</summary>
    /// <param name="handle">The name; blanks around it do not count.</param>
    /// <param name="password">The password.</param>
    /// <param name="from">The address that it comes from.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<SignInOutcome> TryAsync(string? handle, string? password, string? from, CancellationToken cancellation = default)
    {
        var begun = time.GetTimestamp();
        var name = (handle ?? "").Trim();
        var user = name.Length is > 0 and <= UserDraftValidator.LongestHandle && Ascii.IsValid(name)
            ? await users.FirstAsync(Where<User>.Is(user => user.NormalizedHandle, names.NormalizeName(name)), cancellation)
            : null;
        var check = await attempts.TryAsync(user is { Active: true } ? user : null, password ?? "", cancellation);
        if (check == PasswordCheck.Right && await users.GetAsync(user!.Id, cancellation) is { Active: true } entering)
        {
            return new SignInOutcome(new Account(entering));
        }

        var reason = user is null ? "unknown name" : !user.Active ? "deactivated" : check == PasswordCheck.Locked ? "locked" : "wrong password";
        await audit.RecordAsync(
            new Actor(Nobody, From: from),
            AuditAction.SignInRefused,
            new AuditThing(Collection, user?.Id, TriedName.Clean(name)),
            [new AuditChange("reason", null, $"\"{reason}\"")],
            cancellation);
        var left = LeastTime - time.GetElapsedTime(begun);
        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left, time, cancellation);
        }

        return new SignInOutcome(null);
    }

    /// <summary>Tells the trail that a session has begun.</summary>
    public Task BeganAsync(User user, string? from, CancellationToken cancellation = default) =>
        audit.RecordAsync(new Actor(new Link(user.Id, user.Handle), From: from), AuditAction.SignedIn, new AuditThing(Collection, user.Id, user.Handle), cancellation);

    /// <summary>Tells the trail that a session was ended by who had it.</summary>
    public Task EndedAsync(Viewer viewer, string? from, CancellationToken cancellation = default) =>
        audit.RecordAsync(Actor.Of(viewer, from), AuditAction.SignedOut, new AuditThing(Collection, viewer.UserId, viewer.Handle), cancellation);
}
