using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Jobs;
using Virtool.Bio.Quality;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Store;
using Virtool.Domain.Analyses;
using Virtool.Domain.Files;
using Virtool.Domain.Groups;
using Virtool.Domain.Hmms;
using Virtool.Domain.Indexes;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.Quality;
using Virtool.Domain.Otus;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Settings;
using Virtool.Domain.Subtractions;
using Virtool.Jobs.Processes;
using Virtool.Jobs.Workflows;
using Xunit;

namespace Virtool.App.Tests.Workflows;

/// <summary>The workflows on a real store. Started, the scheduler runs them; otherwise a test runs their steps itself, with tools of its own.</summary>
internal sealed class WorkflowsHost(string folder) : IAsyncDisposable
{
    // What gzip makes of nothing; a GZipStream that nothing is written to makes nothing at all.
    private static readonly byte[] PackedNothing = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    public static Link User { get; } = new("user0001", "user");

    public JobsHost Host { get; } = new(folder, new Machine(2, 3), [], services => services
        .AddSingleton<PrimaryGroups>()
        .AddSingleton<PrincipalNames>()
        .AddSamples()
        .AddAnalyses()
        .AddSingleton<ReferenceService>()
        .AddOtus()
        .AddSingleton<IndexService>()
        .AddSingleton<SubtractionService>()
        .AddSingleton<HmmService>()
        .AddWorkflows());

    public DataFolder Data => Host.Data;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public T Get<T>()
        where T : notnull => Host.Get<T>();

    public Collection<T> All<T>()
        where T : Document => Host.Get<Collection<T>>();

    public async Task<T> ReadAsync<T>(string id)
        where T : Document => (await All<T>().GetAsync(id, Cancellation)).ShouldNotBeNull();

    public Task<IReadOnlyList<T>> AllAsync<T>()
        where T : Document => All<T>().FindAsync(Virtool.Data.Queries.Filter.All, Cancellation);

    public IWorkflow Workflow(string name) => Get<WorkflowCatalog>().Find(name).ShouldNotBeNull();

    /// <summary>Runs the steps from the first to the last one named, with both, each of them twice.</summary>
    public async Task RunAsync(Job job, Func<ToolCommand, Task> tool, string? last = null, int attempt = 1, string? first = null)
    {
        var attempted = job with { Attempts = attempt, Proc = 2 };
        var work = Data.Attempt(job.Id, attempt);
        Directory.CreateDirectory(work);
        var context = new StepContext(attempted, work, Data, async (command, _) =>
        {
            await tool(command);
            return new ToolResult(0, []);
        });
        foreach (var step in Workflow(job.Task).Steps.SkipWhile(step => first is not null && step.Name != first))
        {
            await step.Run(context, Cancellation);
            await step.Run(context, Cancellation);
            if (step.Name == last)
            {
                return;
            }
        }
    }

    public static Task NoTools(ToolCommand command) => throw new InvalidOperationException($"No tool was expected: {command}");

    public static async Task FakeBuilder(ToolCommand command)
    {
        command.Tool.ShouldBe("bowtie2-build");
        await File.WriteAllTextAsync($"{command.Arguments[^1]}.1.bt2", "index", Cancellation);
    }

    public async Task<StoredFile> StoreAsync(string name, string content, FileType type = FileType.Reads, bool measured = true)
    {
        var id = Ids.New();
        Directory.CreateDirectory(Data.Files);
        await File.WriteAllBytesAsync(Data.FilePath(id), Packed(content), Cancellation);
        long? count = null;
        if (type == FileType.Reads && measured)
        {
            var measure = ReadsMeasure.Of(File.OpenRead(Data.FilePath(id)), Cancellation);
            count = measure.Quality.Count;
            await All<ReadQuality>().InsertAsync(Quality(id, measure), Cancellation);
        }

        return await All<StoredFile>().InsertAsync(
            new StoredFile { Id = id, Name = name, Type = type, Ready = true, Size = new FileInfo(Data.FilePath(id)).Length, ReadCount = count, Sha256 = "00" },
            Cancellation);
    }

