namespace Virtool.Domain.Watching;

/// <summary>What the name of a file says of its sample.</summary>
/// <param name="Sample">The sample's name.</param>
/// <param name="Host">Its host; empty where the pattern has none.</param>
/// <param name="Isolate">Its isolate; empty where the pattern has none.</param>
/// <param name="Locale">Its place; empty where the pattern has none.</param>
public sealed record NameParts(string Sample, string Host = "", string Isolate = "", string Locale = "");
