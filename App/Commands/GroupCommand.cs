using System.CommandLine;
using Virtool.App.Api;
using Virtool.Data.Documents;
using Virtool.Domain.Groups;
using Virtool.Domain.Rights;

namespace Virtool.App.Commands;

/// <summary><c>virtool admin group</c>: groups, beside a running server or without one.</summary>
internal static class GroupCommand
{
    /// <summary>The verb.</summary>
    public static Command Create() => new("group", "Groups.") { Add(), List() };

    private static Command Add()
    {
        var name = new Argument<string>("name") { Description = "What people call it." };
        var permissions = new Option<string[]>("--permission")
        {
            Description = "What its members may do; may be given several times.",
            HelpName = "NAME",
        };
        permissions.AcceptOnlyFromAmong([.. Enum.GetValues<Permission>().Select(permission => Json.Word(permission))]);
        var add = new Command("add", "Add a group.") { name, permissions };
        add.SetAction((result, cancellation) => UserCommand.DoAsync(
            result,
            async services =>
            {
                var given = (result.GetValue(permissions) ?? []).Distinct(StringComparer.Ordinal).ToDictionary(one => one, _ => true);
                var group = await services.GetRequiredService<GroupService>()
                    .CreateAsync(Viewer.Server, new GroupDraft(result.GetValue(name)!, PermissionFlags.Given(given)), cancellation);
                return $"{group.Name} was added.";
            },
            cancellation));
        return add;
    }

    private static Command List()
    {
        var json = CommonOptions.AsJson();
        var list = new Command("list", "List all groups by name, with what their members may do.") { json };
        list.SetAction((result, cancellation) => AdminCommand.ListAsync(
            result,
            result.GetValue(json),
            services => services.GetRequiredService<GroupService>().Search(Viewer.Server),
            Projections.Of,
            group => [group.Id, group.Name, string.Join(", ", group.Permissions.Select(permission => Json.Word(permission)))],
            cancellation));
        return list;
    }
}
