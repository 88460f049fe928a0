using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Virtool.Data.Collections;
using Virtool.Data.Live;
using Virtool.Data.Store;
using Virtool.Domain;
using Virtool.Domain.Files;
using Virtool.Domain.Otus;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;
using Virtool.Domain.Tasks;
using Virtool.Jobs.References;
using Virtool.Jobs.References.Export;
using Virtool.Jobs.References.Import;
using Virtool.Jobs.Tasks;
using Virtool.Jobs.Workflows.Indexes;

namespace Virtool.Benchmarks.References;

/// <summary>What was done once with a reference in a new database.</summary>
/// <param name="Otus">How many viruses it has.</param>
/// <param name="Parts">What was done, in turn.</param>
internal sealed record ReferenceRun(int Otus, IReadOnlyList<ReferenceRun.Part> Parts)
{
    private static readonly string[] Typed = ["r", "ri", "rin", "ring", "ringspot", "NC_0", "PPV", "zz"];

    /// <summary>One thing that was done.</summary>
    /// <param name="Name">What.</param>
    /// <param name="Seconds">How long it took.</param>
    /// <param name="Megabytes">The most memory that was resident meanwhile above what was before, in MB (10^6 bytes).</param>
    internal sealed record Part(string Name, double Seconds, double Megabytes);

    /// <summary>Does all of it.</summary>
    public static async Task<ReferenceRun> OfAsync(string path, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        await using var services = Services(folder.Path);
        await services.EnsureCollectionsAsync(cancellation);
        var parts = new List<Part>();
        var tasks = services.GetRequiredService<ReferenceTasks>();
        var references = services.GetRequiredService<Collection<Reference>>();

        parts.Add(await MeasureAsync("Check alone", () => Task.FromResult(ReferenceFileCheck.Run(ReferenceFile.Of(() => File.OpenRead(path)), null, cancellation))));
        Reference reference = null!;
        parts.Add(await MeasureAsync("Import", async () =>
        {
            (reference, var task) = await tasks.ImportAsync(Viewer.Server, new ReferenceDraft("Viruses"), new ReferenceImport(Path.GetFileName(path)), id => PlaceAsync(services, path, id), cancellation);
            await RunAsync(services, task, cancellation);
        }));
        reference = (await references.GetAsync(reference.Id, cancellation))!;
        parts.Add(await SearchAsync(services, reference, cancellation));
        var (whole, tool) = await new IndexBuild(services).RunAsync(reference, cancellation);
        parts.Add(new Part("Index", whole, 0));
        parts.Add(new Part("Index, without bowtie2-build", whole - tool, 0));
        parts.Add(await MeasureAsync("Export", async () =>
        {
            var export = services.GetRequiredService<ReferenceExport>();
            await export.WriteAsync(await export.PlanAsync(Viewer.Server, reference.Id, ExportScope.Unverified, cancellation), Stream.Null, cancellation: cancellation);
        }));
        parts.Add(await MeasureAsync("Copy", async () => await RunAsync(services, (await tasks.CloneAsync(Viewer.Server, new ReferenceDraft(null), reference.Id, cancellation)).Task, cancellation)));
        parts.Add(await MeasureAsync("Removal", async () => await RunAsync(services, await tasks.RemoveAsync(Viewer.Server, reference.Id, cancellation), cancellation)));
        return new ReferenceRun(reference.OtuCount, parts);
    }

    private static ServiceProvider Services(string folder) => new ServiceCollection()
        .AddLogging()
        .AddSingleton(new DataFolder(folder))
        .AddSingleton(new ConfiguredLimits())
        .AddSingleton(TimeProvider.System)
        .AddData(folder, new DatabaseOptions())
        .AddDomain()
        .AddReferenceTasks()
        .AddSingleton<IndexRetention>()
        .AddSingleton<BuildIndexWorkflow>()
        .BuildServiceProvider();

    // The page of an index of viruses as somebody types, each with its total.
    private static async Task<Part> SearchAsync(ServiceProvider services, Reference reference, CancellationToken cancellation)
    {
        var otus = services.GetRequiredService<Collection<Otu>>();
        var service = services.GetRequiredService<OtuService>();
        var longest = 0.0;
        foreach (var text in Typed.Concat(Typed))
        {
            var watch = Stopwatch.StartNew();
            await WindowState<Otu>.ReadAsync(otus, service.Search(reference, text).Window(0, 50), cancellation);
            longest = Math.Max(longest, watch.Elapsed.TotalSeconds);
        }

        return new Part("Longest search", longest, 0);
    }

    private static Task PlaceAsync(ServiceProvider services, string path, string taskId)
    {
        var data = services.GetRequiredService<DataFolder>();
        Directory.CreateDirectory(data.Tasks);
        File.Copy(path, data.TaskFile(taskId));
        return Task.CompletedTask;
    }

    private static Task RunAsync(ServiceProvider services, ServerTask task, CancellationToken cancellation) => services.GetServices<ITaskKind>()
        .Single(kind => kind.Type == task.Type)
        .RunAsync(new TaskContext(task, services.GetRequiredService<Collection<ServerTask>>(), TimeProvider.System), cancellation);

    private static async Task<Part> MeasureAsync(string name, Func<Task> action)
    {
        var before = PeakMemory.Forget();
        var watch = Stopwatch.StartNew();
        await action();
        return new Part(name, watch.Elapsed.TotalSeconds, PeakMemory.Read() - before);
    }
}
