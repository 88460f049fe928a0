using Virtool.Data.Store;
using Virtool.Domain.Analyses;
using Virtool.Domain.Files;
using Virtool.Domain.Indexes;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Subtractions;
using Virtool.Domain.Tasks;
using Virtool.Domain.Uploads;
using Virtool.Files.Uploads;

namespace Virtool.App.Analyse;

/// <summary>What is done on the data folder of an analysis without a server: reference, subtractions and sample are made, and the sample is analysed.</summary>
/// <param name="services">The host's.</param>
/// <param name="input">What is analysed.</param>
/// <param name="tell">Told how far it is, 0 to 1, and what is done.</param>
internal sealed class AnalyseWork(IServiceProvider services, AnalyseInput input, Action<double, string> tell)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly List<string> _jobs = [];

    /// <summary>Does it.</summary>
    /// <returns>The ready analysis.</returns>
    /// <exception cref="AnalyseFailedException">Something of it failed.</exception>
    public async Task<Analysis> RunAsync(CancellationToken cancellation)
    {
        try
        {
            var reference = await ReferenceAsync(cancellation);
            var subtractions = await SubtractionsAsync(cancellation);
            var sample = await SampleAsync(subtractions, cancellation);
            var draft = new AnalysisDraft(AnalysisService.Pathoscope, reference.Id) { MapsWholeLibrary = input.MapsWholeLibrary };
            var analysis = await Service<AnalysisService>().RequestAsync(Viewer.Server, sample.Id, draft, cancellation);
            await FollowAsync(analysis.JobId, 0.5, 1, "Pathoscope", cancellation);
            return await Service<AnalysisService>().GetAsync(Viewer.Server, analysis.Id, cancellation);
        }
        catch (Exception exception) when (exception is RefusedException or BadRequestException)
        {
            throw new AnalyseFailedException(exception.Message, isInput: true);
        }
    }

    /// <summary>Ends the jobs that go on, with their tools.</summary>
    public async Task EndJobsAsync()
    {
        foreach (var id in _jobs)
        {
            if (!(await Service<JobService>().GetAsync(Viewer.Server, id)).IsOver())
            {
                await Service<JobService>().CancelAsync(Viewer.Server, id);
            }

            while (!(await Service<JobService>().GetAsync(Viewer.Server, id)).IsOver())
            {
                await Task.Delay(Look, Service<TimeProvider>());
            }
        }
    }

    private async Task<Reference> ReferenceAsync(CancellationToken cancellation)
    {
        var data = Service<DataFolder>();
        var import = new ReferenceImport(input.Reference.Name) { Headers = input.Headers ?? AnalyseInput.UsualHeaders };
        var (reference, task) = await Service<ReferenceTasks>().ImportAsync(
            Viewer.Server, new ReferenceDraft(NameOf(input.Reference)), import, id => PlaceAsync(input.Reference, data.TaskFile(id), cancellation), cancellation);
        var tasks = Service<TaskService>();
        for (var now = task; !now.IsOver || now.State != TaskState.Complete; now = await tasks.GetAsync(Viewer.Server, task.Id, cancellation))
        {
            if (now.IsOver)
            {
                throw new AnalyseFailedException(
                    string.Join(Environment.NewLine, now.Problems.Select(problem => $"{problem.Where}: {problem.What} {problem.ToDo}").Prepend(now.Error ?? "The reference could not be read.")),
                    isInput: now.ProblemCount > 0);
            }

            tell(now.Progress * 0.1, "Reading the reference");
            await Task.Delay(Look, Service<TimeProvider>(), cancellation);
        }

        var index = await Service<IndexService>().BuildAsync(Viewer.Server, reference.Id, cancellation);
        await FollowAsync(index.JobId, 0.1, 0.2, "Building the index of the reference", cancellation);
        return await Service<ReferenceService>().GetAsync(Viewer.Server, reference.Id, cancellation);
    }

    private async Task<IReadOnlyList<Link>> SubtractionsAsync(CancellationToken cancellation)
    {
        var made = new List<Link>();
        foreach (var (at, genome) in input.Subtractions.Index())
        {
            var (from, to) = (0.2 + (0.2 * at / input.Subtractions.Count), 0.2 + (0.2 * (at + 1) / input.Subtractions.Count));
            tell(from, $"Reading {genome.Name}");
            var file = await StoreAsync(genome, FileType.Subtraction, cancellation);
            var name = made.Any(link => link.Name == NameOf(genome)) ? $"{NameOf(genome)} ({at + 1})" : NameOf(genome);
            var subtraction = await Service<SubtractionService>().CreateAsync(Viewer.Server, name, file.Id, cancellation: cancellation);
            await FollowAsync(subtraction.JobId, from, to, $"Building the index of {genome.Name}", cancellation);
            made.Add(new Link(subtraction.Id, subtraction.Name));
        }

        return made;
    }

    private async Task<Sample> SampleAsync(IReadOnlyList<Link> subtractions, CancellationToken cancellation)
    {
        var files = new List<StoredFile>();
        foreach (var mate in input.Reads)
        {
            tell(0.4, $"Verifying {mate.Name}");
            files.Add(await StoreAsync(mate, FileType.Reads, cancellation));
        }

        if (files.DistinctBy(file => file.Id).Count() < files.Count)
        {
            throw new AnalyseFailedException("Both files of reads are the same. Give the two mates.", isInput: true);
        }

        var draft = SampleDraft.Of(NameOf(input.Reads[0]), new Link(Viewer.Server.UserId, Viewer.Server.Handle), files) with { Subtractions = subtractions };
        var creation = await Service<SampleService>().PrepareAsync(draft, cancellation);
        await Service<IDocumentStore>().BatchAsync(creation.Writes, cancellation);
        await FollowAsync(creation.Job.Id, 0.45, 0.5, "Taking the reads in", cancellation);
        return await Service<SampleService>().GetAsync(Viewer.Server, creation.Sample.Id, cancellation);
    }

    private async Task<StoredFile> StoreAsync(FileInfo file, FileType type, CancellationToken cancellation)
    {
        await using var content = file.OpenRead();
        return await Service<DirectUpload>().StoreAsync(Viewer.Server, new UploadDraft(file.Name, type, file.Length), content, cancellation);
    }

    private async Task FollowAsync(string jobId, double from, double to, string what, CancellationToken cancellation)
    {
        _jobs.Add(jobId);
        while (true)
        {
            var job = await Service<JobService>().GetAsync(Viewer.Server, jobId, cancellation);
            if (job.State == JobState.Complete)
            {
                return;
            }

            if (job.IsOver())
            {
                throw new AnalyseFailedException(
                    string.Join(Environment.NewLine, (job.Error?.Details ?? []).Select(line => $"  {line}").Prepend(job.Error?.Message ?? $"{what} was cancelled.")), isInput: false);
            }

            tell(from + ((to - from) * job.Progress), job.Steps.FirstOrDefault(step => step.Name == job.Stage) is { } step ? $"{what}: {step.Title}" : what);
            await Task.Delay(Look, Service<TimeProvider>(), cancellation);
        }
    }

    private static async Task PlaceAsync(FileInfo file, string path, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var source = file.OpenRead();
        await using var target = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        await source.CopyToAsync(target, cancellation);
    }

    /// <summary>A file's name without what tells its kind.</summary>
    private static string NameOf(FileInfo file)
    {
        var name = file.Name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? file.Name[..^3] : file.Name;
        return Path.GetFileNameWithoutExtension(name) is { Length: > 0 } plain ? plain : file.Name;
    }

    private T Service<T>()
        where T : notnull => services.GetRequiredService<T>();
}
