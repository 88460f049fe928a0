using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Browser;
using Virtool.App.Tests.Data;
using Virtool.App.Tests.Files;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Settings;
using Virtool.Domain.Subtractions;
using Virtool.Domain.Users;
using Virtool.Domain.Watching;
using Xunit;

namespace Virtool.App.Tests.Crashes;

/// <summary>
/// What servers share: a data folder, and on MongoDB a database; with a way into it beside them, as an admin verb has. Indexes of genomes
/// are built by a tool of the tests', which takes until <see cref="OpenGate"/>.
/// </summary>
internal sealed class Lab : IAsyncDisposable
{
    public const string Handle = "admin";

    private readonly TemporaryFolder _folder = new();
    private readonly MongoDatabase? _database;
    private readonly ServiceProvider _services;

    private Lab(MongoDatabase? database)
    {
        _database = database;
        var options = database is null ? new DatabaseOptions() : new DatabaseOptions { ConnectionString = database.Address, Name = database.Name };
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(new DataFolder(Folder))
            .AddSingleton(new ConfiguredLimits())
            .AddSingleton(TimeProvider.System)
            .AddData(Folder, options)
            .AddDomain()
            .BuildServiceProvider();
        Settings =
        [
            $"--Tools:Path={Tools}",
            .. database is null ? (string[])[] : [$"--Database:ConnectionString={database.Address}", $"--Database:Name={database.Name}"],
        ];
    }

    public string Folder => _folder.File("data");

    public string DatabaseName => _database?.Name ?? "";

    public IReadOnlyList<string> Settings { get; }

    public Collection<Job> Jobs => Get<Collection<Job>>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Tools => _folder.File("tools");

    private string Runs => _folder.File("runs");

    private string Gate => _folder.File("gate");

    public static Task<Lab> EmbeddedAsync() => PrepareAsync(new Lab(null));

    /// <summary>Skips the test where there is no MongoDB server.</summary>
    public static async Task<Lab> MongoAsync() => await PrepareAsync(new Lab(await MongoDatabase.MakeAsync()));

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Lets the tool that builds indexes end, now and from now on.</summary>
    public void OpenGate() => File.WriteAllText(Gate, "");

    public void CloseGate() => File.Delete(Gate);

    /// <summary>Copies new files of reads into the watched folder.</summary>
    public void Drop(string prefix, int count)
    {
        for (var i = 0; i < count; i++)
        {
            Reads.WriteGzip(Path.Combine(Get<DataFolder>().Watch, $"{prefix}{i}.fq.gz"), Reads.Fastq(50, $"{prefix}{i}"));
        }
    }

    public Task<Job> SubmitAsync(string task, JsonObject? args = null) => Get<JobService>().SubmitAsync(
        JobRules.Create(task, new Subject("subtraction", "none", "None"), [], new Link("user0001", "ann"), args ?? [], Get<TimeProvider>().GetUtcNow()), Cancellation);

    /// <summary>A job that runs the tool of the tests'.</summary>
    public async Task<Job> SubmitBuildAsync(string name)
    {
        var id = Ids.New();
        Directory.CreateDirectory(Get<DataFolder>().Files);
        await File.WriteAllBytesAsync(Get<DataFolder>().FilePath(id), Reads.Gzip(">chromosome\nACGTACGTNACGT\n"), Cancellation);
        await Get<Collection<StoredFile>>().InsertAsync(new StoredFile { Id = id, Name = name, Type = FileType.Subtraction, Ready = true, Sha256 = "00" }, Cancellation);
        var subtraction = await Get<SubtractionService>().CreateAsync(Viewer.Server, name, id, cancellation: Cancellation);
        return (await Jobs.GetAsync(subtraction.JobId, Cancellation))!;
    }

    public async Task<Job> WaitForAsync(Job job, Func<Job, bool> condition, Func<string>? seenToo = null)
    {
        Job? seen = null;
        await Waiting.UntilAsync(
            async () => (seen = await Jobs.GetAsync(job.Id, Cancellation)) is not null && condition(seen),
            () => $"{seen} {seen?.Error}{Environment.NewLine}{seenToo?.Invoke()}");
        return seen!;
    }

    public Task<long> CountAsync<T>(Filter? filter = null)
        where T : Document => Get<Collection<T>>().CountAsync(filter, Cancellation);

    /// <summary>Waits until so many files of reads have become samples, and looks whether it was each once.</summary>
    public async Task WholeAsync(int files, Func<string>? seenToo = null)
    {
        await Waiting.UntilAsync(async () => await CountAsync<Sample>(Where<Sample>.Is(sample => sample.State, SampleState.Ready)) == files, seenToo);
        (await CountAsync<Sample>()).ShouldBe(files);
        (await CountAsync<Import>(Where<Import>.Is(import => import.State, ImportState.Stored))).ShouldBe(files);
        (await CountAsync<Job>(Where<Job>.Is(job => job.Task, "create_sample"))).ShouldBe(files);
    }

    /// <summary>How often the tool that builds indexes was run.</summary>
    public int ToolRuns => File.Exists(Runs) ? File.ReadAllLines(Runs).Length : 0;

    /// <summary>The process that leads the job's tools.</summary>
    public static int LauncherOf(Job job) =>
        Virtool.Jobs.Processes.ProcessEntry.All().Where(process => process.RunId()?.StartsWith(job.Id, StringComparison.Ordinal) == true).Min(process => process.Group);

    /// <summary>Processes of the job's tools that live.</summary>
    public static int ToolsOf(Job job) => Virtool.Jobs.Processes.ProcessEntry.All().Count(process => process.RunId()?.StartsWith(job.Id, StringComparison.Ordinal) == true);

    public async ValueTask DisposeAsync()
    {
        OpenGate();
        await _services.DisposeAsync();
        await (_database?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder.Dispose();
    }

    private static async Task<Lab> PrepareAsync(Lab lab)
    {
        Directory.CreateDirectory(lab.Get<DataFolder>().Watch);
        await lab._services.EnsureCollectionsAsync(Cancellation);
        await lab.Get<WatchingService>().EnsureFirstAsync(Cancellation);
        var rule = new ImportRule { MakeSamples = true, User = new Link("user0001", "ann") };
        await lab.Get<Collection<WatchedFolder>>().UpdateAsync(WatchedFolder.FirstId, folder => folder with { SettleSeconds = 0.2, Rule = rule }, Cancellation);
        await using var scope = lab._services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<UserService>().CreateAsync(Viewer.Server, Handle, RunningServer.Password, administrator: true, Cancellation);
        lab.WriteTool();
        return lab;
    }

    private void WriteTool()
    {
        Directory.CreateDirectory(Tools);
        var tool = Path.Combine(Tools, "bowtie2-build");
        File.WriteAllText(
            tool,
            $"""
            #!/bin/bash
            if [[ $1 == --version ]]; then echo "bowtie2-build version 1.2.3"; exit; fi
            echo run >>{Runs}
            while [[ -d {_folder.Path} && ! -e {Gate} ]]; do sleep 0.05; done
            echo index >"{"${@: -1}"}.1.bt2"
            """);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
