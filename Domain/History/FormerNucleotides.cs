using Virtool.Data.Documents;

namespace Virtool.Domain.History;

/// <summary>Nucleotides that a virus had in a former version, and that none of its present sequences needs to have.</summary>
public sealed record FormerNucleotides : Document
{
    /// <summary>The collection's name.</summary>
    public const string Collection = "former_nucleotides";

    /// <summary>The virus.</summary>
    public required string OtuId { get; init; }

    /// <summary>The virus's reference.</summary>
    public required string ReferenceId { get; init; }

    /// <summary>Their hash, see <see cref="SequenceHash"/>.</summary>
    public required string Hash { get; init; }

    /// <summary>The letters.</summary>
    public required string Nucleotides { get; init; }

    /// <summary>The id of a virus's nucleotides: they are kept once, however often they come and go.</summary>
    public static string IdOf(string otuId, string hash) => $"{otuId}.{hash}";
}
