using Virtool.Domain.Otus;
using Virtool.Domain.References;

namespace Virtool.Components.Otus;

/// <summary>A sequence as it is typed.</summary>
public sealed class SequenceFields
{
    /// <summary>As in GenBank, with its version.</summary>
    public string Accession { get; set; } = "";

    /// <summary>What it is, in a line.</summary>
    public string Definition { get; set; } = "";

    /// <summary>What it was isolated from.</summary>
    public string Host { get; set; } = "";

    /// <summary>Its segment; empty: none.</summary>
    public string Segment { get; set; } = "";

    /// <summary>Its target; empty: none.</summary>
    public string Target { get; set; } = "";

    /// <summary>Its letters.</summary>
    public string Nucleotides { get; set; } = "";

    /// <summary>How many letters it has, white space not counted.</summary>
    public int Length => Nucleotides.Count(letter => !char.IsWhiteSpace(letter));

    /// <summary>The sequence that is to be added.</summary>
    public SequenceDraft Draft => new(Accession, Definition, Nucleotides, Segment.Length == 0 ? null : Segment)
    {
        Host = Host,
        Target = Target.Length == 0 ? null : Target,
    };

    /// <summary>The change that makes a sequence so.</summary>
    public SequenceEdit Edit => new() { Accession = Accession, Definition = Definition, Host = Host, Segment = Segment, Target = Target, Nucleotides = Nucleotides };

    /// <summary>Takes what was found elsewhere; what that does not say stays.</summary>
    public void Fill(SequenceDraft found)
    {
        (Accession, Nucleotides) = (found.Accession, found.Nucleotides);
        Definition = found.Definition.Length == 0 ? Definition : found.Definition;
        Host = found.Host.Length == 0 ? Host : found.Host;
        Segment = found.Segment ?? Segment;
    }

    /// <summary>Of a sequence as it is.</summary>
    public static SequenceFields Of(Sequence sequence) => new()
    {
        Accession = sequence.Accession,
        Definition = sequence.Definition,
        Host = sequence.Host,
        Segment = sequence.Segment ?? "",
        Target = sequence.Target ?? "",
        Nucleotides = sequence.Nucleotides,
    };

    /// <summary>The segments that a sequence of an isolate can be: those that no other sequence of it is, and its own.</summary>
    public static IReadOnlyList<string> FreeSegments(JoinedOtu joined, string isolateId, Sequence? sequence) =>
    [
        .. joined.Otu.Schema.Select(segment => segment.Name)
            .Where(name => joined.SequencesOf(isolateId).All(other => other.Id == sequence?.Id || other.Segment != name)),
    ];
}
