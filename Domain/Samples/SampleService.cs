using System.Globalization;
using System.Text.Json.Nodes;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.Quality;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;

namespace Virtool.Domain.Samples;

/// <summary>What people, rules and programs do with samples.</summary>
/// <param name="samples">The samples.</param>
/// <param name="files">The stored files.</param>
/// <param name="qualities">The qualities of reads.</param>
/// <param name="jobs">The jobs.</param>
/// <param name="settings">What new samples are given.</param>
/// <param name="time">The clock.</param>
public sealed class SampleService(
    Collection<Sample> samples,
    Collection<StoredFile> files,
    Collection<ReadQuality> qualities,
    Collection<Job> jobs,
    SettingsService settings,
    TimeProvider time)
{
    /// <summary>The workflow that takes a sample's reads in.</summary>
    public const string CreateWorkflow = "create_sample";

    /// <summary>The sample.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public async Task<Sample> GetAsync(Viewer viewer, string id, CancellationToken cancellation = default) =>
        await samples.GetAsync(viewer, id, cancellation) ?? throw new NotFoundException("There is no such sample.");

    /// <summary>The sample alone, as long as the viewer may see it.</summary>
    public Query<Sample> ById(Viewer viewer, string id) => Query<Sample>.ById(id).Readable(viewer);

    /// <summary>The quality of the sample's reads; null until it was measured.</summary>
    /// <param name="sample">One that the viewer may see.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<ReadQuality?> QualityAsync(Sample sample, CancellationToken cancellation = default) => qualities.GetAsync(sample.Id, cancellation);

    /// <summary>The quality of the reads of a sample that the viewer may see.</summary>
    public Query<ReadQuality> QualityOf(Sample sample) => Query<ReadQuality>.ById(sample.Id);

    /// <summary>Newest first; <paramref name="text"/> is looked for in name, host, isolate, place and user.</summary>
    public Query<Sample> Search(Viewer viewer, string? text = null)
    {
        var query = Query<Sample>.All.Readable(viewer).OrderBy(sample => sample.CreatedAt, descending: true);
        return string.IsNullOrWhiteSpace(text) ? query : query.Where(Where<Sample>.Contains(sample => sample.Search, text.Trim()));
    }

    /// <summary>The name, or where it is taken the first free one of "name (2)", "name (3)" …</summary>
    public async Task<string> FreeNameAsync(string wanted, CancellationToken cancellation = default)
    {
        var name = wanted;
        for (var number = 2; await samples.FirstAsync(Where<Sample>.Is(sample => sample.Name, name), cancellation) is not null; number++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{wanted} ({number})");
        }

        return name;
    }

    /// <summary>A sample that waits for its job; its files are reserved, and an analysis is wanted with each reference.</summary>
    /// <param name="draft">What it is to be.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ArgumentException">It has neither one mate nor two, or they have no files, or not as many.</exception>
    public async Task<SampleCreation> PrepareAsync(SampleDraft draft, CancellationToken cancellation = default)
    {
        var lanes = draft.Mates.Count is 1 or 2 ? draft.Mates[0].Count : 0;
        if (lanes == 0 || draft.Mates[^1].Count != lanes)
        {
            throw new ArgumentException("A sample has one file of reads, or two mates, each of as many lanes.", nameof(draft));
        }

        var access = SampleRules.DefaultAccess(await settings.GetAsync(cancellation), draft.Group);
        var readers = RightsRules.ReadersOf(draft.User, access);
        var now = time.GetUtcNow();
        var id = Ids.New();
        var reads = draft.Mates.SelectMany(mate => mate).ToList();
        var arguments = new JsonObject { ["sample_id"] = id, ["files"] = new JsonArray([.. reads.Select(file => (JsonNode)file.Id)]), ["lanes"] = lanes };
        var job = JobRules.Create(CreateWorkflow, new Subject(samples.Name, id, draft.Name), readers, draft.User, arguments, now);
        var sample = SampleOf(draft) with
        {
            Id = id,
            CreatedAt = now,
            JobId = job.Id,
            Access = access,
            Readers = readers,
        };
        return new SampleCreation(sample, job, [samples.ToInsert(sample), jobs.ToInsert(job), .. reads.Select(file => files.ToReplace(file.TakenBy(sample)))]);
    }

    private static Sample SampleOf(SampleDraft draft) => new()
    {
        Id = "",
        Name = draft.Name,
        User = draft.User,
        Host = draft.Host,
        Isolate = draft.Isolate,
        Locale = draft.Locale,
        LibraryType = draft.LibraryType,
        Labels = draft.Labels,
        Paired = draft.Mates.Count == 2,
        Subtractions = draft.Subtractions,
        State = SampleState.Creating,
        Warnings = draft.Warnings,
        Files = [.. draft.Mates.Select((lanes, index) => SampleRules.FileOf(lanes, index + 1))],
        Requested = [.. draft.References.Select(reference => new AnalysisRequest(Ids.New(), "pathoscope", reference, draft.Subtractions, draft.User))],
        HasOpenRequests = draft.References.Count > 0,
        Search = SampleRules.SearchText(draft.Name, draft.Host, draft.Isolate, draft.Locale, draft.User.Name),
    };
}
