using System.Text.Json;
using Virtool.Data.Documents;
using Virtool.Domain.References;

namespace Virtool.App.Tests.References;

/// <summary>Viruses as text, to compare them by what an export has of them.</summary>
internal static class VirusText
{
    private static readonly JsonSerializerOptions Indented = new(Json.Stored) { WriteIndented = true };

    /// <summary>Viruses by name.</summary>
    /// <param name="viruses">The viruses.</param>
    /// <param name="ids">Whether ids are compared too.</param>
    public static string Of(IEnumerable<JoinedOtu> viruses, bool ids) => JsonSerializer.Serialize(
        viruses.OrderBy(virus => virus.Otu.LowerName, StringComparer.Ordinal).Select(virus => new
        {
            Id = ids ? virus.Otu.Id : "",
            virus.Otu.Name,
            virus.Otu.Abbreviation,
            virus.Otu.TaxonId,
            virus.Otu.TaxonName,
            virus.Otu.Schema,
            virus.Otu.Verified,
            Isolates = virus.Otu.Isolates.Select(isolate => new
            {
                Id = ids ? isolate.Id : "",
                isolate.SourceType,
                isolate.SourceName,
                isolate.Default,
                Sequences = virus.SequencesOf(isolate.Id).Select(sequence => new
                {
                    Id = ids ? sequence.Id : "",
                    sequence.Accession,
                    sequence.Definition,
                    sequence.Host,
                    sequence.Segment,
                    sequence.Target,
                    sequence.Nucleotides,
                    sequence.Length,
                }),
            }),
        }),
        Indented);
}
