using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Browser;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Domain.Files;
using Xunit;

namespace Virtool.App.Tests.Commands;

public sealed class CheckCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("virtool-test-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact(Timeout = 300_000)]
    public async Task The_files_are_checked_and_listed_beside_a_server_and_without_one()
    {
        string id;
        await using (var server = await RunningServer.StartAsync(_folder, ["--Files:DirectoryInterval=01:00:00", "--Files:DirectorySettle=01:00:00"], Cancellation))
        {
            id = await FileAsync(server.Services.GetRequiredService<Collection<StoredFile>>());
            var whole = await AdminAsync("check", "--hash");
            whole.ExitCode.ShouldBe(0, whole.Error);
            whole.Output.ShouldBeEmpty();
            whole.Error.ShouldContain("All is as it should be: 1 file or folder looked for, 5 bytes read.");
        }

        var listed = JsonNode.Parse((await AdminAsync("files", "--json")).Output)!["documents"]!.AsArray().ShouldHaveSingleItem()!;
        (listed["id"]!.GetValue<string>(), listed["state"]!.GetValue<string>(), listed["read_count"]!.GetValue<long>(), listed["sha256"]!.GetValue<string>()).ShouldBe((id, "stored", 3, Hash));
        (await AdminAsync("files")).Output.ShouldContain("3 reads");

        await File.WriteAllTextAsync(Path.Combine(_folder, "files", id), "READS", Cancellation);
        (await AdminAsync("check")).ExitCode.ShouldBe(0);
        var changed = await AdminAsync("check", "--hash");
        changed.ExitCode.ShouldBe(1);
        changed.Output.ShouldContain("The stored file reads.fq.gz has changed: its bytes are others than when it was stored");

        File.Delete(Path.Combine(_folder, "files", id));
        var missing = await AdminAsync("check", "--json");
        missing.ExitCode.ShouldBe(1);
        var report = JsonNode.Parse(missing.Output)!;
        (report["missing"]!.GetValue<int>(), report["orphaned"]!.GetValue<int>(), report["changed"]!.GetValue<int>()).ShouldBe((1, 0, 0));
        report["documents"]![0]!["path"]!.GetValue<string>().ShouldBe($"files/{id}");
        report["documents"]![0]!["kind"]!.GetValue<string>().ShouldBe("missing");
    }

    private static string Hash => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("reads"u8));

    private async Task<string> FileAsync(Collection<StoredFile> files)
    {
        var id = Ids.New();
        Directory.CreateDirectory(Path.Combine(_folder, "files"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "files", id), "reads", Cancellation);
        await files.InsertAsync(new StoredFile { Id = id, Name = "reads.fq.gz", Ready = true, Size = 5, Sha256 = Hash, ReadCount = 3 }, Cancellation);
        return id;
    }

    private Task<VirtoolProgram.Ended> AdminAsync(params string[] arguments) => VirtoolProgram.RunAsync(Cancellation, ["admin", .. arguments, "--data", _folder]);
}
