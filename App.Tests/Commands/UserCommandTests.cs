using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Virtool.App.Tests.Commands;

public sealed class UserCommandTests : IDisposable
{
    private const string Password = "raspberry ringspot\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("virtool-test-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact(Timeout = 300_000)]
    public async Task Users_are_added_listed_and_changed_beside_no_server()
    {
        await GivesAsync(0, Password, "user", "add", "root", "--administrator");
        await GivesAsync(0, Password, "user", "add", "ann", "--force-reset");
        (await GivesAsync(2, Password, "user", "add", "ann")).Error.ShouldContain("taken");
        (await GivesAsync(2, "short\n", "user", "add", "bob")).Error.ShouldNotContain("   at ");
        (await GivesAsync(1, "", "user", "deactivate", "root")).Error.ShouldContain("last administrator");
        (await GivesAsync(1, "", "user", "administrator", "root", "--off")).Error.ShouldContain("last administrator");
        (await GivesAsync(1, "", "user", "deactivate", "nobody")).Error.ShouldContain("no such user");
        await GivesAsync(0, "", "user", "administrator", "ann");
        await GivesAsync(0, "", "user", "deactivate", "root");
        await GivesAsync(0, "another raspberry\n", "user", "reset-password", "ann");
        (await GivesAsync(0, "", "user", "list")).Output.ShouldContain("deactivated");
        var listed = JsonNode.Parse((await GivesAsync(0, "", "user", "list", "--json")).Output)!["documents"]!.AsArray();
        listed.Select(user => (user!["handle"]!.GetValue<string>(), user["administrator"]!.GetValue<bool>(), user["active"]!.GetValue<bool>())).ShouldBe([("ann", true, true), ("root", true, false)]);
        await GivesAsync(0, "", "user", "reactivate", "root");
    }

    [Fact(Timeout = 300_000)]
    public async Task Groups_are_added_and_listed()
    {
        await GivesAsync(0, Password, "user", "add", "root", "--administrator");
        await GivesAsync(0, "", "group", "add", "Virology", "--permission", "upload_file", "--permission", "cancel_job");
        (await GivesAsync(2, "", "group", "add", "VIROLOGY")).Error.ShouldContain("already");
        await GivesAsync(2, "", "group", "add", "Insects", "--permission", "fly");
        var group = JsonNode.Parse((await GivesAsync(0, "", "group", "list", "--json")).Output)!["documents"]![0]!;
        group["name"]!.GetValue<string>().ShouldBe("Virology");
        group["permissions"]!["upload_file"]!.GetValue<bool>().ShouldBeTrue();
    }

    private async Task<VirtoolProgram.Ended> GivesAsync(int exitCode, string input, params string[] arguments)
    {
        var ended = await VirtoolProgram.RunAsync(VirtoolProgram.Call(null, ["admin", .. arguments, "--data", _folder]), input, Cancellation);
        ended.ExitCode.ShouldBe(exitCode, $"{string.Join(' ', arguments)}: {ended.Error}");
        if (!arguments.Contains("list"))
        {
            ended.Output.ShouldBeEmpty();
        }

        return ended;
    }
}
