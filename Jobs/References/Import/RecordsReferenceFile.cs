using Virtool.Bio;
using Virtool.Domain.Otus;
using Virtool.Domain.References;

namespace Virtool.Jobs.References.Import;

/// <summary>
/// A file of records that come in any order, each with one sequence: they are gathered into viruses by name, without regard to case, and within
/// one into isolates. Records that do not say of which isolate they are make up an isolate together until a segment comes again.
/// </summary>
public abstract class RecordsReferenceFile : ReferenceFile
{
    private IReadOnlyList<SourceOtu>? _otus;

    /// <summary>A file, opened by a function.</summary>
    protected RecordsReferenceFile(Func<Stream> open) : base(open)
    {
    }

    /// <summary>The names of its viruses are those of NCBI's taxonomy.</summary>
    protected virtual bool HasTaxonNames => false;

    /// <summary>Its records, as they are asked for, those that name no virus too.</summary>
    /// <exception cref="InputException">From here on it cannot be read.</exception>
    public abstract IEnumerable<SourceRecord> Records(ProblemList problems, CancellationToken cancellation);

    /// <inheritdoc />
    public override IEnumerable<SourceOtu> Otus(bool letters, ProblemList problems, CancellationToken cancellation)
    {
        _otus ??= Gather(problems, cancellation);
        return _otus;
    }

    private List<SourceOtu> Gather(ProblemList problems, CancellationToken cancellation)
    {
        var gathered = new Dictionary<string, Gathered>(StringComparer.Ordinal);
        var bases = 0L;
        foreach (var record in Records(problems, cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            bases += record.Sequence.Length;
            if (bases > ReferenceLimits.BasesOfRecords)
            {
                throw new InputException(FormattableString.Invariant($"The file has more than {ReferenceLimits.BasesOfRecords:N0} bases. Divide it, or import it as JSON."));
            }

            if (record.Otu.Length > 0)
            {
                var name = record.Otu.ToLowerInvariant();
                gathered.TryAdd(name, new Gathered(record, HasTaxonNames));
                gathered[name].Add(record);
            }
        }

        return [.. gathered.Values.Select(one => one.ToOtu())];
    }

    /// <summary>Looks at the letters of a record's sequence.</summary>
    protected static SourceSequence Checked(SourceSequence sequence, ReadOnlySpan<byte> text, string where, ProblemList problems)
    {
        var (kept, length) = Letters.Read(text, keep: true, out var strange);
        if (strange is { } letter)
        {
            problems.Add(where, $"{Letters.Called(letter)} is no letter of a nucleotide sequence.", "Write A, C, G, T, U or an ambiguity code of IUPAC (R, Y, S, W, K, M, B, D, H, V, N).");
        }
        else if (length == 0)
        {
            problems.Add(where, "The sequence is empty.", "Add its nucleotides, or remove it.");
        }

        return sequence with { Nucleotides = kept, Length = length };
    }

    /// <summary>The type and the name in what a file calls an isolate: "strain X" is a strain, and "X" an isolate; null where it says nothing.</summary>
    protected static (string Type, string Name)? Isolate(string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        var blank = text.IndexOf(' ', StringComparison.Ordinal);
        var first = blank < 0 ? "" : text[..blank].ToLowerInvariant();
        return ReferenceRules.UsualSourceTypes.Contains(first) ? (first, text[(blank + 1)..].Trim()) : ("isolate", text);
    }

    private sealed class Gathered(SourceRecord first, bool taxaByName)
    {
        private readonly List<(string Type, string Name, bool Said, List<SourceSequence> Sequences)> _isolates = [];
        private readonly List<Segment> _segments = [];
        private string _abbreviation = "";
        private int? _taxon;

        public void Add(SourceRecord record)
        {
            _abbreviation = _abbreviation.Length > 0 ? _abbreviation : record.Abbreviation;
            _taxon ??= record.TaxonId;
            if (record.Sequence.Segment is { } segment && _segments.All(one => one.Name != segment))
            {
                _segments.Add(new Segment(segment, Required: true, record.Molecule));
            }

            SequencesOf(record).Add(record.Sequence);
        }

        public SourceOtu ToOtu() => new()
        {
            Place = FormattableString.Invariant($"line {first.Line}"),
            Name = first.Otu,
            Abbreviation = _abbreviation,
            TaxonId = _taxon,
            TaxonName = _taxon is null || !taxaByName ? "" : first.Otu,
            Schema = [.. _segments.Select(segment => segment with { Required = _isolates.All(isolate => isolate.Sequences.Any(sequence => sequence.Segment == segment.Name)) })],
            Isolates =
            [
                .. _isolates.Select((isolate, index) => new SourceIsolate
                {
                    Place = isolate.Sequences[0].Place,
                    SourceType = isolate.Type,
                    SourceName = isolate.Name,
                    Default = index == 0,
                    Sequences = isolate.Sequences,
                }),
            ],
        };

        private List<SourceSequence> SequencesOf(SourceRecord record)
        {
            var known = record.Isolate is { } said
                ? _isolates.FindIndex(isolate => isolate.Said && isolate.Type == said.Type && string.Equals(isolate.Name, said.Name, StringComparison.OrdinalIgnoreCase))
                : _isolates.FindLastIndex(isolate => !isolate.Said && isolate.Sequences.All(sequence => sequence.Segment != record.Sequence.Segment));
            if (known < 0)
            {
                _isolates.Add((record.Isolate?.Type ?? "unknown", record.Isolate?.Name ?? "", record.Isolate is not null, []));
                known = _isolates.Count - 1;
            }

            return _isolates[known].Sequences;
        }
    }
}
