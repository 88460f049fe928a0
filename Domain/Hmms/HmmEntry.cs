namespace Virtool.Domain.Hmms;

/// <summary>A protein of a profile.</summary>
/// <param name="Accession">At NCBI.</param>
/// <param name="Gi">Its former number there.</param>
/// <param name="Name">What it is.</param>
/// <param name="Organism">The virus.</param>
public sealed record HmmEntry(string Accession, string Gi, string Name, string Organism);
