using Virtool.Data.Documents;
using Virtool.Domain.Analyses;
using Virtool.Domain.Blasts;
using Virtool.Domain.Files;
using Virtool.Domain.Groups;
using Virtool.Domain.Jobs;
using Virtool.Domain.Labels;
using Virtool.Domain.Quality;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Settings;
using Virtool.Domain.Subtractions;
using Virtool.Domain.Tasks;
using Virtool.Domain.Trash;
using Virtool.Domain.Trimming;
using Virtool.Domain.Uploads;
using Virtool.Domain.Users;

namespace Virtool.App.Api;

/// <summary>Documents in short: as they stand in the lists of the API and in the messages of the change hub.</summary>
internal static partial class Projections
{
    /// <summary>An analysis, without its hits.</summary>
    public static object Of(Analysis analysis) => new
    {
        analysis.Id,
        analysis.Workflow,
        Algorithm = Algorithms.Of(analysis.Workflow),
        analysis.CreatedAt,
        Ready = analysis.State == AnalysisState.Ready,
        analysis.State,
        Job = Stubs.Id(analysis.JobId),
        analysis.Index,
        analysis.Reference,
        User = Stubs.User(analysis.User),
        analysis.Sample,
        analysis.Subtractions,
        analysis.ReadsVersion,
        RerunOf = Stubs.Id(analysis.RerunOf),
        analysis.HitCount,
        analysis.ContigCount,
        analysis.TopHits,
    };

    /// <summary>A stored file.</summary>
    public static object Of(StoredFile file) => new
    {
        file.Id,
        file.Name,
        file.Type,
        User = file.User is null ? null : Stubs.User(file.User),
        file.UploadedAt,
        file.ExpiresAt,
        file.Reserved,
        file.Ready,
        file.Size,
        file.Sha256,
        file.ReadCount,
        file.Warning,
    };

    /// <summary>An import.</summary>
    public static object Of(Import import) => new
    {
        import.Id,
        import.Name,
        import.Type,
        User = import.User is null ? null : Stubs.User(import.User),
        import.State,
        import.Problem,
        import.Reason,
        import.BrokenLine,
        import.BrokenByte,
        import.QuarantinedAt,
        import.Anyway,
        import.Progress,
        import.Size,
        import.Sha256,
        import.ReadCount,
        File = Stubs.Id(import.FileId),
        Sample = Stubs.Id(import.SampleId),
        SameAs = Stubs.Id(import.SameAs),
        import.DiscoveredAt,
        import.ChangedAt,
    };

    /// <summary>A task of the server.</summary>
    public static object Of(ServerTask task) => new
    {
        task.Id,
        task.Type,
        task.Subject,
        task.State,
        task.Step,
        task.Progress,
        Complete = task.State == TaskState.Complete,
        task.Error,
        task.Problems,
        task.ProblemCount,
        User = Stubs.User(task.User),
        task.CreatedAt,
        task.StartedAt,
        task.EndedAt,
    };

    /// <summary>A job, without its arguments, steps and history.</summary>
    public static object Of(Job job) => new
    {
        job.Id,
        job.Task,
        job.State,
        job.Stage,
        job.Progress,
        job.Reason,
        job.ExpectedAt,
        job.Priority,
        job.Proc,
        job.Mem,
        job.Subject,
        job.Retryable,
        User = Stubs.User(job.User),
        job.CreatedAt,
        job.StartedAt,
        job.FinishedAt,
    };

    /// <summary>An upload whose bytes come in parts.</summary>
    public static object Of(Upload upload) => new
    {
        upload.Id,
        upload.Name,
        upload.Type,
        User = Stubs.User(upload.User),
        upload.Size,
        upload.Received,
        upload.State,
        upload.Reason,
        upload.CreatedAt,
        upload.ChangedAt,
        upload.ExpiresAt,
        Import = Stubs.Id(upload.ImportId),
    };

    /// <summary>A sample, without its files and its quality.</summary>
    public static object Of(Sample sample)
    {
        var rights = SampleRights.Of(sample.Access);
        return new
        {
            sample.Id,
            sample.Name,
            sample.Host,
            sample.Isolate,
            sample.CreatedAt,
            User = Stubs.User(sample.User),
            Imported = Imported(sample),
            Ready = sample.State == SampleState.Ready,
            sample.State,
            sample.Archived,
            sample.Labels,
            sample.LibraryType,
            Pathoscope = Tag(sample.Pathoscope),
            Nuvs = Tag(sample.Nuvs),
            rights.Group,
            rights.GroupRead,
            rights.GroupWrite,
            rights.AllRead,
            rights.AllWrite,
        };
    }

