using Virtool.Domain.Blasts;

namespace Virtool.Jobs.Blasts;

/// <summary>What a search has found.</summary>
/// <param name="Program">The program with its version.</param>
/// <param name="Target">The database, as people call it.</param>
/// <param name="Hits">Best first.</param>
internal sealed record BlastFound(string Program, string Target, IReadOnlyList<BlastHit> Hits);