    public async Task<SampleCreation> SampleAsync(string name, IReadOnlyList<StoredFile> files, IReadOnlyList<Link>? references = null, IReadOnlyList<Link>? subtractions = null)
    {
        var creation = await Get<SampleService>().PrepareAsync(
            SampleDraft.Of(name, User, files) with { References = references ?? [], Subtractions = subtractions ?? [] });
        await Get<IDocumentStore>().BatchAsync(creation.Writes, Cancellation);
        return creation;
    }

    /// <summary>A sample of several lanes a mate.</summary>
    public async Task<SampleCreation> LanesAsync(string name, params IReadOnlyList<StoredFile>[] mates)
    {
        var creation = await Get<SampleService>().PrepareAsync(new SampleDraft(name, User, mates));
        await Get<IDocumentStore>().BatchAsync(creation.Writes, Cancellation);
        return creation;
    }

    public async Task<Reference> ReferenceAsync(params OtuDraft[] otus)
    {
        var reference = await Get<ReferenceService>().CreateAsync(Viewer.Server, "Viruses", "", Cancellation);
        foreach (var otu in otus)
        {
            await Get<OtuService>().CreateAsync(Viewer.Server, reference.Id, otu, Cancellation);
        }

        return reference;
    }

    /// <summary>Edits every OTU, so that there is something to build.</summary>
    public async Task ReferenceOtuEditedAsync(int version)
    {
        foreach (var otu in await All<Otu>().FindAsync(Virtool.Data.Queries.Filter.All, Cancellation))
        {
            await Get<OtuService>().EditAsync(Viewer.Server, otu.Id, new OtuEdit { Abbreviation = $"{otu.Name}{version}" }, Cancellation);
        }
    }

    public async Task<Job> JobAsync(string id) => await ReadAsync<Job>(id);

    /// <summary>Waits, as long as the test may take, until the scheduler has brought the job to its end, which must be a good one.</summary>
    public async Task<Job> CompletedAsync(string jobId)
    {
        var job = await JobAsync(jobId);
        while (!job.IsOver())
        {
            await Task.Delay(20, Cancellation);
            job = await JobAsync(jobId);
        }

        job.State.ShouldBe(JobState.Complete, $"{job.Stage}: {job.Error?.Message} {string.Join('\n', job.Error?.Details ?? [])}");
        return job;
    }

    public static byte[] Packed(string content)
    {
        if (content.Length == 0)
        {
            return PackedNothing;
        }

        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.ASCII.GetBytes(content));
        }

        return memory.ToArray();
    }

    public static string Fastq(IEnumerable<(string Name, string Sequence)> reads) => string.Concat(reads.Select(read =>
        string.Create(CultureInfo.InvariantCulture, $"@{read.Name}\n{read.Sequence}\n+\n{new string('I', read.Sequence.Length)}\n")));

    public static string Json<T>(T value) => JsonSerializer.Serialize(value, Virtool.Data.Documents.Json.Stored);

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private static ReadQuality Quality(string id, ReadsMeasure measure) => new()
    {
        Id = id,
        Count = measure.Quality.Count,
        Encoding = measure.Quality.Encoding,
        Length = measure.Quality.Length,
        Gc = measure.Quality.Gc,
        Bases = measure.Quality.Bases?.Select(row => row.ToArray()).ToArray(),
        Composition = measure.Quality.Composition?.Select(row => row.ToArray()).ToArray(),
        Sequences = measure.Quality.Sequences,
        Q30 = measure.Q30,
        Lengths = measure.Quality.Count == 0 ? null : measure.Lengths.Select(length => new[] { length.Length, length.Count }).ToArray(),
        Counts = measure.Counts?.Pack(),
    };
}
