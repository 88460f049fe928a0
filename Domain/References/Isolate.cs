using System.Text.Json.Serialization;

namespace Virtool.Domain.References;

/// <summary>One isolate of a virus.</summary>
/// <param name="Id">Unique within the OTU.</param>
/// <param name="SourceType">Lower case: <c>isolate</c>, <c>strain</c>, …; may be empty.</param>
/// <param name="SourceName">May be empty.</param>
/// <param name="Default">The first mapping is against its sequences alone; exactly one of an OTU is.</param>
public sealed record Isolate(string Id, string SourceType, string SourceName, bool Default)
{
    /// <summary>What people call it: "Isolate Q767", or "Unnamed isolate".</summary>
    [JsonIgnore]
    public string Name => SourceType.Length == 0 || SourceName.Length == 0 || SourceType == "unknown"
        ? "Unnamed isolate"
        : $"{char.ToUpperInvariant(SourceType[0])}{SourceType[1..]} {SourceName}";
}
