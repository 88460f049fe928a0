using System.Text;
using System.Text.Json;
using Virtool.Domain.References;

namespace Virtool.Jobs.References.Import;

/// <summary>Reads one OTU after another out of the list of a JSON file.</summary>
/// <param name="tokens">The file.</param>
/// <param name="problems">What is wrong with values is taken down here.</param>
/// <param name="letters">Whether nucleotides are kept.</param>
/// <param name="former">It is the format before <c>otus</c>: isolates have <c>isolate_id</c>, and a sequence's id is its accession.</param>
internal sealed class JsonOtuReader(JsonTokens tokens, ProblemList problems, bool letters, bool former)
{
    private const int LongestId = 200;
    private const int LongestName = 500;
    private const int LongestText = 10_000;
    private const string Mend = "Mend it in the file, or export the reference again.";

    private readonly JsonValues _values = new(tokens, problems);
    private long _size;
    private int _sequences;
    private bool _tooLarge;

    /// <summary>The OTU that begins here; null where none does.</summary>
    /// <param name="place">Where it stands.</param>
    public SourceOtu? Read(string place)
    {
        _values.Subject = "";
        _size = 0;
        _sequences = 0;
        _tooLarge = false;
        if (tokens.Type == JsonTokenType.Null || !_values.Begins(place, JsonTokenType.StartObject))
        {
            if (tokens.Type == JsonTokenType.Null)
            {
                problems.Add(place, "The OTU is null.", Mend);
            }

            return null;
        }

        var otu = new SourceOtu { Place = place };
        var hasIsolates = false;
        while (tokens.NextField() is { } field)
        {
            var path = $"{place}.{field}";
            switch (field)
            {
                case "_id" or "id":
                    otu = otu with { Id = _values.Text(path, LongestId) is { Length: > 0 } id ? id : otu.Id };
                    break;
                case "name":
                    otu = otu with { Name = _values.Text(path, LongestName) ?? "" };
                    _values.Subject = otu.Name;
                    break;
                case "abbreviation":
                    otu = otu with { Abbreviation = _values.Text(path, LongestName) ?? "" };
                    break;
                case "taxid":
                    otu = otu with { TaxonId = _values.Count(path) };
                    break;
                case "taxon_name":
                    otu = otu with { TaxonName = _values.Text(path, LongestName) ?? "" };
                    break;
                case "schema":
                    otu = otu with { Schema = Schema(path) };
                    break;
                case "isolates":
                    hasIsolates = true;
                    otu = otu with { Isolates = Isolates(path) };
                    break;
                default:
                    tokens.Skip();
                    break;
            }
        }

        _values.Subject = otu.Name;
        if (!hasIsolates)
        {
            problems.Add(_values.Where($"{place}.isolates"), "The OTU does not say its isolates.", "Give them as a list, which may be empty.");
        }

        return otu;
    }

    private List<Segment> Schema(string place)
    {
        var segments = new List<Segment>();
        if (!_values.Begins(place, JsonTokenType.StartArray))
        {
            return segments;
        }

        for (var index = 0; tokens.NextElement(); index++)
        {
            var path = FormattableString.Invariant($"{place}[{index}]");
            if (_values.Begins(path, JsonTokenType.StartObject) && RefuseMore(place, segments.Count, ReferenceLimits.Segments, "segments"))
            {
                segments.Add(Segment(path));
            }
        }

        return segments;
    }

    private Segment Segment(string place)
    {
        var segment = new Segment("");
        while (tokens.NextField() is { } field)
        {
            switch (field)
            {
                case "name":
                    segment = segment with { Name = _values.Text($"{place}.{field}", LongestName) ?? "" };
                    break;
                case "required":
                    segment = segment with { Required = _values.Flag($"{place}.{field}") ?? true };
                    break;
                case "molecule":
                    segment = segment with { Molecule = _values.Text($"{place}.{field}", LongestName) ?? "" };
                    break;
                default:
                    tokens.Skip();
                    break;
            }
        }

        return segment;
    }

    private List<SourceIsolate> Isolates(string place)
    {
        var isolates = new List<SourceIsolate>();
        if (!_values.Begins(place, JsonTokenType.StartArray))
        {
            return isolates;
        }

        for (var index = 0; tokens.NextElement(); index++)
        {
            var path = FormattableString.Invariant($"{place}[{index}]");
            if (_values.Begins(path, JsonTokenType.StartObject) && RefuseMore(place, isolates.Count, ReferenceLimits.Isolates, "isolates"))
            {
                isolates.Add(Isolate(path));
                _size += ReferenceLimits.SizeOf(isolates[^1]);
            }
        }

        return isolates;
    }

