using Virtool.Domain.References;
using Virtool.Domain.Releases;
using Virtool.Domain.Rights;
using Virtool.Domain.Tasks;
using Virtool.Jobs.Outgoing;
using Virtool.Jobs.Outgoing.GitHub;

namespace Virtool.Jobs.References.Remote;

/// <summary>What people and programs do with remote references.</summary>
/// <param name="service">The references.</param>
/// <param name="tasks">Begins what takes longer.</param>
/// <param name="checks">Asks for releases.</param>
/// <param name="gitHub">Where releases are.</param>
public sealed class RemoteReferences(ReferenceService service, RemoteTasks tasks, RemoteChecks checks, GitHubReleases gitHub)
{
    /// <summary>Makes a reference of the newest release of a repository, or of the one that is given. It is filled by a task, and follows the repository from then on.</summary>
    /// <param name="viewer">Who.</param>
    /// <param name="slug">The repository: <c>owner/name</c>.</param>
    /// <param name="draft">What is said of the reference here.</param>
    /// <param name="releaseId">GitHub's number of a release; null: the newest.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="NotPermittedException">The viewer may not create references.</exception>
    /// <exception cref="BadRequestException">There is no such repository, it has no such release, or that has no file.</exception>
    /// <exception cref="OutgoingException">GitHub could not be asked.</exception>
    public async Task<(Reference Reference, ServerTask Task)> CreateAsync(
        Viewer viewer, string slug, ReferenceDraft draft, long? releaseId = null, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.CreateRef);
        var release = await ReleaseAsync(slug.Trim(), releaseId, cancellation);
        return release.Filename is null
            ? throw new BadRequestException($"The release {release.Name} of {slug.Trim()} has no file. A release with a reference has one that ends with .json.gz.")
            : await tasks.CreateAsync(viewer, draft, slug.Trim(), release, cancellation);
    }

    /// <summary>Looks for a newer release now. Why there is none to be had is kept on the reference.</summary>
    /// <exception cref="NotFoundException">There is no such reference.</exception>
    /// <exception cref="BadRequestException">It is not remote.</exception>
    public async Task<Reference> CheckAsync(Viewer viewer, string id, CancellationToken cancellation = default)
    {
        var reference = await service.GetAsync(viewer, id, cancellation);
        return reference.Remote is null
            ? throw new BadRequestException($"{reference.Name} does not follow the releases of a repository.")
            : await checks.AskAsync(reference, cancellation) ?? await service.GetAsync(viewer, id, cancellation);
    }

    /// <summary>Has the newest release compared with the reference: afterwards it is known what it changes.</summary>
    /// <inheritdoc cref="RemoteTasks.BeginAsync" path="/exception" />
    public Task<RemoteUpdate> CompareAsync(Viewer viewer, string id, CancellationToken cancellation = default) => tasks.BeginAsync(viewer, id, install: false, cancellation);

    /// <summary>Has the newest release installed.</summary>
    /// <inheritdoc cref="RemoteTasks.BeginAsync" path="/exception" />
    public Task<RemoteUpdate> InstallAsync(Viewer viewer, string id, CancellationToken cancellation = default) => tasks.BeginAsync(viewer, id, install: true, cancellation);

    private async Task<Release> ReleaseAsync(string slug, long? releaseId, CancellationToken cancellation)
    {
        try
        {
            return releaseId is { } id ? await gitHub.GetAsync(slug, id, cancellation) : (await gitHub.LatestAsync(slug, etag: null, cancellation)).Releases[0];
        }
        catch (OutgoingException exception) when (exception.Failure == OutgoingFailure.NotFound)
        {
            throw new BadRequestException(exception.Message);
        }
    }
}
