using Virtool.Components.Look;
using Virtool.Domain.Subtractions;

namespace Virtool.Components.Subtractions;

/// <summary>What people read of a subtraction.</summary>
public static class SubtractionWords
{
    /// <summary>Where it stands.</summary>
    public static (StateKind Kind, string Word) State(Subtraction subtraction) => subtraction switch
    {
        { Ready: true } => (StateKind.Complete, "ready"),
        { Error: null } => (StateKind.Running, "being built"),
        _ => (StateKind.Failed, "failed"),
    };

    /// <summary>G and C among all but N: "44 %"; a dash until it was counted.</summary>
    public static string Gc(NucleotideShares? shares) => shares is { } known && known.A + known.C + known.G + known.T > 0
        ? Words.Percent((known.G + known.C) / (known.A + known.C + known.G + known.T))
        : "–";

    /// <summary>A, C, G, T and N with their shares.</summary>
    public static IReadOnlyList<(char Nucleotide, double Share)> Parts(NucleotideShares shares) =>
        [('A', shares.A), ('C', shares.C), ('G', shares.G), ('T', shares.T), ('N', shares.N)];
}
