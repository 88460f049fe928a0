using System.Text.Json;

namespace Virtool.App.Hubs;

/// <summary>What all connections know of a document.</summary>
/// <param name="Sequence">It was read after this change, and holds every change up to it.</param>
/// <param name="Data">Its projection; null where it is gone.</param>
/// <param name="Audience">Who may see it now.</param>
/// <param name="Before">Who could see it before, at any time that is remembered; null where that is not known.</param>
internal sealed record SeenDocument(long Sequence, JsonElement? Data, Audience Audience, Audience? Before);
