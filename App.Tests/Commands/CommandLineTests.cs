using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Virtool.App.Tests.Commands;

public sealed class CommandLineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("virtool-test-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact(Timeout = 300_000)]
    public async Task The_version_is_a_line_of_its_own()
    {
        var ended = await VirtoolProgram.RunAsync(Cancellation, "--version");
        ended.ExitCode.ShouldBe(0);
        ended.Output.Trim().ShouldMatch(@"^\d+\.\d+\.\d+");
        ended.Output.Trim().ShouldNotContain("\n");
    }

    [Theory(Timeout = 300_000)]
    [InlineData("serve", "--port")]
    [InlineData("demo", "--once")]
    [InlineData("tool", "pathoscope")]
    [InlineData("admin", "jobs")]
    public async Task Every_verb_has_help_and_takes_a_data_folder(string verb, string named)
    {
        var ended = await VirtoolProgram.RunAsync(Cancellation, verb, "--help");
        ended.ExitCode.ShouldBe(0);
        ended.Output.ShouldContain(named);
        ended.Output.ShouldContain("--data");
    }

    [Theory(Timeout = 300_000)]
    [InlineData("frobnicate")]
    [InlineData("serve", "--port", "65536")]
    [InlineData("serve", "nothing")]
    [InlineData("demo", "--twice")]
    [InlineData("tool", "pathoscope")]
    [InlineData("admin", "user", "add")]
    public async Task What_is_not_understood_ends_with_2_and_a_sentence(params string[] arguments)
    {
        var ended = await VirtoolProgram.RunAsync(Cancellation, arguments);
        ended.ExitCode.ShouldBe(2);
        ended.Output.ShouldBeEmpty();
        ended.Error.ShouldNotBeNullOrWhiteSpace();
        ended.Error.ShouldNotContain("   at ");
    }

    [Theory(Timeout = 300_000)]
    [InlineData("--Jobs:Limits:Proc=0", "Jobs:Limits:Proc")]
    [InlineData("--Jobs:Limits:Mem=much", "Jobs:Limits")]
    [InlineData("--Jobs:Limits:Cores=1", "Jobs:Limits")]
    [InlineData("--Files:Margin=-1", "Files:Margin")]
    [InlineData("--Files:TrashDays=99999", "Files:TrashDays")]
    [InlineData("--Urls=nowhere", "Urls")]
    [InlineData("--Data:Folder=", "Data:Folder")]
    [InlineData("--Database:Name=", "Database:Name")]
    [InlineData("--Database:ConnectionString=postgres://127.0.0.1", "Database:ConnectionString")]
    public async Task A_wrong_setting_stops_the_server_with_its_name(string setting, string named)
    {
        var ended = await VirtoolProgram.RunAsync(Cancellation, "serve", $"--Data:Folder={_folder}", "--Urls=http://127.0.0.1:0", setting);
        ended.ExitCode.ShouldNotBe(0);
        ended.Error.ShouldContain(named);
        ended.Error.ShouldNotContain("   at ");
    }

    [Fact(Timeout = 300_000)]
    public async Task Lists_of_an_empty_data_folder_are_empty()
    {
        foreach (var list in new[] { "jobs", "files" })
        {
            var ended = await VirtoolProgram.RunAsync(Cancellation, "admin", list, "--json", "--data", _folder);
            ended.ExitCode.ShouldBe(0);
            JsonNode.Parse(ended.Output)!["documents"]!.AsArray().ShouldBeEmpty();
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task A_data_folder_that_is_not_there_is_named()
    {
        var missing = Path.Combine(_folder, "nothing");
        var ended = await VirtoolProgram.RunAsync(Cancellation, "admin", "jobs", "--data", missing);
        ended.ExitCode.ShouldBe(1);
        ended.Error.ShouldContain(missing);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_user_is_added_with_the_password_from_standard_input()
    {
        var add = new[] { "admin", "user", "add", "ann", "--data", _folder };
        (await VirtoolProgram.RunAsync(VirtoolProgram.Call(null, add), "short\n", Cancellation)).ExitCode.ShouldBe(2);
        (await VirtoolProgram.RunAsync(VirtoolProgram.Call(null, add), "long enough\n", Cancellation)).ExitCode.ShouldBe(0);
        var again = await VirtoolProgram.RunAsync(VirtoolProgram.Call(null, add), "long enough\n", Cancellation);
        again.ExitCode.ShouldBe(2);
        again.Error.ShouldContain("ann");
    }
}
