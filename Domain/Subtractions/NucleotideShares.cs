namespace Virtool.Domain.Subtractions;

/// <summary>Shares of the nucleotides of a genome, 0 to 1, rounded to 3 decimals; all else than A, C, G and T counts as N.</summary>
public sealed record NucleotideShares(double A, double T, double G, double C, double N);
