using Virtool.Domain.Analyses;
using Virtool.Domain.Files;
using Virtool.Domain.Indexes;
using Virtool.Domain.Jobs;
using Virtool.Domain.References;
using Virtool.Domain.Samples;
using Virtool.Domain.Settings;
using Virtool.Domain.Subtractions;
using Virtool.Domain.Trash;
using Virtool.Domain.Uploads;
using Virtool.Domain.Users;

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
        Sample = analysis.Sample,
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
            Archived = false,
            Pathoscope = Tag(sample.Pathoscope),
            Nuvs = Tag(sample.Nuvs),
            rights.Group,
            rights.GroupRead,
            rights.GroupWrite,
            rights.AllRead,
            rights.AllWrite,
        };
    }

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
