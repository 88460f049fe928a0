using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Changes;
using Virtool.Data.Copies;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Backups;
using Virtool.Domain.Files;
using Virtool.Domain.Migrations;
using Virtool.Domain.Rights;
using Virtool.Domain.Users;
using Xunit;

namespace Virtool.App.Tests.Backups;

/// <summary>Backups made and restored, told once; a class for each engine makes the labs.</summary>
public abstract class BackupContract
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected abstract Task<Lab> MakeAsync();

    [Fact]
    public async Task A_restored_backup_is_what_was_backed_up()
    {
        await using var lab = await MakeAsync();
        await lab.OpenAsync(Cancellation);
        await lab.FillAsync(Cancellation);
        await AddUserAsync(lab);
        await lab.Store.InsertAsync("sheets", new Sheet { Id = "s", Search = "Ä 𝒳", Real = 1, CreatedAt = DateTimeOffset.UnixEpoch }, Cancellation);
        var position = Position(lab);

        var manifest = await lab.BackUpAsync(lab.Beside("backup"), files: true, Cancellation);
        manifest.Position.ShouldBe(position);
        manifest.Files.Select(file => file.Path).ShouldBe(["files/file0001", "logs/jobs/job00001/stdout.log", "samples/sample01/reads_1.fq.gz"]);
        (manifest.Missing.Count + manifest.Damaged.Count + manifest.Removed.Count).ShouldBe(0);
        Directory.Exists(lab.Beside("backup.unfinished")).ShouldBeFalse();
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(lab.Beside("backup")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        await using var other = await MakeAsync();
        (await other.RestoreAsync(lab.Beside("backup"), Cancellation)).MissingFiles.ShouldBeNull();
        await other.OpenAsync(Cancellation);
        (await other.DocumentsAsync(Cancellation)).ShouldBe(await lab.DocumentsAsync(Cancellation));
        Lab.FilesOf(other.Data.Keys).ShouldBe(Lab.FilesOf(lab.Data.Keys));
        Lab.FilesOf(other.Data.Files).ShouldBe(Lab.FilesOf(lab.Data.Files));
        Lab.FilesOf(Path.Combine(other.Data.Root, "samples")).ShouldBe(Lab.FilesOf(Path.Combine(lab.Data.Root, "samples")));

        // Clients that were on the other one read everything again, and people sign in as before.
        using var subscription = other.Services.GetRequiredService<IChangeFeed>().Subscribe(since: position);
        subscription.Start.Epoch.ShouldNotBe(position.Epoch);
        await using var scope = other.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        (await users.CheckPasswordAsync((await users.FindByNameAsync("ann"))!, "raspberry ringspot")).ShouldBeTrue();
        (await other.Store.CountAsync("sheets", Where<Sheet>.Contains(sheet => sheet.Search, "ä"), Cancellation)).ShouldBe(1);
        await other.Store.InsertAsync("sheets", new Sheet { Id = "later" }, Cancellation);
    }

    [Fact]
    public async Task Beside_writers_it_holds_all_that_was_acknowledged_before_and_no_half_batch()
    {
        const int Writers = 4;
        await using var lab = await MakeAsync();
        await lab.OpenAsync(Cancellation);
        for (var i = 0; i < 1_000; i += 250)
        {
            await lab.Store.BatchAsync([.. Enumerable.Range(i, 250).Select(n => new Write.Insert("sheets", new Sheet { Id = $"old{n:D4}", Whole = n }))], Cancellation);
        }

        var acknowledged = new long[Writers];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var writing = Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(lab.Store, writer, acknowledged, stop.Token), Cancellation)).ToArray();
        await Waiting.UntilAsync(() => acknowledged.All(count => count >= 3) || writing.Any(writer => writer.IsFaulted));
        await Task.WhenAll(writing.Where(writer => writer.IsFaulted));
        for (var round = 0; round < 3; round++)
        {
            var before = acknowledged.ToArray();
            var place = lab.Beside($"backup{round}");
            await lab.BackUpAsync(place, files: false, Cancellation);
            var sheets = lab.Services.GetRequiredService<IDatabaseCopier>().Read<Sheet>(new BackupFolder(place).Database, "sheets").ToDictionary(sheet => sheet.Id);
            sheets.Keys.Count(id => id.StartsWith("old", StringComparison.Ordinal)).ShouldBe(1_000);
            for (var writer = 0; writer < Writers; writer++)
            {
                CheckWriter(sheets, writer, before[writer]);
            }
        }

        await stop.CancelAsync();
        await Task.WhenAll(writing);
        await using var other = await MakeAsync();
        await other.RestoreAsync(lab.Beside("backup2"), Cancellation);
        await other.OpenAsync(Cancellation);
        (await other.Store.CountAsync("sheets", Filter.All, Cancellation)).ShouldBeGreaterThan(1_000);
    }

    [Theory]
    [InlineData("database")]
    [InlineData("keys")]
    [InlineData("files")]
    [InlineData("manifest.json")]
    [InlineData("manifest.json.sha256")]
    public async Task A_flipped_byte_is_found_and_nothing_is_left_in_the_data_folder(string where)
    {
        await using var lab = await FilledAsync();
        var place = lab.Beside("backup");
        await lab.BackUpAsync(place, files: true, Cancellation);
        var damaged = Directory.EnumerateFiles(place, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetRelativePath(place, file).Split('/')[0] == where).MaxBy(file => new FileInfo(file).Length)!;
        var bytes = await File.ReadAllBytesAsync(damaged, Cancellation);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(damaged, bytes, Cancellation);
        await RefusedAsync(place, "is damaged");
    }

    [Fact]
    public async Task What_cannot_be_restored_is_refused_with_a_sentence()
    {
        await using var lab = await FilledAsync();
        var place = lab.Beside("backup");
        await lab.BackUpAsync(place, files: true, Cancellation);
        await RefusedAsync(lab.Beside("nowhere"), "is no backup");
        await ChangeAsync(place, manifest => manifest["schema_version"] = 99);
        await RefusedAsync(place, "are of schema 99, and this version of Virtool knows schemas up to");
        await ChangeAsync(place, manifest => (manifest["schema_version"], manifest["engine"]) = (1, "another"));
        await RefusedAsync(place, "is of the another database");
        await ChangeAsync(place, manifest => manifest["format"] = 2);
        await RefusedAsync(place, "a newer version made it");
        await ChangeAsync(place, manifest => (manifest["format"], manifest["files"]![0]!["path"]) = (1, "../../outside"));
        await ChangeAsync(place, manifest => manifest["engine"] = lab.Services.GetRequiredService<IDatabaseCopier>().Engine);
        await RefusedAsync(place, "outside of it");
        File.Delete(Path.Combine(place, "manifest.json.sha256"));
        await RefusedAsync(place, "broken off before it was whole");
    }

    [Fact]
    public async Task A_backup_is_restored_only_into_what_is_empty()
    {
        await using var lab = await FilledAsync();
        await lab.BackUpAsync(lab.Beside("backup"), files: false, Cancellation);
        (await Should.ThrowAsync<RefusedException>(() => lab.RestoreAsync(lab.Beside("backup"), Cancellation))).Message.ShouldContain("is not empty");
        (await lab.DocumentsAsync(Cancellation)).ShouldNotBeEmpty();
        (await Should.ThrowAsync<RefusedException>(() => lab.BackUpAsync(lab.Beside("backup"), files: false, Cancellation))).Message.ShouldContain("is there already");
    }

    [Fact]
    public async Task A_backup_without_files_says_which_have_to_be_put_where()
    {
        await using var lab = await FilledAsync();
        var manifest = await lab.BackUpAsync(lab.Beside("backup"), files: false, Cancellation);
        manifest.Files.Count.ShouldBe(3);
        Directory.Exists(new BackupFolder(lab.Beside("backup")).Files).ShouldBeFalse();

        await using var other = await MakeAsync();
        var list = (await other.RestoreAsync(lab.Beside("backup"), Cancellation)).MissingFiles.ShouldNotBeNull();
        var reads = manifest.Files.Single(file => file.Path.StartsWith("samples/", StringComparison.Ordinal));
        (await File.ReadAllLinesAsync(list, Cancellation)).ShouldContain($"{reads.Sha256}  samples/sample01/reads_1.fq.gz");
        await other.OpenAsync(Cancellation);
        (await other.DocumentsAsync(Cancellation)).ShouldBe(await lab.DocumentsAsync(Cancellation));
    }

    [Fact]
    public async Task Files_that_are_missing_damaged_or_just_removed_are_told_apart()
    {
        await using var lab = await FilledAsync();
        var files = lab.Services.GetRequiredService<Virtool.Data.Collections.Collection<StoredFile>>();
        foreach (var id in new[] { "missing1", "removed1", "moved001" })
        {
            await files.InsertAsync(new StoredFile { Id = id, Name = id, Ready = true, Size = 9, Sha256 = id == "moved001" ? await HashAsync(lab.Data.Reads("sample01", 1)) : id }, Cancellation);
        }

        await File.WriteAllTextAsync(lab.Data.FilePath("file0001"), "other bytes", Cancellation);
        var copier = new ThenCopier(lab.Services.GetRequiredService<IDatabaseCopier>(), () => files.DeleteAsync("removed1", Cancellation));
        var service = ActivatorUtilities.CreateInstance<BackupService>(lab.Services, copier);
        foreach (var holdsFiles in new[] { true, false })
        {
            var manifest = await service.RunAsync(lab.Beside($"backup{holdsFiles}"), holdsFiles, 1, "test", _ => { }, Cancellation);
            manifest.Missing.ShouldBe(["files/missing1"]);
            manifest.Removed.ShouldBe(["files/removed1"]);
            manifest.Damaged.ShouldBe(["files/file0001"]);
            await files.DeleteAsync("removed1", Cancellation);
            await files.InsertAsync(new StoredFile { Id = "removed1", Name = "again", Ready = true, Size = 9, Sha256 = "removed1" }, Cancellation);
        }
    }

    [Fact]
    public async Task A_backup_that_fails_leaves_nothing_and_what_a_killed_one_left_is_swept_away()
    {
        await using var lab = await FilledAsync();
        var place = lab.Beside("backup");
        foreach (var error in new Exception[] { new StoreException("The database is damaged."), new IOException("No space left on device.") })
        {
            var copier = new ThenCopier(lab.Services.GetRequiredService<IDatabaseCopier>(), () => throw error);
            var failing = ActivatorUtilities.CreateInstance<BackupService>(lab.Services, copier);
            var told = await Should.ThrowAsync<Exception>(() => failing.RunAsync(place, holdsFiles: true, 1, "test", _ => { }, Cancellation));
            told.ShouldBeAssignableTo(error is IOException ? typeof(RefusedException) : typeof(StoreException));
            told.Message.ShouldContain(error.Message);
            Directory.Exists(place).ShouldBeFalse();
            Directory.Exists(place + ".unfinished").ShouldBeFalse();
        }

        Directory.CreateDirectory(place + ".unfinished/database");
        await File.WriteAllTextAsync(place + ".unfinished/manifest.json", "{", Cancellation);
        await RefusedAsync(place + ".unfinished", "broken off");
        await lab.BackUpAsync(place, files: true, Cancellation);
        Directory.Exists(place + ".unfinished").ShouldBeFalse();
    }

    private async Task<Lab> FilledAsync()
    {
        var lab = await MakeAsync();
        await lab.OpenAsync(Cancellation);
        await lab.FillAsync(Cancellation);
        return lab;
    }

    /// <summary>Restoring is refused, and the target is as empty as before.</summary>
    private async Task RefusedAsync(string place, string why)
    {
        await using var other = await MakeAsync();
        (await Should.ThrowAsync<RefusedException>(() => other.RestoreAsync(place, Cancellation))).Message.ShouldContain(why);
        var left = Directory.Exists(other.Data.Root) ? Directory.GetFileSystemEntries(other.Data.Root).Select(Path.GetFileName) : [];
        left.ShouldBeSubsetOf(["lock", "lock.pid"]);
        (await other.Services.GetRequiredService<IDatabaseCopier>().IsEmptyAsync(Cancellation)).ShouldBeTrue();
    }

    /// <summary>Changes the manifest, as a program of another version had written it.</summary>
    private static async Task ChangeAsync(string place, Action<JsonNode> change)
    {
        var path = Path.Combine(place, "manifest.json");
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(path, Cancellation))!;
        change(manifest);
        await File.WriteAllTextAsync(path, manifest.ToJsonString(), Cancellation);
        await File.WriteAllTextAsync(path + ".sha256", $"{await HashAsync(path)}  manifest.json\n", Cancellation);
    }

    private static async Task<string> HashAsync(string path) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(path, Cancellation)));

    private static Position Position(Lab lab)
    {
        using var subscription = lab.Services.GetRequiredService<IChangeFeed>().Subscribe();
        return subscription.Start;
    }

    private static async Task AddUserAsync(Lab lab)
    {
        await using var scope = lab.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<UserService>().CreateAsync(Viewer.Server, "ann", "raspberry ringspot", administrator: true, Cancellation);
    }

    /// <summary>
    /// Writes batch after batch: two new documents, two that are the same in all but the id, and away with the first of the batch before.
    /// Between them single writes to one document.
    /// </summary>
    private static async Task WriteAsync(IDocumentStore store, int writer, long[] acknowledged, CancellationToken stop)
    {
        var pair = new[] { "a", "b", "single" }.Select(name => new Sheet { Id = $"{name}{writer}" }).ToArray();
        foreach (var sheet in pair)
        {
            await store.InsertAsync("sheets", sheet, CancellationToken.None);
        }

        for (var n = 1L; !stop.IsCancellationRequested; n++)
        {
            pair = [.. pair.Select(sheet => sheet with { Revision = n, Whole = n })];
            await store.BatchAsync(
                [
                    new Write.Insert("sheets", new Sheet { Id = Name(writer, n, "x"), Whole = n }),
                    new Write.Replace("sheets", pair[0]),
                    new Write.Insert("sheets", new Sheet { Id = Name(writer, n, "y"), Whole = n }),
                    new Write.Replace("sheets", pair[1]),
                    new Write.Delete("sheets", Name(writer, n - 1, "x")),
                ],
                CancellationToken.None);
            (await store.ReplaceAsync("sheets", pair[2], CancellationToken.None)).ShouldNotBeNull();
            Interlocked.Exchange(ref acknowledged[writer], n);
        }
    }

    private static void CheckWriter(Dictionary<string, Sheet> sheets, int writer, long acknowledged)
    {
        var last = sheets[$"a{writer}"].Whole;
        last.ShouldBeGreaterThanOrEqualTo(acknowledged);
        sheets[$"b{writer}"].Whole.ShouldBe(last);
        sheets[$"single{writer}"].Whole.ShouldBeInRange(last - 1, last);
        var mine = sheets.Keys.Where(id => id.StartsWith($"w{writer}-", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        mine.ShouldBe(Enumerable.Range(1, (int)last).Select(n => Name(writer, n, "y")).Append(Name(writer, last, "x")).Order(StringComparer.Ordinal));
    }

    private static string Name(int writer, long n, string part) => string.Create(CultureInfo.InvariantCulture, $"w{writer}-{n:D5}{part}");

    /// <summary>Does something between the copy of the database and the list of the files.</summary>
    private sealed class ThenCopier(IDatabaseCopier inner, Func<Task> then) : IDatabaseCopier
    {
        public string Engine => inner.Engine;

        public async Task<Position> CopyAsync(string folder, Action<string> report, CancellationToken cancellation = default)
        {
            var position = await inner.CopyAsync(folder, report, cancellation);
            await then();
            return position;
        }

        public IEnumerable<T> Read<T>(string folder, string collection)
            where T : Virtool.Data.Documents.Document => inner.Read<T>(folder, collection);

        public Task<bool> IsEmptyAsync(CancellationToken cancellation = default) => inner.IsEmptyAsync(cancellation);

        public Task RestoreAsync(string folder, Write.Insert unfinished, Action<string> report, CancellationToken cancellation = default) =>
            inner.RestoreAsync(folder, unfinished, report, cancellation);
    }
}
