using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;

namespace Virtool.Domain.Groups;

/// <summary>Takes a principal that is to be no more out of the access of all that names it; the readers follow.</summary>
/// <param name="samples">The samples.</param>
/// <param name="references">The references.</param>
/// <param name="sampleAccess">Who may do what with samples.</param>
/// <param name="referenceAccess">Who may do what with references.</param>
public sealed class AccessSweep(Collection<Sample> samples, Collection<Reference> references, SampleAccess sampleAccess, ReferenceAccess referenceAccess)
{
    /// <summary>Documents read at once.</summary>
    private const int Window = 500;

    /// <summary>Takes it out of each, one after the other: what was begun and broken off is done by doing it again.</summary>
    public async Task TakeAsync(string principal, CancellationToken cancellation = default)
    {
        foreach (var id in await NamingAsync(samples, principal, cancellation))
        {
            await UnlessGoneAsync(() => sampleAccess.ChangeAsync(Viewer.Server, id, access => Without(access, principal), cancellation));
        }

        foreach (var id in await NamingAsync(references, principal, cancellation))
        {
            await UnlessGoneAsync(() => referenceAccess.ChangeAsync(Viewer.Server, id, access => Without(access, principal), cancellation));
        }
    }

    /// <summary>How many samples, and how many references, give it rights.</summary>
    public async Task<(int Samples, int References)> CountAsync(string principal, CancellationToken cancellation = default) =>
        ((await NamingAsync(samples, principal, cancellation)).Count, (await NamingAsync(references, principal, cancellation)).Count);

    private static IReadOnlyList<Access> Without(IReadOnlyList<Access> access, string principal) => [.. access.Where(one => one.Principal != principal)];

    /// <summary>Who may write but not read is no reader, so that no index leads to all of them: every document is looked at.</summary>
    private static async Task<IReadOnlyList<string>> NamingAsync<T>(Collection<T> collection, string principal, CancellationToken cancellation)
        where T : Document, IProtected
    {
        var naming = new List<string>();
        for (var skip = 0; ; skip += Window)
        {
            var window = await collection.FindAsync(Query<T>.All.Window(skip, Window), cancellation);
            naming.AddRange(window.Where(document => document.Access.Any(one => one.Principal == principal)).Select(document => document.Id));
            if (window.Count < Window)
            {
                return naming;
            }
        }
    }

    private static async Task UnlessGoneAsync<T>(Func<Task<T>> change)
    {
        try
        {
            await change();
        }
        catch (NotFoundException)
        {
            // It was removed since it was looked at, and its access with it.
        }
    }
}
