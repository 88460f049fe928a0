using System.Net;

namespace Virtool.Jobs.Outgoing;

/// <summary>A small answer, whole.</summary>
/// <param name="Status">200, or 304 where nothing has changed.</param>
/// <param name="Etag">What to ask with the next time; null: nothing.</param>
/// <param name="Body">What it holds.</param>
public sealed record OutgoingAnswer(HttpStatusCode Status, string? Etag, byte[] Body)
{
    /// <summary>Nothing has changed since the answer that was marked with the request's <see cref="OutgoingRequest.Etag"/>.</summary>
    public bool IsUnchanged => Status == HttpStatusCode.NotModified;
}
