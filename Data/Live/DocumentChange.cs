using System.Text.Json;

namespace Virtool.Data.Live;

/// <summary>A change with what is known of the document, read once for all windows.</summary>
/// <param name="Id">The document's id.</param>
/// <param name="IsBeforeKnown">Whether <paramref name="Before"/> is what the document was.</param>
/// <param name="Before">Its stored form before; null where there was none.</param>
/// <param name="Revision">Its revision now.</param>
/// <param name="After">Its stored form now; null where it is gone.</param>
internal sealed record DocumentChange(string Id, bool IsBeforeKnown, JsonElement? Before, long Revision, JsonElement? After);
