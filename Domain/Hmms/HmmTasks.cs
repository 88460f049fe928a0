using System.Text.Json;
using System.Text.Json.Nodes;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Store;
using Virtool.Domain.Files;
using Virtool.Domain.Links;
using Virtool.Domain.Releases;
using Virtool.Domain.Rights;
using Virtool.Domain.Tasks;

namespace Virtool.Domain.Hmms;

/// <summary>Has profiles installed, in a task. A set that is installed already is replaced when the new one is whole, and not before.</summary>
/// <param name="store">The engine, for batches.</param>
/// <param name="status">Which set is installed.</param>
/// <param name="tasks">The tasks.</param>
/// <param name="files">The stored files.</param>
/// <param name="folder">What administrators put on the server.</param>
/// <param name="prepare">Makes tasks.</param>
public sealed class HmmTasks(
    IDocumentStore store, Collection<HmmStatus> status, Collection<ServerTask> tasks, FileService files, HmmFolder folder, TaskService prepare)
{
    /// <summary>The type of the task.</summary>
    public const string Install = "install_hmms";

    /// <summary>The name of the task's context's field with the <see cref="HmmOrigin"/>.</summary>
    public const string OriginField = "origin";

    private const string Called = "Profiles";

    /// <summary>Has a stored archive of profiles and annotations installed.</summary>
    /// <exception cref="NotPermittedException">The viewer may not change profiles.</exception>
    /// <exception cref="NotFoundException">There is no such file.</exception>
    /// <exception cref="BadRequestException">The file is not one of profiles.</exception>
    /// <exception cref="RefusedException">The file is not whole, or profiles are being installed.</exception>
    public async Task<ServerTask> InstallFileAsync(Viewer viewer, string fileId, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.ModifyHmm);
        var file = await files.GetAsync(viewer, fileId, cancellation);
        if (file.Type != FileType.Hmm)
        {
            throw new BadRequestException($"{file.Name} was not stored as profiles. Upload the archive as profiles, then install it.");
        }

        return file.Ready
            ? await BeginAsync(viewer, new HmmOrigin(file.Name) { FileId = file.Id }, cancellation)
            : throw new RefusedException($"{file.Name} is not whole yet. Wait until it is.");
    }

    /// <summary>Has profiles installed that an administrator has put into the server's folder for them.</summary>
    /// <exception cref="NotPermittedException">The viewer may not change profiles.</exception>
    /// <exception cref="BadRequestException">There is nothing of that name to install.</exception>
    /// <exception cref="RefusedException">Profiles are being installed.</exception>
    public async Task<ServerTask> InstallFromFolderAsync(Viewer viewer, string name, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.ModifyHmm);
        return folder.Found().FirstOrDefault(archive => archive.Name == name) is { } found
            ? await BeginAsync(viewer, new HmmOrigin(found.Name) { FolderFile = found.Name }, cancellation)
            : throw new BadRequestException($"There is nothing to install called {name}. Put an archive (.tar.gz), or {HmmFolder.Profiles} and {HmmFolder.Annotations}, into the folder hmm/install of the data folder.");
    }

    /// <summary>Has a release of a repository installed.</summary>
    /// <exception cref="NotPermittedException">The viewer may not change profiles.</exception>
    /// <exception cref="BadRequestException">The release has no file.</exception>
    /// <exception cref="RefusedException">Profiles are being installed.</exception>
    public async Task<ServerTask> InstallReleaseAsync(Viewer viewer, string slug, Release release, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.ModifyHmm);
        return release.Filename is null
            ? throw new BadRequestException($"The release {release.Name} has no file. A release with profiles has one that ends with .tar.gz.")
            : await BeginAsync(viewer, new HmmOrigin(release.Name) { Release = release with { Body = "" }, ReleaseSlug = slug }, cancellation);
    }

    /// <summary>What a task installs.</summary>
    public static HmmOrigin OriginOf(ServerTask task) =>
        task.Context[OriginField].Deserialize<HmmOrigin>(Json.Stored) ?? throw new InvalidOperationException($"The task {task.Id} does not say what it installs.");

    private async Task<ServerTask> BeginAsync(Viewer viewer, HmmOrigin origin, CancellationToken cancellation)
    {
        await status.EnsureAsync(cancellation);
        var context = new JsonObject { [OriginField] = JsonSerializer.SerializeToNode(origin, Json.Stored) };
        var task = prepare.Prepare(
            Install, new Subject(HmmStatus.Collection, HmmStatus.OnlyId, Called), new Link(viewer.UserId, viewer.Handle), RightsRules.Everyone, context);
        await store.CommitAsync(
            async token =>
            {
                var now = (await status.GetAsync(HmmStatus.OnlyId, token))!;
                if (now.TaskId is not null)
                {
                    throw new RefusedException("Profiles are being installed at this moment. Wait until that is done, or cancel it.");
                }

                return [status.ToReplace(now with { TaskId = task.Id }), tasks.ToInsert(task)];
            },
            cancellation);
        return task with { Revision = 1 };
    }
}
