using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Virtool.App.Tests.Data;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain;
using Virtool.Domain.Analyses.Contigs;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Settings;
using Virtool.Jobs.Processes;
using Xunit;

namespace Virtool.App.Tests.Crashes.Steps;

/// <summary>A copy of a prepared data folder with waiting jobs, for a server that is killed and one that comes after it.</summary>
internal sealed class StepLab : IAsyncDisposable
{
    private static readonly string[] Folders = ["files", "samples", "subtractions", "references"];
    private static readonly string[] Collections = ["samples", "analyses", "analysis_results", "nuvs_results", "caches", "quality", "files", "subtraction", "indexes", "references", "otus", "sequences"];

    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services;

    private StepLab(string prepared)
    {
        Copy(new DirectoryInfo(prepared), Folder);
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(new DataFolder(Folder))
            .AddSingleton(new ConfiguredLimits())
            .AddSingleton(TimeProvider.System)
            .AddData(Folder, new DatabaseOptions())
            .AddDomain()
            .BuildServiceProvider();
        Directory.CreateDirectory(MarksFolder);
        Marks = new StepMarks(MarksFolder);
        Marks.Write();
        Settings = [$"--Tools:Path={Marks.Tools}", $"--Tools:Virtool={Marks.Virtool}"];
    }

    public string Folder => _folder.File("data");

    public StepMarks Marks { get; }

    public IReadOnlyList<string> Settings { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string MarksFolder => _folder.File("marks");

    /// <summary>With a copy of the prepared folder.</summary>
    public static async Task<StepLab> OpenAsync(string prepared)
    {
        var lab = new StepLab(prepared);
        await lab._services.EnsureCollectionsAsync(Cancellation);
        return lab;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task<Job> JobAsync(string workflow) =>
        await Get<Collection<Job>>().FirstAsync(Where<Job>.Is(job => job.Task, workflow), Cancellation) ?? throw new InvalidOperationException($"There is no job of {workflow}.");

    public Task<IReadOnlyList<Job>> JobsAsync() => Get<Collection<Job>>().FindAsync(Filter.All, Cancellation);

    public Task RunUntilKilledAsync(CrashPoint point) => CrashServer.RunAsync(MarksFolder, point, [.. Settings, $"--Data:Folder={Folder}"], Cancellation);

    /// <summary>Waits until every job is complete.</summary>
    public async Task CompleteAsync(Func<string> seen)
    {
        IReadOnlyList<Job> jobs = [];
        await Waiting.UntilAsync(
            async () =>
            {
                jobs = await JobsAsync();
                return jobs.All(job => job.State == JobState.Complete) || jobs.Any(job => job.State is JobState.Error or JobState.Cancelled);
            },
            () => $"{string.Join(Environment.NewLine, jobs)}{Environment.NewLine}{seen()}");
        Assert.True(
            jobs.All(job => job.State == JobState.Complete),
            $"{string.Join(Environment.NewLine, jobs.Select(job => $"{job.Task} {job.State} {job.Stage} {job.Error} {string.Join('|', job.Error?.Details ?? [])}"))}{Environment.NewLine}{seen()}");
    }

    /// <summary>All that was published: files by their hash, documents without their times and counters.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ResultAsync()
    {
        var result = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var folders = Folders.Select(name => new DirectoryInfo(Path.Combine(Folder, name))).Where(folder => folder.Exists);

        // The marker of the files directory is each server's own; the log of trimming says when that was.
        foreach (var file in folders.SelectMany(folder => folder.EnumerateFiles("*", SearchOption.AllDirectories)).Where(file => file.Name is not (".virtool" or "trim.log")))
        {
            var content = file.Name == ContigFiles.Hits ? await DatelessAsync(file.FullName) : await File.ReadAllBytesAsync(file.FullName, Cancellation);
            result[Path.GetRelativePath(Folder, file.FullName)] = Convert.ToHexString(SHA256.HashData(content));
        }

        foreach (var collection in Collections)
        {
            foreach (var document in await Get<IDocumentStore>().FindAsync(collection, Query<AnyDocument>.All, Cancellation))
            {
                result[$"{collection}/{document.Id}"] = Timeless(JsonSerializer.SerializeToNode(document, Json.Stored))!.ToJsonString();
            }
        }

        return result;
    }

    /// <summary>Processes of the jobs' tools that live.</summary>
    public static async Task<IReadOnlyList<int>> ToolsAsync(StepLab lab)
    {
        var jobs = (await lab.JobsAsync()).Select(job => job.Id).ToHashSet();
        return [.. ProcessEntry.All().Where(process => process.RunId()?.Split('.') is [var id, ..] && jobs.Contains(id)).Select(process => process.Group).Distinct().Order()];
    }

    /// <summary>Closes the database, and moves the data folder away.</summary>
    public async Task MoveAsync(string target)
    {
        await _services.DisposeAsync();
        Directory.Move(Folder, target);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    // HMMER says in its table when it was made.
    private static async Task<byte[]> DatelessAsync(string path) =>
        Encoding.UTF8.GetBytes(string.Join('\n', (await File.ReadAllLinesAsync(path, Cancellation)).Where(line => !line.StartsWith("# Date:", StringComparison.Ordinal))));

    private static JsonNode? Timeless(JsonNode? node)
    {
        if (node is JsonObject fields)
        {
            foreach (var name in fields.Select(field => field.Key).Where(name => name == "_revision" || name.EndsWith("_at", StringComparison.Ordinal)).ToList())
            {
                fields.Remove(name);
            }
        }

        foreach (var part in node switch { JsonObject parts => parts.Select(part => part.Value), JsonArray parts => parts, _ => [] })
        {
            Timeless(part);
        }

        return node;
    }

    private static void Copy(DirectoryInfo source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var file in source.EnumerateFiles())
        {
            file.CopyTo(Path.Combine(target, file.Name));
        }

        foreach (var folder in source.EnumerateDirectories())
        {
            Copy(folder, Path.Combine(target, folder.Name));
        }
    }
}
