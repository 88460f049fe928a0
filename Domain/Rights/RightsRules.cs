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

    /// <summary>The readers of what nobody's rights restrict.</summary>
    public static IReadOnlyList<string> Everyone { get; } = [Principals.Everyone];

    /// <summary>Whether the viewer may say who else may do what with the document.</summary>
    public static bool Owns(this Viewer viewer, IProtected document) => viewer.Administrator || document.User.Id == viewer.UserId;

    /// <summary>Throws where the viewer lacks a right on a document that it may see.</summary>
    /// <exception cref="NotPermittedException">It is lacking.</exception>
    public static void Demand(this Viewer viewer, IProtected document, Right right)
    {
        if (!viewer.Decide(document, right))
        {
            throw new NotPermittedException(
                $"You may see this, but not {Names.Of(right)}. Ask {document.User.Name}, whose it is, or an administrator to let you.", isOfDocument: true);
        }
    }

    /// <summary>Throws where the viewer is neither the owner nor an administrator.</summary>
    /// <exception cref="NotPermittedException">The viewer is neither.</exception>
    public static void DemandOwner(this Viewer viewer, IProtected document)
    {
        if (!viewer.Owns(document))
        {
            throw new NotPermittedException(
                $"Only {document.User.Name}, whose it is, and administrators may say who may do what with this.", isOfDocument: true);
        }
    }

    /// <summary>One entry a principal, without those that give nothing, in a fixed order.</summary>
    public static IReadOnlyList<Access> Tidy(IEnumerable<Access> access) =>
    [
        .. access
            .GroupBy(one => one.Principal, StringComparer.Ordinal)
            .Select(group => new Access(group.Key, [.. group.SelectMany(one => one.Rights).Distinct().Order()]))
            .Where(one => one.Rights.Count > 0)
            .OrderBy(one => one.Principal, StringComparer.Ordinal),
    ];

    /// <summary>Whether both give the same.</summary>
    public static bool AreSame(IEnumerable<Access> one, IEnumerable<Access> other) =>
        Tidy(one).Select(access => (access.Principal, string.Join(',', access.Rights))).SequenceEqual(Tidy(other).Select(access => (access.Principal, string.Join(',', access.Rights))));

    /// <summary>Rights in the place of those that somebody saw, tidied; nobody's change in between is lost.</summary>
    /// <param name="now">Those that a document has.</param>
    /// <param name="seen">Those that were seen.</param>
    /// <param name="wanted">Those that are wanted.</param>
    /// <exception cref="RefusedException">They are not as they were seen any more.</exception>
    public static IReadOnlyList<Access> Replace(IEnumerable<Access> now, IEnumerable<Access> seen, IEnumerable<Access> wanted) => AreSame(now, seen)
        ? Tidy(wanted)
        : throw new RefusedException("Somebody else has changed these rights meanwhile. Look at them again, and change what you want then.");

    /// <summary>Sees that a document has no other rights than those that are given on documents of its kind.</summary>
    /// <exception cref="BadRequestException">It has.</exception>
    public static void DemandOnly(IEnumerable<Access> access, params IReadOnlyList<Right> given)
    {
        if (access.SelectMany(one => one.Rights).Except(given).Any())
        {
            throw new BadRequestException($"Only these rights can be given here: {string.Join(", ", given.Select(right => Data.Documents.Json.Word(right)))}.");
        }
    }

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
