using System.Runtime.CompilerServices;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Domain.History;
using Virtool.Domain.Links;
using Virtool.Domain.Otus;
using Virtool.Domain.References;
using Virtool.Domain.Tasks;
using Virtool.Jobs.Tasks;

namespace Virtool.Jobs.References.Clone;

/// <summary>Fills a new reference with the viruses of another one as they are when it begins, each with a new id and a history of its own.</summary>
/// <param name="references">The references.</param>
/// <param name="otus">Their OTUs.</param>
/// <param name="history">Reads the viruses.</param>
/// <param name="bulk">Writes them.</param>
/// <param name="unmade">Removes a reference that did not come to be.</param>
/// <param name="time">The clock.</param>
public sealed class CloneReference(
    Collection<Reference> references, Collection<Otu> otus, OtuHistory history, BulkOtus bulk, UnmadeReference unmade, TimeProvider time) : ITaskKind
{
    /// <inheritdoc />
    public string Type => ReferenceTasks.Clone;

    /// <inheritdoc />
    public async Task RunAsync(TaskContext context, CancellationToken cancellation)
    {
        var task = context.Task;
        var target = await references.GetAsync(task.Subject.Id, cancellation) ?? throw Gone(task.Subject.Name);
        if (target.Ready)
        {
            return;
        }

        var sourceId = task.Context[ReferenceTasks.SourceField]?.GetValue<string>() ?? "";
        var source = await references.GetAsync(sourceId, cancellation) ?? throw Gone(target.ClonedFrom?.Name ?? sourceId);
        await context.StepAsync("Copying the viruses", 0, 0.98, cancellation);
        await bulk.ClearAsync(target.Id, cancellation: cancellation);
        var manifest = (await otus.FindAsync(Where<Otu>.Is(otu => otu.Reference.Id, source.Id), cancellation)).ToDictionary(otu => otu.Id, otu => otu.Version, StringComparer.Ordinal);
        Link? control = null;
        var count = await bulk.AddAsync(
            target,
            task.User,
            ChangeMethod.Clone,
            CopiesAsync(source, target, manifest, (old, copy) => control = old == source.InternalControl?.Id ? copy : control, cancellation),
            written => context.ProgressAsync((double)written / Math.Max(1, manifest.Count), cancellation),
            cancellation);
        if (count != manifest.Count)
        {
            throw Gone(source.Name);
        }

        _ = await bulk.PublishAsync(target.Id, count, now => now with { InternalControl = control }, cancellation) ?? throw Gone(target.Name);
    }

    /// <inheritdoc />
    public Task CleanUpAsync(ServerTask task, CancellationToken cancellation) => unmade.RemoveAsync(task, cancellation);

    private async IAsyncEnumerable<JoinedOtu> CopiesAsync(
        Reference source, Reference target, IReadOnlyDictionary<string, int> manifest, Action<string, Link> made, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await foreach (var virus in history.AtAsync(manifest, cancellation))
        {
            var copy = Copy(virus, new Link(target.Id, target.Name), now);
            made(virus.Otu.Id, new Link(copy.Otu.Id, copy.Otu.Name));
            yield return copy;
        }
    }

    private static JoinedOtu Copy(JoinedOtu virus, Link reference, DateTimeOffset now)
    {
        var otu = virus.Otu with { Id = Ids.New(), Revision = 0, Reference = reference, Version = 0, CreatedAt = now };
        return OtuRules.Settled(new JoinedOtu(
            otu, [.. virus.Sequences.Select(sequence => sequence with { Id = Ids.New(), Revision = 0, OtuId = otu.Id, ReferenceId = reference.Id })]));
    }

    private static TaskFailedException Gone(string name) => new($"{name} was removed while it was copied, so there is no copy.");
}
