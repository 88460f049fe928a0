using Virtool.Data.Documents;
using Virtool.Domain.Analyses;
using Virtool.Domain.Blasts;
using Virtool.Domain.Files;
using Virtool.Domain.Groups;
using Virtool.Domain.History;
using Virtool.Domain.Hmms;
using Virtool.Domain.Indexes;
using Virtool.Domain.Jobs;
using Virtool.Domain.Labels;
using Virtool.Domain.References;
using Virtool.Domain.Releases;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Settings;
using Virtool.Domain.Subtractions;
using Virtool.Domain.Tasks;
using Virtool.Domain.Trash;
using Virtool.Domain.Trimming;
using Virtool.Domain.Uploads;
using Virtool.Domain.Users;
using Virtool.Jobs.Hmms;
using Virtool.Jobs.Releases;

namespace Virtool.App.Api;

/// <summary>Documents in short: as they stand in the lists of the API and in the messages of the change hub.</summary>
internal static class Projections
{
    /// <summary>An analysis, without its hits.</summary>
    public static object Of(Analysis analysis) => new
    {
        analysis.Id,
        analysis.Workflow,
        Algorithm = Algorithm(analysis),
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

    /// <summary>A change of a virus, without the difference.</summary>
    public static object Of(Change change) => new
    {
        change.Id,
        change.Number,
        change.MethodName,
        change.Description,
        change.CreatedAt,
        Otu = new { change.Otu.Id, change.Otu.Name, Version = change.Removed ? (object)"removed" : change.OtuVersion },
        Reference = Stubs.Id(change.ReferenceId),
        User = Stubs.User(change.User),
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

    /// <summary>An index, without the versions that are in it.</summary>
    public static object Of(ReferenceIndex index) => new
    {
        index.Id,
        index.Version,
        index.CreatedAt,
        index.Reference,
        User = Stubs.User(index.User),
        Job = Stubs.Id(index.JobId),
        index.Ready,
        index.HasFiles,
        index.ChangeCount,
        index.ModifiedOtuCount,
        index.OtuCount,
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

    /// <summary>A virus, without its isolates.</summary>
    public static object Of(Otu otu) => new { otu.Id, otu.Abbreviation, otu.Name, otu.Reference, otu.Verified, otu.Version };

    /// <summary>A reference.</summary>
    public static object Of(Reference reference) => new
    {
        reference.Id,
        reference.Name,
        reference.Organism,
        reference.DataType,
        reference.CreatedAt,
        User = Stubs.User(reference.User),
        LatestBuild = reference.LatestIndex,
        reference.Ready,
        reference.Archived,
        reference.OtuCount,
        reference.InternalControl,
        reference.ClonedFrom,
        reference.ImportedFrom,
        RemotesFrom = reference.Remote is { } remote ? new { remote.Slug } : null,
        Process = Stubs.Id(reference.TaskId),
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

    /// <summary>A sequence, without its nucleotides.</summary>
    public static object Of(Sequence sequence) => new
    {
        sequence.Id,
        sequence.Accession,
        sequence.Definition,
        sequence.Host,
        sequence.Segment,
        sequence.OtuId,
        sequence.IsolateId,
        Reference = Stubs.Id(sequence.ReferenceId),
    };

    /// <summary>The settings.</summary>
    public static object Of(ServerSettings settings) => new { settings.Id, settings.Limits, settings.Workflows, settings.AgingHours };

    /// <summary>What is known of newer releases of this software.</summary>
    public static object Of(Software software)
    {
        var newer = SoftwareReleases.Newer(software);
        return new
        {
            software.Id,
            SoftwareReleases.Version,
            software.Slug,
            Release = newer.Count == 0 ? null : Of(newer[0], isNewer: true),
            software.CheckedAt,
            software.NextCheckAt,
            software.Error,
            Updating = false,
        };
    }

    /// <summary>A release.</summary>
    /// <param name="release">The release.</param>
    /// <param name="isNewer">Whether it is newer than what is installed.</param>
    public static object Of(Release release, bool isNewer) => new
    {
        release.Id,
        release.Name,
        release.Tag,
        release.Body,
        release.Etag,
        release.Filename,
        release.Size,
        release.HtmlUrl,
        release.DownloadUrl,
        release.PublishedAt,
        release.ContentType,
        release.RetrievedAt,
        Prerelease = release.PreRelease,
        Newer = isNewer,
    };

    /// <summary>A profile, without its members.</summary>
    public static object Of(Hmm hmm) => new { hmm.Id, hmm.Cluster, hmm.Names, hmm.Count, hmm.Families };

    /// <summary>Which profiles are installed, and which could be.</summary>
    public static object Of(HmmStatus status) => new
    {
        status.Id,
        status.Installed,
        status.Source,
        status.Sha256,
        status.Count,
        status.InstalledAt,
        User = status.User is null ? null : Stubs.User(status.User),
        Process = Stubs.Id(status.TaskId),
        status.Slug,
        Release = status.Newest is null ? null : Of(status.Newest, HmmReleases.IsNewer(status)),
        Updates = status.Release is null ? [] : new[] { Of(status.Release, isNewer: false) },
        Errors = status.Error is null ? [] : new[] { status.Error },
        status.CheckedAt,
        status.NextCheckAt,
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

    /// <summary>A user: nothing that signing in takes.</summary>
    public static object Of(User user) => new { user.Id, user.Handle, user.Administrator, user.Active };

    /// <summary>The workflow by the name that the first API gave it.</summary>
    public static string Algorithm(Analysis analysis) => analysis.Workflow == AnalysisService.Pathoscope ? "pathoscope_bowtie" : analysis.Workflow;

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