    /// <summary>Trimmed reads, without their parameters and their quality.</summary>
    public static object Of(TrimmedReads cache) => new
    {
        cache.Id,
        cache.CreatedAt,
        Files = cache.Files.Select((file, index) => new
        {
            file.Name,
            file.Size,
            file.ReadCount,
            DownloadUrl = $"/download/caches/{cache.Id}/{SampleRules.ReadsName(index + 1)}",
        }),
        Hash = TrimRules.HashOf(cache.Parameters),
        cache.Program,
        cache.Ready,
        cache.Sample,
    };

    /// <summary>The quality of reads; null: it was not measured.</summary>
    public static object? Of(ReadQuality? quality) => quality is null ? null : new
    {
        quality.Count,
        quality.Encoding,
        quality.Length,
        quality.Gc,
        quality.Bases,
        quality.Composition,
        quality.Sequences,
    };

    /// <summary>A label.</summary>
    public static object Of(Label label) => new
    {
        label.Id,
        label.Name,
        label.Color,
        label.Description,
        label.CreatedAt,
        User = Stubs.User(label.User),
    };

    /// <summary>The settings, in the words of the first API as far as that had them.</summary>
    public static object Of(ServerSettings settings) => new
    {
        settings.Id,
        settings.Limits,
        settings.Workflows,
        settings.AgingHours,
        settings.SampleGroup,
        settings.SampleGroupRead,
        settings.SampleGroupWrite,
        settings.SampleAllRead,
        settings.SampleAllWrite,
        settings.SampleUniqueNames,
        settings.HmmSlug,
        EnableApi = settings.Api.Keys,
        settings.Users.MinimumPasswordLength,
    };

    /// <summary>A search for sequences like a contig.</summary>
    /// <param name="blast">The search.</param>
    /// <param name="page">The page at NCBI that shows it; null: there is none.</param>
    public static object Of(Blast blast, Uri? page) => new
    {
        blast.Id,
        Analysis = Stubs.Id(blast.AnalysisId),
        SequenceIndex = blast.ContigIndex,
        blast.State,
        Ready = blast.State == BlastState.Ready,
        blast.Local,
        blast.Rid,
        Url = page,
        User = Stubs.User(blast.User),
        blast.CreatedAt,
        blast.SentAt,
        blast.LastCheckedAt,
        blast.NextCheckAt,
        blast.Interval,
        blast.Trouble,
        blast.Error,
        blast.FinishedAt,
        Result = blast.State == BlastState.Ready ? new { Program = "blastn", Version = blast.Program, blast.Target, blast.Hits } : null,
    };

    /// <summary>A subtraction.</summary>
    public static object Of(Subtraction subtraction) => new
    {
        subtraction.Id,
        subtraction.Name,
        subtraction.Nickname,
        subtraction.CreatedAt,
        subtraction.File,
        User = Stubs.User(subtraction.User),
        Job = Stubs.Id(subtraction.JobId),
        subtraction.Ready,
    };

    /// <summary>What is in the trash, without the documents that come back with it.</summary>
    public static object Of(TrashItem item) => new
    {
        item.Id,
        item.Name,
        item.Kind,
        item.From,
        item.State,
        item.HasFile,
        item.Size,
        item.RemovedAt,
        item.PurgeAt,
        By = item.By is null ? null : Stubs.User(item.By),
        Owner = item.Owner is null ? null : Stubs.User(item.Owner),
        item.Why,
    };

    /// <summary>A group.</summary>
    public static object Of(Group group) => new { group.Id, group.Name, Permissions = Permitted(group.Permissions), group.CreatedAt };

    /// <summary>Each permission, and whether it is given.</summary>
    public static IReadOnlyDictionary<string, bool> Permitted(IEnumerable<Permission> given) =>
        Enum.GetValues<Permission>().ToDictionary(permission => Json.Word(permission), permission => given.Contains(permission));

    /// <summary>How a user likes to work.</summary>
    public static object Of(Preferences preferences) => new
    {
        preferences.SkipQuickAnalyzeDialog,
        preferences.ShowIds,
        preferences.ShowVersions,
        preferences.QuickAnalyzeWorkflow,
        QuickAnalyzeAlgorithm = Algorithms.Of(preferences.QuickAnalyzeWorkflow),
    };

    /// <summary>A user: nothing that signing in takes.</summary>
    public static object Of(User user) => new { user.Id, user.Handle, user.Administrator, user.Active };

    /// <summary><c>"ip"</c> while the sample is being made, as clients of the first API test it.</summary>
    public static object Imported(Sample sample) => sample.State == SampleState.Creating ? "ip" : (object)(sample.State == SampleState.Ready);

    /// <summary>What a sample has of a workflow, as clients of the first API test it.</summary>
    public static object Tag(AnalysisTag tag) => tag switch
    {
        AnalysisTag.InProgress => "ip",
        AnalysisTag.Ready => true,
        AnalysisTag.None => false,
        _ => throw new ArgumentOutOfRangeException(nameof(tag)),
    };
}
