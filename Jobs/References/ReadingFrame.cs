namespace Virtool.Jobs.References;

/// <summary>An open reading frame, stop to stop, of at least 100 amino acids.</summary>
/// <param name="Strand">1: as the sequence stands; -1: its reverse complement.</param>
/// <param name="Number">Where on its strand it begins to be read: 1, 2 or 3.</param>
/// <param name="From">Its first nucleotide on the sequence as it stands, from 1.</param>
/// <param name="To">Its last one, with the stop codon where there is one.</param>
/// <param name="AminoAcids">How many.</param>
public sealed record ReadingFrame(int Strand, int Number, int From, int To, int AminoAcids)
{
    /// <summary>"+1" to "+3", "−1" to "−3".</summary>
    public string Name => $"{(Strand > 0 ? '+' : '−')}{Number}";
}
