namespace Virtool.Domain.Rights;

/// <summary>A document that only some may see: a protected one, or one that depends on it and takes its readers.</summary>
public interface IReadable
{
    /// <summary>
    /// Who may see it, flat, by <see cref="Principals"/>: what queries filter by. Written in the same batch as the rights of what it
    /// depends on; empty: administrators only.
    /// </summary>
    IReadOnlyList<string> Readers { get; }
}
