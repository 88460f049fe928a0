namespace Virtool.Domain.Samples;

/// <summary>One file of a sample's reads.</summary>
/// <param name="Name"><c>reads_1.fq.gz</c> or <c>reads_2.fq.gz</c>.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ReadCount">Reads in it.</param>
/// <param name="Sha256">Of its bytes, lower-case hex; empty while lanes are to be joined.</param>
/// <param name="From">The stored file it was; of joined lanes the first.</param>
public sealed record SampleFile(string Name, long Size, long ReadCount, string Sha256, SourceFile From)
{
    /// <summary>The stored files of all lanes in their order, where lanes were joined; otherwise empty.</summary>
    public IReadOnlyList<SourceFile> Lanes { get; init; } = [];
}
