using System.Text.Json.Serialization;

namespace Virtool.Data.Documents;

/// <summary>What every stored document has: an opaque id and the store's own counter of its writes.</summary>
public abstract record Document
{
    /// <summary>Opaque, unique in its collection, never changed; see <see cref="Ids"/>.</summary>
    [JsonPropertyName("_id")]
    [JsonPropertyOrder(-2)]
    public required string Id { get; init; }

    /// <summary>1 after the insert, one more with each write; set by the store. The ETag of the API.</summary>
    [JsonPropertyName("_revision")]
    [JsonPropertyOrder(-1)]
    public long Revision { get; init; }
}
