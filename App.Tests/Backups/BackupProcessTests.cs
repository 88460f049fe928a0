using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Virtool.App.Tests.Commands;
using Virtool.App.Tests.Crashes;
using Virtool.App.Tests.Data;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Changes;
using Virtool.Data.Documents;
using Virtool.Data.Sqlite;
using Virtool.Data.Store;
using Virtool.Domain.Migrations;
using Xunit;

namespace Virtool.App.Tests.Backups;

/// <summary>Backups as administrators make them: programs beside each other, and programs that are killed.</summary>
public sealed class BackupProcessTests : IDisposable
{
    private const string Password = "raspberry ringspot";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Data => _folder.File("data");

    private string Place => _folder.File("backup");

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 300_000)]
    public async Task A_backup_made_beside_a_running_server_becomes_a_server_on_which_sessions_hold()
    {
        await using var server = await ServerProcess.StartAsync(Data, []);
        (await VirtoolProgram.RunAsync(VirtoolProgram.Call(null, "admin", "user", "add", "ann", "--administrator", "--data", Data), Password + "\n", Cancellation)).ExitCode.ShouldBe(0);
        using var client = await server.SignInAsync("ann", Password, Cancellation);

        var made = await AdminAsync("backup", Place, "--files", "--json", "--data", Data);
        made.ExitCode.ShouldBe(0, made.Error);
        var result = JsonNode.Parse(made.Output)!;
        result["path"]!.GetValue<string>().ShouldBe(Place);
        result["keys"]!.GetValue<int>().ShouldBeGreaterThan(0);
        (await RefusedAsync("backup", Place, "--data", Data)).ShouldContain("is there already");
        (await RefusedAsync("restore", Place, "--data", Data)).ShouldContain("is not empty");

        var restored = await AdminAsync("restore", Place, "--data", _folder.File("restored"));
        restored.ExitCode.ShouldBe(0, restored.Error);
        restored.Output.ShouldContain(_folder.File("restored"));
        await using var other = await ServerProcess.StartAsync(_folder.File("restored"), []);
        using var answer = await client.GetAsync(new Uri(other.Address, "/api/samples"), Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await VirtoolProgram.RunAsync(Cancellation, "admin", "jobs", "--data", _folder.File("restored"))).ExitCode.ShouldBe(0);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_killed_backup_is_none_and_a_killed_restore_is_no_data_folder()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A pipe holds the program where it is to be killed.");
        (await VirtoolProgram.RunAsync(VirtoolProgram.Call(null, "admin", "user", "add", "ann", "--data", Directory.CreateDirectory(Data).FullName), Password + "\n", Cancellation))
            .ExitCode.ShouldBe(0);
        var stuck = Path.Combine(Directory.CreateDirectory(Path.Combine(Data, "files")).FullName, "file0001");
        await PipeAsync(stuck);
        await KillAsync(() => Directory.Exists(Place + ".unfinished/keys"), "backup", Place, "--files", "--data", Data);
        Directory.Exists(Place).ShouldBeFalse();
        (await RefusedAsync("restore", Place + ".unfinished", "--data", _folder.File("restored"))).ShouldContain("broken off");

        File.Delete(stuck);
        await File.WriteAllTextAsync(stuck, "", Cancellation);
        (await AdminAsync("backup", Place, "--files", "--data", Data)).ExitCode.ShouldBe(0);
        Directory.Exists(Place + ".unfinished").ShouldBeFalse();

        stuck = Path.Combine(Place, "files/files/file0001");
        File.Delete(stuck);
        await PipeAsync(stuck);
        var target = _folder.File("restored");
        await KillAsync(() => File.Exists(Path.Combine(target, "restoring")), "restore", Place, "--data", target);
        foreach (var use in new[] { new[] { "serve", "--port", "0" }, ["admin", "jobs"], ["admin", "restore", Place] })
        {
            var ended = await VirtoolProgram.RunAsync(Cancellation, [.. use, "--data", target]);
            ended.ExitCode.ShouldBe(1);
            ended.Error.ShouldContain("that was broken off");
            ended.Error.ShouldNotContain("   at ");
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task Server_and_admin_verbs_refuse_a_newer_schema_and_verbs_an_older_one()
    {
        Directory.CreateDirectory(Data);
        await using (var store = new SqliteStore(Path.Combine(Data, "virtool.db"), new ChangeFeed()))
        {
            await store.EnsureAsync(new CollectionDefinition("samples", []), Cancellation);
            await store.InsertAsync("samples", new AnyDocument { Id = "sample01" }.With("user", new { id = "ann", name = "Ann" }).With("name", "VT-1"), Cancellation);
        }

        (await RefusedAsync("jobs", "--data", Data)).ShouldContain("Start its server once");
        await using (var server = await ServerProcess.StartAsync(Data, []))
        {
            server.Log.ShouldContain("Migration to schema 2");
        }

        (await AdminAsync("jobs", "--data", Data)).ExitCode.ShouldBe(0);
        await using (var store = new SqliteStore(Path.Combine(Data, "virtool.db"), new ChangeFeed()))
        {
            await store.EnsureAsync(new CollectionDefinition(SchemaVersion.Collection, []), Cancellation);
            var schema = (await store.FindAsync(SchemaVersion.Collection, Virtool.Data.Queries.Query<SchemaVersion>.All, Cancellation))[0];
            await store.ReplaceAsync(SchemaVersion.Collection, schema with { Version = 99 }, Cancellation);
        }

        (await RefusedAsync("jobs", "--data", Data)).ShouldContain("are of schema 99");
        var refused = await VirtoolProgram.RunAsync(Cancellation, "serve", "--port", "0", "--data", Data);
        refused.ExitCode.ShouldBe(1);
        refused.Error.ShouldContain("a newer version has written them");
        refused.Error.ShouldNotContain("   at ");
    }

    private static Task<VirtoolProgram.Ended> AdminAsync(params string[] arguments) => VirtoolProgram.RunAsync(Cancellation, ["admin", .. arguments]);

    private static async Task<string> RefusedAsync(params string[] arguments)
    {
        var ended = await AdminAsync(arguments);
        ended.ExitCode.ShouldBe(1);
        ended.Output.ShouldBeEmpty();
        ended.Error.ShouldNotContain("   at ");
        return ended.Error;
    }

    private static async Task PipeAsync(string path)
    {
        using var made = Process.Start("mkfifo", [path]);
        await made.WaitForExitAsync(Cancellation);
        made.ExitCode.ShouldBe(0);
    }

    /// <summary>Kills an admin verb once it is somewhere.</summary>
    private static async Task KillAsync(Func<bool> isThere, params string[] arguments)
    {
        using var process = Process.Start(VirtoolProgram.Call(null, ["admin", .. arguments]))!;
        try
        {
            await Waiting.UntilAsync(() => isThere() || process.HasExited);
            process.HasExited.ShouldBeFalse("it is held by a pipe that nobody writes to");
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(Cancellation);
        }
    }
}
