namespace Virtool.App.Tests.Workflows;

/// <summary>Made-up genomes and reads of them, the same in every run.</summary>
internal sealed class Genomes(int seed)
{
    private const string Letters = "ACGT";

    // One for each of 17 amino acids.
    private const string Codons = "GCAGATGAATTTGGACATATTAAACTAAATCCACAACGATCAACAGTATAT";

    // Tests want the same numbers in every run.
#pragma warning disable CA5394
    private readonly Random _random = new(seed);

    public string Genome(int length) => string.Create(length, _random, (target, random) =>
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = Letters[random.Next(4)];
        }
    });

    /// <summary>One that codes for a protein: without a stop codon in its first frame.</summary>
    public string Coding(int codons) => string.Concat(Genome(codons).Select((letter, at) => Codons.Substring(3 * (((Letters.IndexOf(letter, StringComparison.Ordinal) * 5) + at) % 17), 3)));

    /// <summary>A relative: that share of the bases is another one.</summary>
    public string Relative(string genome, double divergence) => string.Concat(genome.Select(letter =>
        _random.NextDouble() < divergence ? Letters[(Letters.IndexOf(letter, StringComparison.Ordinal) + 1 + _random.Next(3)) % 4] : letter));

    /// <summary>Pairs of reads, both along the genome's strand.</summary>
    public (string First, string Second)[] Pairs(string genome, int count, int length = 100) =>
        [.. Enumerable.Range(0, count).Select(_ => (Piece(genome, length), Piece(genome, length)))];

    private string Piece(string genome, int length) => genome.Substring(_random.Next(genome.Length - length + 1), length);
#pragma warning restore CA5394
}
