using Virtool.Domain.Links;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Audit;

/// <summary>Who acts, and from where.</summary>
/// <param name="User">The user; the server itself under its own name.</param>
/// <param name="Key">The name of the API key by which it acts; null: without one.</param>
/// <param name="From">The address that it comes from, or the way: <c>192.0.2.7</c>, <c>command line</c>; null: not known.</param>
public sealed record Actor(Link User, string? Key = null, string? From = null)
{
    /// <summary>Somebody who asks the server.</summary>
    public static Actor Of(Viewer viewer, string? from) => new(new Link(viewer.UserId, viewer.Handle), viewer.Key?.Name, from);
}
