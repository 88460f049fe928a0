using Virtool.Domain.Watching;

namespace Virtool.Files.Rules;

/// <summary>What a rule would make of files with real names.</summary>
/// <param name="Files">The names of the files below the folder, mates and lanes in their order.</param>
/// <param name="Parts">The sample's name, and what else the names say; null where none is made.</param>
/// <param name="Lanes">How many lanes are joined; 1 where the names have none.</param>
/// <param name="Paired">Both mates are there.</param>
/// <param name="Note">Why none is made, what it waits for, or what people will be warned of: a sentence; null where there is nothing to say.</param>
public sealed record PreviewedSample(IReadOnlyList<string> Files, NameParts? Parts, int Lanes, bool Paired, string? Note);
