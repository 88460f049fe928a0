using System.Globalization;
using System.Text.Json.Nodes;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Domain.Files;
using Virtool.Domain.Groups;
using Virtool.Domain.Jobs;
using Virtool.Domain.Labels;
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
/// <param name="labels">Their labels.</param>
/// <param name="settings">What new samples are given.</param>
/// <param name="primaries">The groups of their owners.</param>
/// <param name="time">The clock.</param>
public sealed class SampleService(
    Collection<Sample> samples,
    Collection<StoredFile> files,
    Collection<ReadQuality> qualities,
    Collection<Job> jobs,
    LabelService labels,
    SettingsService settings,
    PrimaryGroups primaries,
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

    /// <summary>All that the viewer may see, archived ones too, newest first; <paramref name="text"/> is looked for as in <see cref="SampleFilter.Text"/>.</summary>
    public Query<Sample> Search(Viewer viewer, string? text = null) => Search(viewer, new SampleFilter { Text = text, Archived = null });

    /// <summary>Those of the samples that the viewer may see which a filter chooses.</summary>
    /// <param name="viewer">Who asks.</param>
    /// <param name="filter">Which.</param>
    /// <param name="order">In which order; null: newest first.</param>
    public Query<Sample> Search(Viewer viewer, SampleFilter filter, SampleOrder? order = null) =>
        SampleSorts.By(Query<Sample>.All.Readable(viewer).Where(filter.ToFilter()), order ?? SampleOrder.Newest);

    /// <summary>A page of those that a filter chooses, with how many there are.</summary>
    /// <param name="viewer">Who asks.</param>
    /// <param name="filter">Which.</param>
    /// <param name="order">In which order.</param>
    /// <param name="skip">How many of the first are left out.</param>
    /// <param name="limit">How many are given at the most.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<SampleFound> FilterAsync(
        Viewer viewer, SampleFilter filter, SampleOrder order, int skip, int limit, CancellationToken cancellation = default)
    {
        var query = Search(viewer, filter, order);
        return new SampleFound(
            await samples.FindAsync(query.Window(skip, limit), cancellation),
            await samples.CountAsync(query.Filter, cancellation),
            await samples.CountAsync(RightsRules.Readable(viewer), cancellation));
    }

    /// <summary>The ids of all that a filter chooses, in the order of the ids: for doing something with all of them.</summary>
    public async Task<IReadOnlyList<string>> IdsAsync(Viewer viewer, SampleFilter filter, CancellationToken cancellation = default) =>
        [.. (await samples.FindAsync(RightsRules.Readable(viewer) & filter.ToFilter(), cancellation)).Select(sample => sample.Id)];

    /// <summary>The name, or where it is taken, in whatever case, the first free one of "name (2)", "name (3)" …</summary>
    public async Task<string> FreeNameAsync(string wanted, CancellationToken cancellation = default)
    {
        var name = wanted;
        for (var number = 2; await IsTakenAsync(name, cancellation); number++)
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

        var access = await AccessAsync(draft, cancellation);
        var readers = RightsRules.ReadersOf(draft.User, access);
        var now = time.GetUtcNow();
        var id = Ids.New();
        var reads = draft.Mates.SelectMany(mate => mate).ToList();
        var arguments = new JsonObject { ["sample_id"] = id, ["files"] = new JsonArray([.. reads.Select(file => (JsonNode)file.Id)]), ["lanes"] = lanes };
        var job = JobRules.Create(CreateWorkflow, new Subject(samples.Name, id, draft.Name), readers, draft.User, arguments, now);
        var made = SampleOf(draft) with
        {
            Id = id,
            CreatedAt = now,
            JobId = job.Id,
            Access = access,
            Readers = readers,
        };
        var sample = SampleRules.Found(made, await labels.OfAsync(draft.Labels, cancellation));
        return new SampleCreation(sample, job, [samples.ToInsert(sample), jobs.ToInsert(job), .. reads.Select(file => files.ToReplace(file.TakenBy(sample)))]);
    }

    private async Task<bool> IsTakenAsync(string name, CancellationToken cancellation)
    {
        var alike = await samples.FindAsync(Where<Sample>.Is(sample => sample.NameKey, SampleRules.NameKey(name)), cancellation);
        return alike.Any(sample => sample.Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase));
    }

    private async Task<IReadOnlyList<Access>> AccessAsync(SampleDraft draft, CancellationToken cancellation)
    {
        var set = await settings.GetAsync(cancellation);
        var group = draft.Group ?? (set.SampleGroup == SampleGroupChoice.UsersPrimaryGroup ? await primaries.OfAsync(draft.User.Id, cancellation) : null);
        return SampleRules.DefaultAccess(set, group);
    }

    private static Sample SampleOf(SampleDraft draft) => new()
    {
        Id = "",
        Name = draft.Name,
        User = draft.User,
        Host = draft.Host,
        Isolate = draft.Isolate,
        Locale = draft.Locale,
        CollectedOn = draft.CollectedOn,
        Notes = draft.Notes,
        LibraryType = draft.LibraryType,
        Labels = draft.Labels,
        Control = draft.Control,
        Run = draft.Run,
        Sets = draft.Sets,
        Folder = draft.Folder,
        Paired = draft.Mates.Count == 2,
        Subtractions = draft.Subtractions,
        State = SampleState.Creating,
        Warnings = draft.Warnings,
        Files = [.. draft.Mates.Select((lanes, index) => SampleRules.FileOf(lanes, index + 1))],
        Requested = [.. draft.References.Select(reference => new AnalysisRequest(Ids.New(), "pathoscope", reference, draft.Subtractions, draft.User))],
        HasOpenRequests = draft.References.Count > 0,
    };
}
