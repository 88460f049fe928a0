using System.Text.Json.Nodes;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Files;
using Virtool.Domain.Hmms;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Subtractions;

namespace Virtool.Domain.Analyses;

/// <summary>What people, rules and programs do with analyses.</summary>
/// <param name="store">The engine, for batches.</param>
/// <param name="analyses">The analyses.</param>
/// <param name="results">Their hits.</param>
/// <param name="viruses">Their viruses in short.</param>
/// <param name="samples">The samples.</param>
/// <param name="references">The references.</param>
/// <param name="subtractions">The subtractions.</param>
/// <param name="profiles">Whether profiles are installed.</param>
/// <param name="jobs">The jobs.</param>
/// <param name="data">Where hits lie that are too large for a document.</param>
/// <param name="time">The clock.</param>
public sealed class AnalysisService(
    IDocumentStore store,
    Collection<Analysis> analyses,
    Collection<AnalysisResult> results,
    Collection<AnalysisViruses> viruses,
    Collection<Sample> samples,
    Collection<Reference> references,
    Collection<Subtraction> subtractions,
    Collection<HmmStatus> profiles,
    Collection<Job> jobs,
    DataFolder data,
    TimeProvider time)
{
    /// <summary>The workflow that finds known viruses.</summary>
    public const string Pathoscope = "pathoscope";

    /// <summary>The workflow that finds viruses that no reference has.</summary>
    public const string Nuvs = "nuvs";

    /// <summary>The workflows that analyse samples.</summary>
    public static IReadOnlyList<string> Workflows { get; } = [Pathoscope, Nuvs];

    /// <summary>The analysis.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public async Task<Analysis> GetAsync(Viewer viewer, string id, CancellationToken cancellation = default) =>
        await analyses.GetAsync(viewer, id, cancellation) ?? throw new NotFoundException("There is no such analysis.");

    /// <summary>The analysis alone, as long as the viewer may see it.</summary>
    public Query<Analysis> ById(Viewer viewer, string id) => Query<Analysis>.ById(id).Readable(viewer);

    /// <summary>Its hits, however many; null until it is ready. They never change then.</summary>
    /// <param name="analysis">One that the viewer may see.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="IOException">They are too large for a document, and their file cannot be read.</exception>
    public async Task<AnalysisResult?> ResultAsync(Analysis analysis, CancellationToken cancellation = default) =>
        await results.GetAsync(analysis.Id, cancellation) is { } result ? await WholeAsync(analysis, result, cancellation) : null;

    /// <summary>The hits of an analysis that the viewer may see, as they are stored: see <see cref="WholeAsync"/>.</summary>
    public Query<AnalysisResult> ResultOf(Analysis analysis) => Query<AnalysisResult>.ById(analysis.Id);

    /// <summary>All hits of a stored result: itself, or what its file has where it is too large for a document.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public async Task<AnalysisResult> WholeAsync(Analysis analysis, AnalysisResult stored, CancellationToken cancellation = default) => stored.InFile
        ? await AnalysisFiles.ReadHitsAsync(AnalysisFiles.Path(data, analysis, AnalysisFiles.Hits), cancellation) with { Revision = stored.Revision }
        : stored;

    /// <summary>Its viruses in short; null until it is ready, and of analyses of former versions of this program.</summary>
    /// <param name="analysis">One that the viewer may see.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<AnalysisViruses?> VirusesAsync(Analysis analysis, CancellationToken cancellation = default) => viruses.GetAsync(analysis.Id, cancellation);

    /// <summary>The viruses in short of an analysis that the viewer may see.</summary>
    public Query<AnalysisViruses> VirusesOf(Analysis analysis) => Query<AnalysisViruses>.ById(analysis.Id);

    /// <summary>Newest first; of one sample, or of all.</summary>
    public Query<Analysis> Search(Viewer viewer, string? sampleId = null) => Search(viewer, new AnalysisFilter { SampleId = sampleId });

    /// <summary>Those that a filter finds, newest first.</summary>
    public Query<Analysis> Search(Viewer viewer, AnalysisFilter filter) =>
        filter.ApplyTo(Query<Analysis>.All.Readable(viewer)).OrderBy(analysis => analysis.CreatedAt, descending: true);

    /// <summary>Submits an analysis of a sample with the newest ready index of a reference.</summary>
    /// <inheritdoc cref="RequestAsync(Viewer, string, AnalysisDraft, CancellationToken)"/>
    public Task<Analysis> RequestAsync(
        Viewer viewer,
        string sampleId,
        string workflow,
        string referenceId,
        IReadOnlyList<string> subtractionIds,
        CancellationToken cancellation = default) =>
        RequestAsync(viewer, sampleId, new AnalysisDraft(workflow, referenceId) { SubtractionIds = subtractionIds }, cancellation);

    /// <summary>Submits an analysis of a sample with the newest ready index of a reference.</summary>
    /// <exception cref="NotFoundException">There is no such sample.</exception>
    /// <exception cref="BadRequestException">There is no such reference or subtraction.</exception>
    /// <exception cref="NotPermittedException">The viewer may not change the sample.</exception>
    /// <exception cref="RefusedException">The sample, the reference or a subtraction is not ready.</exception>
    public async Task<Analysis> RequestAsync(Viewer viewer, string sampleId, AnalysisDraft draft, CancellationToken cancellation = default)
    {
        var first = await SampleAsync(viewer, sampleId, cancellation);
        viewer.Demand(first, Right.Write);
        var request = await RequestOfAsync(viewer, first, draft, cancellation);
        while (true)
        {
            var sample = await SampleAsync(viewer, sampleId, cancellation);
            if (await ObstacleAsync(sample, request, cancellation) is { } obstacle)
            {
                throw new RefusedException(obstacle);
            }

            if (await TryFulfilAsync(sample, request, cancellation) is { } analysis)
            {
                return analysis;
            }
        }
    }

    /// <summary>What a draft asks for of a sample, with the names of things as they are now.</summary>
    /// <exception cref="BadRequestException">There is no such reference or subtraction.</exception>
    internal async Task<AnalysisRequest> RequestOfAsync(Viewer viewer, Sample sample, AnalysisDraft draft, CancellationToken cancellation)
    {
        var reference = await references.GetAsync(viewer, draft.ReferenceId, cancellation) ?? throw new BadRequestException("There is no such reference.");
        var chosen = new List<Link>();
        foreach (var id in draft.SubtractionIds ?? [.. sample.Subtractions.Select(link => link.Id)])
        {
            var subtraction = await subtractions.GetAsync(id, cancellation) ?? throw new BadRequestException("There is no such subtraction.");
            chosen.Add(new Link(id, subtraction.Name));
        }

        return new AnalysisRequest(Ids.New(), draft.Workflow, new Link(reference.Id, reference.Name), chosen, new Link(viewer.UserId, viewer.Handle))
        {
            MapsWholeLibrary = draft.MapsWholeLibrary && draft.Workflow == Pathoscope && chosen.Count > 0,
            RerunOf = draft.RerunOf,
        };
    }

    /// <summary>What keeps a request from becoming an analysis now: a sentence; null when nothing does.</summary>
    public async Task<string?> ObstacleAsync(Sample sample, AnalysisRequest request, CancellationToken cancellation = default)
    {
        if (sample.State == SampleState.Failed)
        {
            return "The sample could not be made, so it cannot be analysed.";
        }

        if (sample.State == SampleState.Creating)
        {
            return "Waits for the sample's reads to be taken in.";
        }

        if (sample.Replacement is { IsUnderWay: true })
        {
            return "Waits for the sample's reads to be replaced.";
        }

        var reference = await references.GetAsync(request.Reference.Id, cancellation);
        if (reference is null)
        {
            return $"The reference {request.Reference.Name} is gone.";
        }

        if (reference.Archived)
        {
            return $"The reference {reference.Name} is archived. Take it out of the archive to analyse with it.";
        }

        if (reference.LatestIndex is null)
        {
            return $"Waits for the first index of the reference {reference.Name}. Build one.";
        }

        foreach (var link in request.Subtractions)
        {
            var subtraction = await subtractions.GetAsync(link.Id, cancellation);
            if (subtraction is null)
            {
                return $"The subtraction {link.Name} is gone.";
            }

            if (!subtraction.Ready)
            {
                return subtraction.Error is null
                    ? $"Waits for the subtraction {subtraction.Name} to be built."
                    : $"The subtraction {subtraction.Name} could not be built.";
            }
        }

        return request.Workflow == Nuvs && await profiles.GetAsync(HmmStatus.OnlyId, cancellation) is not { Installed: true }
            ? "Waits for profiles of viral proteins: none are installed. Install them on the page Profiles."
            : null;
    }

    /// <summary>
    /// Makes the analysis and its job of a request that has no obstacle, and marks the request done, all in one batch: once, whoever tries.
    /// </summary>
    /// <returns>The analysis; null where the sample was changed in between, or the request was fulfilled already: read again.</returns>
    public async Task<Analysis?> TryFulfilAsync(Sample sample, AnalysisRequest request, CancellationToken cancellation = default)
    {
        var reference = await references.GetAsync(request.Reference.Id, cancellation);
        if (reference is not { Archived: false, LatestIndex: { } index })
        {
            return null;
        }

        var now = time.GetUtcNow();
        var job = JobRules.Create(
            request.Workflow,
            new Subject(analyses.Name, request.Id, $"{sample.Name} / {reference.Name}"),
            sample.Readers,
            request.User,
            new JsonObject
            {
                ["analysis_id"] = request.Id,
                ["sample_id"] = sample.Id,
                ["ref_id"] = reference.Id,
                ["index_id"] = index.Id,
                ["subtraction_ids"] = new JsonArray([.. request.Subtractions.Select(link => (JsonNode)link.Id)]),
            },
            now);
        var analysis = new Analysis
        {
            Id = request.Id,
            Workflow = request.Workflow,
            CreatedAt = now,
            Sample = new Link(sample.Id, sample.Name),
            ReadsVersion = sample.ReadsVersion,
            RerunOf = request.RerunOf,
            MapsWholeLibrary = request.MapsWholeLibrary,
            Reference = new Link(reference.Id, reference.Name),
            Index = index,
            Subtractions = request.Subtractions,
            User = request.User,
            JobId = job.Id,
            Readers = sample.Readers,
        };
        var requested = sample.Requested.Select(one => one.Id == request.Id ? one with { Done = true, Reason = null } : one).ToArray();
        var changed = sample with
        {
            Requested = requested,
            HasOpenRequests = requested.Any(one => !one.Done),
        };
        if (sample.TagOf(request.Workflow) == AnalysisTag.None)
        {
            changed = changed.WithTag(request.Workflow, AnalysisTag.InProgress);
        }

        try
        {
            await store.BatchAsync([analyses.ToInsert(analysis), jobs.ToInsert(job), samples.ToReplace(changed)], cancellation);
            return analysis;
        }
        catch (Exception exception) when (exception is ConflictException or DuplicateException)
        {
            return null;
        }
    }

    private async Task<Sample> SampleAsync(Viewer viewer, string id, CancellationToken cancellation) =>
        await samples.GetAsync(viewer, id, cancellation) ?? throw new NotFoundException("There is no such sample.");
}
