namespace Virtool.Domain.Rights;

/// <summary>
/// A document that only some may see: a protected one, or one that depends on it and takes its readers.
/// <list type="bullet">
/// <item>A sample and a reference have readers by their own rights.</item>
/// <item>An analysis has those of its sample, as trimmed reads have; a search for sequences like a contig has those of its analysis. A job has those of what it works for: a sample, an analysis, an index (those of its reference),
/// or a subtraction, which everyone may see.</item>
/// <item>An import is seen by everyone, until a sample is made of it: then it, and imports of the same bytes, have those of the sample.</item>
/// <item>A stored file has those of its import, or is seen by who uploaded it; from when a sample takes it, it has those of the sample.</item>
/// <item>What is reached only through something else has none of its own: a result through its analysis, a quality through its sample,
/// indexes, OTUs and sequences through their reference. So a change of rights writes small documents only, in one batch.</item>
/// </list>
/// Whoever writes a document that takes its readers from another holds the other in the same batch (<c>ToReplace</c> or <c>ToHold</c>): a
/// change of rights at the same moment then conflicts, and one of the two is tried again.
/// </summary>
public interface IReadable
{
    /// <summary>
    /// Who may see it, flat, by <see cref="Principals"/>: what queries filter by. Written in the same batch as the rights of what it
    /// depends on; empty: administrators only.
    /// </summary>
    IReadOnlyList<string> Readers { get; }
}
