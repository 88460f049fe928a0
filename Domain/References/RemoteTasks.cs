using System.Text.Json.Nodes;
using FluentValidation;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Links;
using Virtool.Domain.Releases;
using Virtool.Domain.Rights;
using Virtool.Domain.Tasks;

namespace Virtool.Domain.References;

/// <summary>What is done with remote references in longer tasks: installing a first release, telling what a newer one changes, and installing that.</summary>
/// <param name="store">The engine, for batches.</param>
/// <param name="references">The references.</param>
/// <param name="updates">Releases that were compared or installed.</param>
/// <param name="lists">What they change.</param>
/// <param name="tasks">The tasks.</param>
/// <param name="service">Makes references.</param>
/// <param name="prepare">Makes tasks.</param>
/// <param name="time">The clock.</param>
public sealed class RemoteTasks(
    IDocumentStore store,
    Collection<Reference> references,
    Collection<RemoteUpdate> updates,
    Collection<RemoteUpdateList> lists,
    Collection<ServerTask> tasks,
    ReferenceService service,
    TaskService prepare,
    TimeProvider time)
{
    /// <summary>The type of the task that fills a reference from a release.</summary>
    public const string Create = "remote_reference";

    /// <summary>The type of the task that compares a release with a reference, and may install it.</summary>
    public const string Update = "update_remote_reference";

    /// <summary>The name of the task's context's field with the id of the <see cref="RemoteUpdate"/>.</summary>
    public const string UpdateField = "update";

    /// <summary>The name of the task's context's field that says whether the release is installed too.</summary>
    public const string InstallField = "install";

    /// <summary>Makes a reference that a task fills from a release, and that follows the releases of its repository from then on.</summary>
    /// <param name="viewer">Who.</param>
    /// <param name="draft">What is said of the reference here.</param>
    /// <param name="slug">The repository.</param>
    /// <param name="release">A release of it, with a file.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="NotPermittedException">The viewer may not create references.</exception>
    /// <exception cref="ValidationException">Something of the draft is not as it must be.</exception>
    public async Task<(Reference Reference, ServerTask Task)> CreateAsync(
        Viewer viewer, ReferenceDraft draft, string slug, Release release, CancellationToken cancellation = default)
    {
        var made = await service.PrepareAsync(viewer, draft with { Name = draft.Name ?? NameOf(slug) }, cancellation);
        var now = time.GetUtcNow();
        var update = New(made.Id, release, before: null, made.User, RemoteUpdateState.Installing);
        var task = prepare.Prepare(Create, SubjectOf(made), made.User, made.Readers, new JsonObject { [UpdateField] = update.Id });
        var reference = made with
        {
            Ready = false,
            TaskId = task.Id,
            Remote = new Remote { Slug = slug, Newest = release, CheckedAt = now, NextCheckAt = CheckTimes.Next(now, CheckTimes.OfReferences, 0, 0) },
        };
        await store.BatchAsync([references.ToInsert(reference), updates.ToInsert(update with { TaskId = task.Id }), tasks.ToInsert(task)], cancellation);
        return (reference with { Revision = 1 }, task with { Revision = 1 });
    }

    /// <summary>Has the newest release compared with a reference, so that it is known what it changes, or installed.</summary>
    /// <param name="viewer">Who.</param>
    /// <param name="id">The reference.</param>
    /// <param name="install">Whether it is installed too.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="NotFoundException">There is no such reference.</exception>
    /// <exception cref="NotPermittedException">The viewer may not modify it.</exception>
    /// <exception cref="BadRequestException">It is not remote, or there is no newer release.</exception>
    /// <exception cref="RefusedException">It is archived, or a task works on it.</exception>
    public async Task<RemoteUpdate> BeginAsync(Viewer viewer, string id, bool install, CancellationToken cancellation = default)
    {
        RemoteUpdate? update = null;
        await store.CommitAsync(
            async token =>
            {
                var reference = await service.GetAsync(viewer, id, token);
                viewer.Demand(reference, Right.Modify);
                var (remote, newest) = DemandNewer(reference);
                var open = await updates.FindAsync(Of(reference.Id) & Where<RemoteUpdate>.IsNot(one => one.State, RemoteUpdateState.Installed), token);
                var user = new Link(viewer.UserId, viewer.Handle);
                var known = install ? open.FirstOrDefault(one => one.State == RemoteUpdateState.Compared && one.Release.Id == newest.Id) : null;
                var state = install ? RemoteUpdateState.Installing : RemoteUpdateState.Comparing;
                update = known is null ? New(reference.Id, newest, remote.Installed, user, state) : known with { State = state, User = user, Release = newest };
                var context = new JsonObject { [UpdateField] = update.Id, [InstallField] = install };
                var task = prepare.Prepare(Update, SubjectOf(reference), user, reference.Readers, context);
                update = update with { TaskId = task.Id };
                return
                [
                    references.ToReplace(reference with { TaskId = task.Id }),
                    tasks.ToInsert(task),
                    known is null ? updates.ToInsert(update) : updates.ToReplace(update),
                    .. await ForgetAsync([.. open.Where(one => one.Id != update.Id)], token),
                ];
            },
            cancellation);
        return update!;
    }

    /// <summary>The releases that were compared with a reference or installed into it, newest first.</summary>
    public Query<RemoteUpdate> Search(Reference reference) => Query<RemoteUpdate>.All.Where(Of(reference.Id)).OrderBy(update => update.CreatedAt, descending: true);

    /// <summary>What a release changes, virus by virus; none before it is compared.</summary>
    /// <exception cref="NotFoundException">There is no such reference, or nothing of the kind was compared with it.</exception>
    public async Task<IReadOnlyList<RemoteChange>> ListAsync(Viewer viewer, string referenceId, string updateId, CancellationToken cancellation = default)
    {
        await service.GetAsync(viewer, referenceId, cancellation);
        if ((await updates.GetAsync(updateId, cancellation))?.ReferenceId != referenceId)
        {
            throw new NotFoundException("There is no such update of the reference.");
        }

        return (await lists.GetAsync(updateId, cancellation))?.Changes ?? [];
    }

    /// <summary>Forgets what was compared with a reference that is removed, or installed into it.</summary>
    public async Task ForgetAsync(string referenceId, CancellationToken cancellation = default) => await store.CommitAsync(
        async token => [.. await ForgetAsync(await updates.FindAsync(Of(referenceId), token), token)],
        cancellation);

    /// <summary>What a reference is called that follows a repository.</summary>
    public static string NameOf(string slug) =>
        slug == "virtool/ref-plant-viruses" ? "Plant Viruses" : slug[(slug.IndexOf('/', StringComparison.Ordinal) + 1)..];

    private static Filter Of(string referenceId) => Where<RemoteUpdate>.Is(update => update.ReferenceId, referenceId);

    private static (Remote Remote, Release Newest) DemandNewer(Reference reference)
    {
        var remote = reference.Remote ?? throw new BadRequestException($"{reference.Name} does not follow the releases of a repository.");
        ReferenceRules.DemandWhole(reference);
        if (reference.Archived)
        {
            throw new RefusedException($"{reference.Name} is archived. Take it out of the archive to change it.");
        }

        var newest = remote.Newest ?? throw new BadRequestException($"No release of {remote.Slug} is known yet. Look for one first.");
        return ReleaseRules.IsNewer(newest, remote.Installed)
            ? (remote, newest)
            : throw new BadRequestException($"{newest.Name} is the newest release of {remote.Slug}, and it is installed already.");
    }

    private RemoteUpdate New(string referenceId, Release release, Release? before, Link user, RemoteUpdateState state) => new()
    {
        Id = Ids.New(),
        ReferenceId = referenceId,
        Release = release,
        Before = before,
        State = state,
        CreatedAt = time.GetUtcNow(),
        User = user,
        TaskId = "",
    };

    /// <summary>What was compared and not installed is of no use beside a newer one.</summary>
    private async Task<IEnumerable<Write>> ForgetAsync(IReadOnlyList<RemoteUpdate> former, CancellationToken cancellation)
    {
        var theirs = await lists.FindAsync(Where<RemoteUpdateList>.IsIn(list => list.Id, former.Select(one => one.Id)), cancellation);
        return [.. former.Select(one => updates.ToDelete(one.Id, one.Revision)), .. theirs.Select(one => lists.ToDelete(one.Id, one.Revision))];
    }

    private Subject SubjectOf(Reference reference) => new(references.Name, reference.Id, reference.Name);
}
