using System.Security.Cryptography;
using Spectre.Console;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Domain.Analyses;
using Virtool.Domain.Files;
using Virtool.Domain.Indexes;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.Otus;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Subtractions;
using Virtool.Domain.Uploads;
using Virtool.Domain.Users;
using Virtool.Domain.Watching;
using Virtool.Files.Uploads;

namespace Virtool.App.Demo;

/// <summary>
/// The main job: a reference and a subtraction are built, a rule is set, reads are dropped into the watched folder, and all that follows is
/// only watched. On a data folder that has been used before, what is there is taken.
/// </summary>
/// <param name="services">The running server's.</param>
/// <param name="examples">The data.</param>
/// <param name="terminal">Where progress is shown.</param>
internal sealed class MainJob(IServiceProvider services, DemoExamples examples, IAnsiConsole terminal)
{
    private const string ReferenceName = "Bee viruses";
    private const string SubtractionName = "Phage lambda (spike-in)";
    private const string ReadsName = "honey_bee_SRR059298.fastq.gz";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs it to its end.</summary>
    /// <returns>The ready analysis; null where a job failed, which was said.</returns>
    public async Task<Analysis?> RunAsync(CancellationToken cancellation)
    {
        var administrator = await AdministratorAsync(cancellation);
        Analysis? analysis = null;
        await terminal.Progress()
            .AutoClear(false)
            .HideCompleted(false)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async progress => analysis = await RunAsync(administrator, progress, cancellation));
        return analysis;
    }

    private async Task<Analysis?> RunAsync(Viewer administrator, ProgressContext progress, CancellationToken cancellation)
    {
        var reference = await ReferenceAsync(administrator, cancellation);
        var subtraction = await SubtractionAsync(administrator, cancellation);
        var builds = new List<Task<Job>> { FollowAsync(progress, "Build the subtraction", subtraction.JobId, cancellation) };
        if (reference.LatestIndex is null)
        {
            var index = await Service<IndexService>().BuildAsync(administrator, reference.Id, cancellation);
            builds.Add(FollowAsync(progress, "Build the reference's index", index.JobId, cancellation));
        }

        foreach (var build in await Task.WhenAll(builds))
        {
            if (Failed(build))
            {
                return null;
            }
        }

        await DropReadsAsync(administrator, reference, subtraction, cancellation);
        if (await ImportAsync(progress, cancellation) is not { } sampleId)
        {
            return null;
        }

        var sample = await Service<Collection<Sample>>().GetAsync(sampleId, cancellation) ?? throw new InvalidOperationException("The import's sample is gone.");
        if (Failed(await FollowAsync(progress, "Make the sample", sample.JobId!, cancellation)))
        {
            return null;
        }

        var analysis = await WaitAsync(
            async () => await Service<Collection<Analysis>>().FirstAsync(Where<Analysis>.Is(one => one.Sample.Id, sampleId), cancellation), cancellation);
        return Failed(await FollowAsync(progress, "Pathoscope", analysis.JobId, cancellation))
            ? null
            : await Service<Collection<Analysis>>().GetAsync(analysis.Id, cancellation);
    }

    /// <summary>The administrator in whose name all is done; made, with a password that is shown once, where there is no user.</summary>
    private async Task<Viewer> AdministratorAsync(CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserService>();
        if (!await users.AnyAsync(cancellation))
        {
            var password = RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 12);
            await users.CreateAsync(Viewer.Server, "admin", password, administrator: true, cancellation);
            terminal.WriteLine($"Sign in as admin with the password {password} (it is shown only this once).");
        }

        var user = await Service<Collection<User>>().FirstAsync(Where<User>.Is(one => one.Administrator, true), cancellation);
        return user is null ? Viewer.Server : new Viewer(user.Id, user.Handle, Administrator: true, new HashSet<Permission>());
    }

    private async Task<Reference> ReferenceAsync(Viewer administrator, CancellationToken cancellation)
    {
        var references = Service<ReferenceService>();
        if (await Service<Collection<Reference>>().FirstAsync(Where<Reference>.Is(one => one.Name, ReferenceName), cancellation) is { } there)
        {
            return there;
        }

        var reference = await references.CreateAsync(administrator, ReferenceName, "Two viruses of honey bees and their recombinants.", cancellation);
        foreach (var otu in examples.Otus())
        {
            await Service<OtuService>().CreateAsync(administrator, reference.Id, otu, cancellation);
        }

        return reference;
    }

    private async Task<Subtraction> SubtractionAsync(Viewer administrator, CancellationToken cancellation)
    {
        if (await Service<Collection<Subtraction>>().FirstAsync(Where<Subtraction>.Is(one => one.Name, SubtractionName), cancellation) is { } there)
        {
            return there;
        }

        await using var genome = File.OpenRead(examples.Lambda);
        var file = await Service<DirectUpload>().StoreAsync(
            administrator, new UploadDraft(Path.GetFileName(examples.Lambda), FileType.Subtraction, genome.Length), genome, cancellation);
        return await Service<SubtractionService>().CreateAsync(administrator, SubtractionName, file.Id, cancellation: cancellation);
    }

    private async Task DropReadsAsync(Viewer administrator, Reference reference, Subtraction subtraction, CancellationToken cancellation)
    {
        var watching = Service<WatchingService>();
        var folder = (await watching.AllAsync(cancellation))[0];
        folder = await watching.UpdateAsync(
            administrator,
            folder with
            {
                SettleSeconds = 0.5,
                Rule = new ImportRule
                {
                    MakeSamples = true,
                    References = [new Link(reference.Id, reference.Name)],
                    Subtractions = [new Link(subtraction.Id, subtraction.Name)],
                },
            },
            cancellation);
        Directory.CreateDirectory(folder.Path);
        var target = Path.Combine(folder.Path, ReadsName);
        if (!File.Exists(target))
        {
            File.Copy(examples.Reads, target);
        }
    }

    /// <summary>Follows the reads from the watched folder into their sample.</summary>
    private async Task<string?> ImportAsync(ProgressContext progress, CancellationToken cancellation)
    {
        var task = progress.AddTask("Verify the reads");
        var imports = Service<Collection<Import>>();
        var import = await WaitAsync(
            async () =>
            {
                var seen = await imports.FirstAsync(Where<Import>.Is(one => one.Name, ReadsName), cancellation);
                task.Value = seen is null ? 0 : seen.State is ImportState.Stored ? 100 : seen.Progress * 100;
                return seen is { SampleId: not null } or { State: ImportState.Quarantined or ImportState.Duplicate } ? seen : null;
            },
            cancellation);
        task.Value = 100;
        if (import.SampleId is null)
        {
            terminal.WriteLine(import.Reason ?? "The reads were not taken.");
        }

        return import.SampleId;
    }

    private async Task<Job> FollowAsync(ProgressContext progress, string what, string jobId, CancellationToken cancellation)
    {
        var task = progress.AddTask(what);
        return await WaitAsync(
            async () =>
            {
                var job = await Service<Collection<Job>>().GetAsync(jobId, cancellation) ?? throw new InvalidOperationException("A followed job is gone.");
                task.Value = job.Progress * 100;
                return job.IsOver() ? job : null;
            },
            cancellation);
    }

    private bool Failed(Job job)
    {
        if (job.State == JobState.Complete)
        {
            return false;
        }

        terminal.WriteLine(job.Error?.Message ?? $"The job {job.Id} was cancelled.");
        foreach (var line in job.Error?.Details ?? [])
        {
            terminal.WriteLine($"  {line}");
        }

        return true;
    }

    private async Task<T> WaitAsync<T>(Func<Task<T?>> look, CancellationToken cancellation)
        where T : Document
    {
        using var timer = new PeriodicTimer(Look, Service<TimeProvider>());
        while (true)
        {
            if (await look() is { } found)
            {
                return found;
            }

            await timer.WaitForNextTickAsync(cancellation);
        }
    }

    private T Service<T>()
        where T : notnull => services.GetRequiredService<T>();
}
