using System.Text.Encodings.Web;
using System.Text.Json;
using Virtool.Domain.References;

namespace Virtool.Jobs.References.Export;

/// <summary>Writes the JSON of exports, virus by virus. The output is not owned.</summary>
/// <param name="output">Where to.</param>
internal sealed class ReferenceWriter(Stream output) : IAsyncDisposable
{
    private readonly Utf8JsonWriter _writer = new(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>What is said of the reference itself.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="control">The id of its internal control among the viruses that follow; null: none.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task BeginAsync(Reference reference, string? control, CancellationToken cancellation)
    {
        _writer.WriteStartObject();
        _writer.WriteString("data_type", reference.DataType);
        _writer.WriteString("organism", reference.Organism);
        _writer.WriteString("name", reference.Name);
        _writer.WriteString("description", reference.Description);
        _writer.WriteString("created_at", reference.CreatedAt.UtcDateTime);
        _writer.WriteStartArray("source_types");
        foreach (var type in reference.SourceTypes)
        {
            _writer.WriteStringValue(type);
        }

        _writer.WriteEndArray();
        _writer.WriteBoolean("restrict_source_types", reference.RestrictSourceTypes);
        if (control is not null)
        {
            _writer.WriteString("internal_control", control);
        }

        _writer.WriteStartArray("targets");
        foreach (var target in reference.Targets)
        {
            Write(target);
        }

        _writer.WriteEndArray();
        _writer.WriteStartArray("otus");
        await _writer.FlushAsync(cancellation);
    }

    /// <summary>A virus.</summary>
    public async Task WriteAsync(JoinedOtu virus, CancellationToken cancellation)
    {
        _writer.WriteStartObject();
        _writer.WriteString("_id", virus.Otu.Id);
        _writer.WriteString("name", virus.Otu.Name);
        _writer.WriteString("abbreviation", virus.Otu.Abbreviation);
        if (virus.Otu.TaxonId is { } taxon)
        {
            _writer.WriteNumber("taxid", taxon);
        }
        else
        {
            _writer.WriteNull("taxid");
        }

        if (virus.Otu.TaxonName.Length > 0)
        {
            _writer.WriteString("taxon_name", virus.Otu.TaxonName);
        }

        _writer.WriteStartArray("schema");
        foreach (var segment in virus.Otu.Schema)
        {
            Write(segment);
        }

        _writer.WriteEndArray();
        _writer.WriteStartArray("isolates");
        foreach (var isolate in virus.Otu.Isolates)
        {
            Write(isolate, virus);
        }

        _writer.WriteEndArray();
        _writer.WriteEndObject();
        await _writer.FlushAsync(cancellation);
    }

    /// <summary>The end.</summary>
    public async Task EndAsync(CancellationToken cancellation)
    {
        _writer.WriteEndArray();
        _writer.WriteEndObject();
        await _writer.FlushAsync(cancellation);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        // What was broken off is not finished here.
        _writer.Reset();
        return _writer.DisposeAsync();
    }

    private void Write(Target target)
    {
        _writer.WriteStartObject();
        _writer.WriteString("name", target.Name);
        _writer.WriteString("description", target.Description);
        _writer.WriteBoolean("required", target.Required);
        if (target.Length is { } length)
        {
            _writer.WriteNumber("length", length);
        }

        _writer.WriteEndObject();
    }

    private void Write(Segment segment)
    {
        _writer.WriteStartObject();
        _writer.WriteString("name", segment.Name);
        _writer.WriteString("molecule", segment.Molecule);
        _writer.WriteBoolean("required", segment.Required);
        _writer.WriteEndObject();
    }

    private void Write(Isolate isolate, JoinedOtu virus)
    {
        _writer.WriteStartObject();
        _writer.WriteString("id", isolate.Id);
        _writer.WriteString("source_type", isolate.SourceType);
        _writer.WriteString("source_name", isolate.SourceName);
        _writer.WriteBoolean("default", isolate.Default);
        _writer.WriteStartArray("sequences");
        foreach (var sequence in virus.SequencesOf(isolate.Id))
        {
            Write(sequence);
        }

        _writer.WriteEndArray();
        _writer.WriteEndObject();
    }

    private void Write(Sequence sequence)
    {
        _writer.WriteStartObject();
        _writer.WriteString("_id", sequence.Id);
        _writer.WriteString("accession", sequence.Accession);
        _writer.WriteString("definition", sequence.Definition);
        _writer.WriteString("host", sequence.Host);
        _writer.WriteString("segment", sequence.Segment ?? "");
        if (sequence.Target is { } target)
        {
            _writer.WriteString("target", target);
        }

        _writer.WriteString("sequence", sequence.Nucleotides);
        _writer.WriteEndObject();
    }
}
