using System.Text.Json;

namespace Virtool.App.Hubs;

/// <summary>A document as it was read for the hub.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Data">Its projection.</param>
/// <param name="Audience">Who may see it; null where that is said by its reference.</param>
/// <param name="ReferenceId">The reference that says who may see it; null where its audience does.</param>
internal sealed record FoundDocument(string Id, JsonElement Data, Audience? Audience, string? ReferenceId);