    private SourceIsolate Isolate(string place)
    {
        var isolate = new SourceIsolate { Place = place };
        var hasSequences = false;
        while (tokens.NextField() is { } field)
        {
            var path = $"{place}.{field}";
            switch (field)
            {
                case "id" or "_id" or "isolate_id":
                    isolate = isolate with { Id = _values.Text(path, LongestId) is { Length: > 0 } id ? id : isolate.Id };
                    break;
                case "source_type":
                    isolate = isolate with { SourceType = (_values.Text(path, LongestName) ?? "").ToLowerInvariant() };
                    break;
                case "source_name":
                    isolate = isolate with { SourceName = _values.Text(path, LongestName) ?? "" };
                    break;
                case "default":
                    isolate = isolate with { Default = _values.Flag(path) ?? false };
                    break;
                case "sequences":
                    hasSequences = true;
                    isolate = isolate with { Sequences = Sequences(path) };
                    break;
                default:
                    tokens.Skip();
                    break;
            }
        }

        if (!hasSequences)
        {
            problems.Add(_values.Where($"{place}.sequences"), "The isolate does not say its sequences.", "Give them as a list.");
        }

        return isolate;
    }

    private List<SourceSequence> Sequences(string place)
    {
        var sequences = new List<SourceSequence>();
        if (!_values.Begins(place, JsonTokenType.StartArray))
        {
            return sequences;
        }

        for (var index = 0; tokens.NextElement(); index++)
        {
            var path = FormattableString.Invariant($"{place}[{index}]");
            if (_values.Begins(path, JsonTokenType.StartObject) && RefuseMore(place, _sequences++, ReferenceLimits.SequencesOfOtu, "sequences") && RefuseLarge(place))
            {
                sequences.Add(Sequence(path));
            }
        }

        return sequences;
    }

    private SourceSequence Sequence(string place)
    {
        var sequence = new SourceSequence { Place = place };
        var hasLetters = false;
        while (tokens.NextField() is { } field)
        {
            var path = $"{place}.{field}";
            switch (field)
            {
                case "_id" or "id":
                    sequence = sequence with { Id = _values.Text(path, LongestId) is { Length: > 0 } id ? id : sequence.Id };
                    break;
                case "accession":
                    sequence = sequence with { Accession = _values.Text(path, LongestName) ?? "" };
                    break;
                case "definition":
                    sequence = sequence with { Definition = _values.Text(path, LongestText) ?? "" };
                    break;
                case "host":
                    sequence = sequence with { Host = _values.Text(path, LongestText) ?? "" };
                    break;
                case "segment":
                    sequence = sequence with { Segment = _values.Text(path, LongestName) is { Length: > 0 } segment ? segment : null };
                    break;
                case "target":
                    sequence = sequence with { Target = _values.Text(path, LongestName) is { Length: > 0 } target ? target : null };
                    break;
                case "sequence":
                    hasLetters = tokens.Type != JsonTokenType.Null;
                    sequence = Nucleotides(sequence, path);
                    break;
                default:
                    tokens.Skip();
                    break;
            }
        }

        _size += ReferenceLimits.SizeOf(sequence);
        if (!hasLetters)
        {
            problems.Add(_values.Where($"{place}.sequence"), "The nucleotides are missing.", "Add them, or remove the sequence.");
        }

        return former && sequence.Accession.Length == 0 ? sequence with { Accession = sequence.Id ?? "", Id = null } : sequence;
    }

    private SourceSequence Nucleotides(SourceSequence sequence, string path)
    {
        if (tokens.Type != JsonTokenType.String)
        {
            _values.Text(path, 0);
            return sequence;
        }

        var (kept, length) = Letters.Read(tokens.Escaped ? Encoding.UTF8.GetBytes(tokens.Text()) : tokens.Raw, letters, out var strange);
        if (strange is { } letter)
        {
            problems.Add(
                _values.Where(path),
                $"{Letters.Called(letter)} is no letter of a nucleotide sequence.",
                "Write A, C, G, T, U or an ambiguity code of IUPAC (R, Y, S, W, K, M, B, D, H, V, N).");
        }
        else if (length == 0)
        {
            problems.Add(_values.Where(path), "The sequence is empty.", "Add its nucleotides, or remove it.");
        }

        return sequence with { Nucleotides = kept, Length = length };
    }

    // Said once; what follows is not kept.
    private bool RefuseLarge(string place)
    {
        if (_size <= ReferenceLimits.BytesOfOtu)
        {
            return true;
        }

        if (!_tooLarge)
        {
            _tooLarge = true;
            problems.Add(_values.Where(place), ReferenceLimits.TooLarge, "Divide the OTU, or leave isolates out.");
        }

        tokens.Skip();
        return false;
    }

    private bool RefuseMore(string place, int count, int most, string what)
    {
        if (count < most)
        {
            return true;
        }

        if (count == most)
        {
            problems.Add(_values.Where(place), FormattableString.Invariant($"These are more than {most:N0} {what}."), "Divide the OTU.");
        }

        tokens.Skip();
        return false;
    }
}
