using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Domain.Links;

namespace Virtool.Domain.Rights;

/// <summary>Who may do what with which document: the one place where it is decided.</summary>
public static class RightsRules
{
    /// <summary>The stored name of <see cref="IReadable.Readers"/>.</summary>
    private const string Readers = "readers";

    /// <summary>Whether the viewer may see the document.</summary>
    public static bool MayRead(this Viewer viewer, IReadable document) =>
        viewer.Administrator || document.Readers.Any(viewer.Principals.Contains);

    /// <summary>Whether the viewer has a right on the document. Other rights than reading are worth nothing without it.</summary>
    public static bool Decide(this Viewer viewer, IProtected document, Right right) =>
        viewer.Administrator
        || document.User.Id == viewer.UserId
        || (viewer.MayRead(document) && document.Access.Any(access => viewer.Principals.Contains(access.Principal) && access.Rights.Contains(right)));

    /// <summary>The readers of a document with this owner and these rights.</summary>
    public static IReadOnlyList<string> ReadersOf(Link owner, IEnumerable<Access> access) =>
    [
        .. access.Where(one => one.Rights.Contains(Right.Read)).Select(one => one.Principal)
            .Append(Principals.User(owner.Id))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Finds what the viewer may see; and-ed into every query of documents that have readers.</summary>
    public static Filter Readable(Viewer viewer) =>
        viewer.Administrator ? Filter.All : new Filter.Or([.. viewer.Principals.Select(principal => new Filter.Has(Readers, principal))]);

    /// <summary>What of it the viewer may see.</summary>
    public static Query<T> Readable<T>(this Query<T> query, Viewer viewer)
        where T : Document, IReadable => query.Where(Readable(viewer));
}
