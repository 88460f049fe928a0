using Virtool.Data.Collections;
using Virtool.Domain.Otus;
using Virtool.Domain.References;
using Virtool.Domain.Tasks;

namespace Virtool.Jobs.References;

/// <summary>Removes references that a task did not get to fill.</summary>
/// <param name="references">The references.</param>
/// <param name="bulk">Clears them.</param>
public sealed class UnmadeReference(Collection<Reference> references, BulkOtus bulk)
{
    /// <summary>Removes the reference of a task that failed or was cancelled, with all that was written. One that was whole before stays.</summary>
    public async Task RemoveAsync(ServerTask task, CancellationToken cancellation)
    {
        if (await references.GetAsync(task.Subject.Id, cancellation) is { Ready: false } reference)
        {
            await bulk.ClearAsync(reference.Id, cancellation: cancellation);
            await references.DeleteAsync(reference.Id, cancellation);
        }
    }
}
