using Virtool.App.Api;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Domain.Analyses;
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
using Virtool.Domain.Trimming;
using Virtool.Domain.Uploads;
using Virtool.Domain.Users;

namespace Virtool.App.Hubs;

/// <summary>What the hub tells of, and to whom. A collection that does not stand here never goes out.</summary>
internal sealed class HubInterfaces(
    Collection<Analysis> analyses,
    Collection<TrimmedReads> caches,
    Collection<StoredFile> files,
    Collection<Group> groups,
    Collection<Change> history,
    Collection<HmmStatus> profiles,
    Collection<Import> imports,
    Collection<ReferenceIndex> indexes,
    Collection<Job> jobs,
    Collection<Label> labels,
    Collection<Otu> otus,
    Collection<Reference> references,
    Collection<Sample> samples,
    Collection<Sequence> sequences,
    Collection<ServerSettings> settings,
    Collection<Software> software,
    Collection<Subtraction> subtractions,
    Collection<ServerTask> tasks,
    Collection<Upload> uploads,
    Collection<User> users)
{
    private readonly Dictionary<string, HubInterface> _byName = new HubInterface[]
    {
        ToReaders(analyses, Projections.Of),
        ToReaders(caches, Projections.Of),
        ToReaders(files, Projections.Of),
        ToReaders(imports, Projections.Of),
        ToReaders(jobs, Projections.Of),
        ToReaders(references, Projections.Of),
        ToReaders(samples, Projections.Of),
        ToReaders(tasks, Projections.Of),
        ToReaders(uploads, Projections.Of),
        new HubInterface<ReferenceIndex>(indexes, Projections.Of, audience: null, index => index.Reference.Id),
        new HubInterface<Change>(history, Projections.Of, audience: null, change => change.ReferenceId),
        new HubInterface<Otu>(otus, Projections.Of, audience: null, otu => otu.Reference.Id),
        new HubInterface<Sequence>(sequences, Projections.Of, audience: null, sequence => sequence.ReferenceId),
        new HubInterface<Label>(labels, Projections.Of, _ => Audience.Everyone),
        new HubInterface<Group>(groups, Projections.Of, _ => Audience.Everyone),
        new HubInterface<ServerSettings>(settings, Projections.Of, _ => Audience.Everyone),
        new HubInterface<HmmStatus>(profiles, Projections.Of, _ => Audience.Everyone),
        new HubInterface<Software>(software, Projections.Of, _ => Audience.Everyone),
        new HubInterface<Subtraction>(subtractions, Projections.Of, _ => Audience.Everyone),
        new HubInterface<User>(users, Projections.Of, user => new Audience([Principals.User(user.Id)])),
    }.ToDictionary(one => one.Name, StringComparer.Ordinal);

    /// <summary>The interface of references.</summary>
    public HubInterface References => _byName[references.Name];

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<HubInterface> All => _byName.Values;

    /// <summary>Their names.</summary>
    public IReadOnlyCollection<string> Names => _byName.Keys;

    /// <summary>The interface of a collection, or null where the collection never goes out.</summary>
    public HubInterface? Of(string collection) => _byName.GetValueOrDefault(collection);

    private static HubInterface<T> ToReaders<T>(Collection<T> collection, Func<T, object> view)
        where T : Document, IReadable => new(collection, view, document => new Audience(document.Readers));
}
