using System.CommandLine;
using FluentValidation;
using Virtool.Components.Look;
using Virtool.Data.Collections;
using Virtool.Domain.Groups;
using Virtool.Domain.Rights;
using Virtool.Domain.Users;

namespace Virtool.App.Commands;

/// <summary><c>virtool admin user</c>: users, beside a running server or without one. Passwords come by standard input alone.</summary>
internal static class UserCommand
{
    private static readonly Option<bool> ForceReset = new("--force-reset") { Description = "Another password must be chosen at the next sign-in." };

    /// <summary>The verb.</summary>
    public static Command Create() => new("user", "Users.") { Add(), List(), ResetPassword(), Deactivate(), Reactivate(), Administrator() };

    private static Argument<string> Name() => new("name") { Description = "The name for signing in." };

    private static Command Add()
    {
        var name = Name();
        var administrator = new Option<bool>("--administrator") { Description = "Make the user an administrator." };
        var add = new Command("add", "Add a user. The password is read from standard input, one line.") { name, administrator, ForceReset };
        add.SetAction((result, cancellation) => DoAsync(
            result,
            async services =>
            {
                var account = await services.GetRequiredService<UserService>().CreateAsync(
                    Viewer.Server, result.GetValue(name)!, await PasswordAsync(cancellation), result.GetValue(administrator), result.GetValue(ForceReset), cancellation);
                return $"{account.Document.Handle} was added.";
            },
            cancellation));
        return add;
    }

    private static Command List()
    {
        var json = CommonOptions.AsJson();
        var list = new Command("list", "List all users by name.") { json };
        list.SetAction(async (result, cancellation) =>
        {
            await using var services = await AdminData.OpenAsync(result, cancellation);
            await using var scope = services.CreateAsyncScope();
            var names = (await services.GetRequiredService<Collection<Group>>().FindAsync(services.GetRequiredService<GroupService>().Search(Viewer.Server), cancellation))
                .ToDictionary(group => group.Id, group => group.Name, StringComparer.Ordinal);
            var users = await services.GetRequiredService<Collection<User>>().FindAsync(scope.ServiceProvider.GetRequiredService<UserDirectory>().Search(Viewer.Server), cancellation);
            var rows = users.Select(user => Of(user, names)).ToList();
            Console.Write(result.GetValue(json)
                ? System.Text.Json.JsonSerializer.Serialize(new { Documents = rows }, Data.Documents.Json.Served) + Environment.NewLine
                : AdminCommand.Aligned([.. rows.Select(Columns)]));
            return ExitCodes.Done;
        });
        return list;
    }

    private static Command ResetPassword()
    {
        var name = Name();
        var reset = new Command("reset-password", "Set a user's password, which is read from standard input, one line. All its sessions end.") { name, ForceReset };
        reset.SetAction((result, cancellation) => DoAsync(
            result,
            async services =>
            {
                var user = await services.GetRequiredService<UserDirectory>().GetAsync(Viewer.Server, result.GetValue(name)!, cancellation);
                await services.GetRequiredService<UserService>().SetPasswordAsync(Viewer.Server, user.Id, await PasswordAsync(cancellation), result.GetValue(ForceReset), cancellation);
                return $"{user.Handle} has the new password.";
            },
            cancellation));
        return reset;
    }

    private static Command Deactivate() => Change(
        "deactivate", "End a user's sessions, and let it sign in no more. What it owns stays.", new UserChange { Active = false }, "may sign in no more.");

    private static Command Reactivate() => Change("reactivate", "Let a user sign in again.", new UserChange { Active = true }, "may sign in again.");

    private static Command Administrator()
    {
        var name = Name();
        var off = new Option<bool>("--off") { Description = "Make it a member." };
        var command = new Command("administrator", "Make a user an administrator, or a member.") { name, off };
        command.SetAction((result, cancellation) => ChangeAsync(
            result,
            result.GetValue(name)!,
            new UserChange { Administrator = !result.GetValue(off) },
            result.GetValue(off) ? "is no administrator any more." : "is an administrator.",
            cancellation));
        return command;
    }

    private static Command Change(string verb, string description, UserChange change, string done)
    {
        var name = Name();
        var command = new Command(verb, description) { name };
        command.SetAction((result, cancellation) => ChangeAsync(result, result.GetValue(name)!, change, done, cancellation));
        return command;
    }

    private static Task<int> ChangeAsync(ParseResult result, string name, UserChange change, string done, CancellationToken cancellation) => DoAsync(
        result,
        async services =>
        {
            var directory = services.GetRequiredService<UserDirectory>();
            var user = await directory.GetAsync(Viewer.Server, name, cancellation);
            await directory.ChangeAsync(Viewer.Server, user.Id, change, cancellation);
            return $"{user.Handle} {done}";
        },
        cancellation);

    /// <summary>Does something, and says what was done.</summary>
    internal static async Task<int> DoAsync(ParseResult result, Func<IServiceProvider, Task<string>> deed, CancellationToken cancellation)
    {
        await using var services = await AdminData.OpenAsync(result, cancellation);
        await using var scope = services.CreateAsyncScope();
        try
        {
            await Console.Error.WriteLineAsync(await deed(scope.ServiceProvider));
            return ExitCodes.Done;
        }
        catch (ValidationException exception)
        {
            await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, exception.Errors.Select(error => error.ErrorMessage)));
            return ExitCodes.BadInput;
        }
    }

    private static async Task<string> PasswordAsync(CancellationToken cancellation) => await Console.In.ReadLineAsync(cancellation) ?? "";

    private static Row Of(User user, Dictionary<string, string> groups) => new(
        user.Id,
        user.Handle,
        user.FullName,
        user.Email,
        user.Administrator,
        user.Active,
        [.. user.Groups.Select(id => groups.GetValueOrDefault(id)).OfType<string>()],
        user.CreatedAt);

    private static IReadOnlyList<string> Columns(Row row) =>
    [
        row.Id,
        row.Handle,
        row.Administrator ? "administrator" : "member",
        row.Active ? "active" : "deactivated",
        Words.Date(row.CreatedAt),
        string.Join(", ", row.Groups),
    ];

    /// <summary>A user, as the list gives it.</summary>
    private sealed record Row(string Id, string Handle, string? FullName, string? Email, bool Administrator, bool Active, IReadOnlyList<string> Groups, DateTimeOffset CreatedAt);
}
