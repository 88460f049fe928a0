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

    /// <summary>A sample of one file, or of two mates in their order, that waits for its job; an analysis is wanted with each reference.</summary>
    /// <param name="name">A free name.</param>
    /// <param name="user">Its owner.</param>
    /// <param name="reads">The stored files; they are reserved.</param>
    /// <param name="subtractions">Those of the sample and of the analyses.</param>
    /// <param name="references">What it is analysed with by Pathoscope as soon as it is ready.</param>
    /// <param name="warnings">What people should know of its reads.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<SampleCreation> PrepareAsync(
        string name,
        Link user,
        IReadOnlyList<StoredFile> reads,
        IReadOnlyList<Link> subtractions,
        IReadOnlyList<Link> references,
        IReadOnlyList<string> warnings,
        CancellationToken cancellation = default)
    {
        if (reads.Count is not (1 or 2))
        {
            throw new ArgumentException("A sample has one file of reads, or two mates.", nameof(reads));
        }

        var access = SampleRules.DefaultAccess(await settings.GetAsync(cancellation));
        var readers = RightsRules.ReadersOf(user, access);
        var now = time.GetUtcNow();
        var id = Ids.New();
        var job = JobRules.Create(
            CreateWorkflow,
            new Subject(samples.Name, id, name),
            readers,
            user,
            new JsonObject { ["sample_id"] = id, ["files"] = new JsonArray([.. reads.Select(file => (JsonNode)file.Id)]) },
            now);
        var sample = new Sample
        {
            Id = id,
            Name = name,
            CreatedAt = now,
            User = user,
            Paired = reads.Count == 2,
            Subtractions = subtractions,
            State = SampleState.Creating,
            Warnings = warnings,
            Files = [.. reads.Select((file, index) => SampleRules.FileOf(file, index + 1))],
            Requested = [.. references.Select(reference => new AnalysisRequest(Ids.New(), "pathoscope", reference, subtractions, user))],
            HasOpenRequests = references.Count > 0,
            JobId = job.Id,
            Search = SampleRules.SearchText(name, user.Name),
            Access = access,
            Readers = readers,
        };
        return new SampleCreation(sample, job, [samples.ToInsert(sample), jobs.ToInsert(job), .. reads.Select(file => files.ToReplace(file.TakenBy(sample)))]);
    }
}
