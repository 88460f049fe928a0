using System.Diagnostics;
using Shouldly;
using Virtool.App.Tests.Browser;
using Virtool.App.Tests.References;
using Xunit;

namespace Virtool.App.Tests.Commands;

public sealed class ReferenceCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("virtool-test-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(_folder, "data");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact(Timeout = 180_000)]
    public async Task A_reference_is_imported_and_exported_beside_no_server()
    {
        Directory.CreateDirectory(Data);
        var file = await WriteAsync("two.json", ReferenceText.Small);

        var ended = await RunAsync("import", file, "--name", "Mine");

        ended.ExitCode.ShouldBe(0, ended.Error);
        var id = ended.Output.TrimEnd('\n');
        id.ShouldMatch("^[0-9a-z]{8}$");
        Directory.GetFiles(Path.Combine(Data, "tasks")).ShouldBeEmpty();

        var exported = Path.Combine(_folder, "out.json.gz");
        (await ExportAsync(exported, id, "unverified")).ShouldBe(0);
        using var packed = new System.IO.Compression.GZipStream(File.OpenRead(exported), System.IO.Compression.CompressionMode.Decompress);
        var root = System.Text.Json.Nodes.JsonNode.Parse(packed)!;
        root["name"]!.GetValue<string>().ShouldBe("Mine");
        root["otus"]!.AsArray().Count.ShouldBe(2);
        var refused = Path.Combine(_folder, "refused.json.gz");
        (await ExportAsync(refused, id, "built")).ShouldBe(1);
        (await ExportAsync(refused, "nothing0", "unverified")).ShouldBe(1);
        (await ExportAsync(refused, id, "everything")).ShouldBe(2);
        new FileInfo(refused).Length.ShouldBe(0);
    }

    [Fact(Timeout = 180_000)]
    public async Task Problems_are_listed_on_standard_error_and_nothing_is_made()
    {
        Directory.CreateDirectory(Data);
        var file = await WriteAsync("spoiled.json", ReferenceText.With(root =>
        {
            root.Otu(0)["name"] = "";
            root.Otu(1)["abbreviation"] = "ABTV";
        }));

        var ended = await RunAsync("import", file);

        ended.ExitCode.ShouldBe(2);
        ended.Output.ShouldBeEmpty();
        ended.Error.ShouldContain("spoiled.json was not imported: there are 2 problems in it.");
        ended.Error.ShouldContain("otus[0].name: The OTU has no name. Name it.");
        ended.Error.ShouldContain("Hop stunt viroid (otus[1].abbreviation)");
        (await RunAsync("import", Path.Combine(_folder, "nothing.json"))).ExitCode.ShouldBe(2);
        (await RunAsync("import", file, "--headers", "{virus}")).Error.ShouldContain("{virus} is not known");
        (await RunAsync("import", file, "--name", new string('x', 101))).ExitCode.ShouldBe(2);
    }

    [Fact(Timeout = 180_000)]
    public async Task Beside_a_running_server_the_server_imports()
    {
        await using var server = await RunningServer.StartAsync(Data, [], Cancellation);
        var file = await WriteAsync("two.fa", ">A1|Plum pox virus|D\nACGT\n");

        var ended = await RunAsync("import", file, "--headers", "{accession}|{otu}|{isolate}");

        ended.ExitCode.ShouldBe(0, ended.Error);
        var exported = Path.Combine(_folder, "out.json.gz");
        (await ExportAsync(exported, ended.Output.Trim(), "unbuilt")).ShouldBe(0);
        new FileInfo(exported).Length.ShouldBeGreaterThan(100);
    }

    private Task<VirtoolProgram.Ended> RunAsync(params string[] arguments) =>
        VirtoolProgram.RunAsync(VirtoolProgram.Call(null, ["admin", "reference", .. arguments, "--data", Data]), "", Cancellation);

    private async Task<int> ExportAsync(string path, string id, string scope)
    {
        using var process = Process.Start(VirtoolProgram.Call(null, "admin", "reference", "export", id, "--scope", scope, "--data", Data))!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync(Cancellation);
        await using (var file = File.Create(path))
        {
            await process.StandardOutput.BaseStream.CopyToAsync(file, Cancellation);
        }

        await process.WaitForExitAsync(Cancellation);
        (await error).ShouldNotContain("   at ");
        return process.ExitCode;
    }

    private async Task<string> WriteAsync(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(path, text, Cancellation);
        return path;
    }
}
