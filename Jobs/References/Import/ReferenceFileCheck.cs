using Virtool.Bio;
using Virtool.Domain.Otus;
using Virtool.Domain.References;

namespace Virtool.Jobs.References.Import;

/// <summary>
/// Checks a whole file before anything of it is written. It keeps the names and ids of a file, and no sequence.
/// Names are compared without regard to case, abbreviations with regard to it: there are viruses that differ by that alone.
/// </summary>
public sealed class ReferenceFileCheck
{
    private const string DeleteOne = "Remove one of them, or give it another one.";

    private readonly ReferenceFile _file;
    private readonly ProblemList _problems = new();
    private readonly ProblemList _notes = new();
    private readonly Dictionary<string, string> _otuIds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _sequenceIds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _abbreviations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _targets = new(StringComparer.Ordinal);
    private int _otus;
    private int _isolates;
    private int _sequences;
    private long _bases;

    private ReferenceFileCheck(ReferenceFile file) => _file = file;

    /// <summary>Checks a file; what is wrong with it is in the result, however little of it can be read.</summary>
    /// <param name="file">The file.</param>
    /// <param name="progress">Told how much of the file was read, 0 to 1; null: nobody asks.</param>
    /// <param name="cancellation">Ends it.</param>
    public static CheckedFile Run(ReferenceFile file, Action<double>? progress, CancellationToken cancellation) => new ReferenceFileCheck(file).Run(progress, cancellation);

    /// <summary>Opens a file and checks it; null for the file where it is nothing that a reference is made of.</summary>
    /// <param name="open">Tells what the file is.</param>
    /// <param name="progress">Told how much of the file was read, 0 to 1; null: nobody asks.</param>
    /// <param name="cancellation">Ends it.</param>
    public static (ReferenceFile? File, CheckedFile Checked) Open(Func<ReferenceFile> open, Action<double>? progress, CancellationToken cancellation)
    {
        try
        {
            var file = open();
            return (file, Run(file, progress, cancellation));
        }
        catch (InputException exception)
        {
            var problems = new ProblemList();
            Broken(problems, exception);
            return (null, new CheckedFile(new FileSummary("", new ReferenceHead(), 0, 0, 0, 0), problems.Listed, problems.Total, [], [], []));
        }
    }

    private CheckedFile Run(Action<double>? progress, CancellationToken cancellation)
    {
        try
        {
            foreach (var otu in _file.Otus(letters: false, _problems, cancellation))
            {
                cancellation.ThrowIfCancellationRequested();
                Check(otu);
                progress?.Invoke(_file.Fraction);
                if (_otus > ReferenceLimits.Otus || _sequences > ReferenceLimits.Sequences)
                {
                    throw new InputException(FormattableString.Invariant(
                        $"The file has more than {ReferenceLimits.Otus:N0} OTUs or {ReferenceLimits.Sequences:N0} sequences, which is more than a reference may have. Divide it."));
                }
            }

            CheckHead(_file.Head);
        }
        catch (InputException exception)
        {
            Broken(_problems, exception);
        }

        return new CheckedFile(
            new FileSummary(_file.Format, _file.Head, _otus, _isolates, _sequences, _bases), _problems.Told(), _problems.Total, _notes.Told(), _otuIds.Keys, _sequenceIds.Keys);
    }

    private static void Broken(ProblemList problems, InputException exception) => problems.Add(
        exception.Line is { } line ? FormattableString.Invariant($"Line {line:N0}") : "The file",
        Sentence(exception),
        "It cannot be read any further. Mend that first, and check the file again.");

    // An error on a line begins with the line, which stands beside it.
    private static string Sentence(InputException exception)
    {
        var text = exception.Message;
        var prefix = exception.Line is { } line ? FormattableString.Invariant($"Line {line}: ") : "";
        var sentence = prefix.Length > 0 && text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text;
        return sentence.Length == 0 ? text : char.ToUpperInvariant(sentence[0]) + sentence[1..];
    }

    private void Check(SourceOtu otu)
    {
        _otus++;
        if (otu.Name.Length == 0)
        {
            _problems.Add(At(otu, $"{otu.Place}.name"), "The OTU has no name.", "Name it.");
        }
        else
        {
            Once(_names, otu.Name.ToLowerInvariant(), otu, otu.Place, At(otu, $"{otu.Place}.name"), other => $"{other} has the same name, {otu.Name}.");
        }

        Once(_abbreviations, otu.Abbreviation, otu, otu.Called, At(otu, $"{otu.Place}.abbreviation"), other => $"{other} has the same abbreviation, {otu.Abbreviation}.");
        Once(_otuIds, SourceIds.Kept(otu.Id) ?? "", otu, otu.Called, At(otu, $"{otu.Place}._id"), other => $"{other} has the same id, {otu.Id}.");
        CheckSchema(otu);
        CheckIsolates(otu);
    }

    private void Once(Dictionary<string, string> known, string value, SourceOtu otu, string name, string where, Func<string, string> what)
    {
        if (value.Length > 0 && !known.TryAdd(value, name))
        {
            _problems.Add(where, what(known[value]), DeleteOne);
        }
    }

    private void CheckSchema(SourceOtu otu)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, segment) in otu.Schema.Index())
        {
            var where = At(otu, FormattableString.Invariant($"{otu.Place}.schema[{index}]"));
            if (segment.Name.Length == 0)
            {
                _problems.Add(where, "The segment has no name.", "Name it.");
            }
            else if (!names.Add(segment.Name))
            {
                _problems.Add(where, $"The OTU has the segment {segment.Name} twice.", "Remove one of them.");
            }

            if (!OtuRules.Molecules.Contains(segment.Molecule))
            {
                _problems.Add(where, $"The molecule {segment.Molecule} is not known.", $"Take one of {string.Join(", ", OtuRules.Molecules.Where(molecule => molecule.Length > 0))}, or leave it empty.");
            }
        }
    }

    private void CheckIsolates(SourceOtu otu)
    {
        _isolates += otu.Isolates.Count;
        if (otu.Isolates.Count == 0)
        {
            _notes.Add(At(otu, otu.Place), "The OTU has no isolates.", "It is taken as it is. Add isolates before an index is built.");
            return;
        }

        var defaults = otu.Isolates.Count(isolate => isolate.Default);
        if (defaults != 1)
        {
            var one = otu.Isolates.FirstOrDefault(isolate => isolate.Default) ?? otu.Isolates[0];
            _notes.Add(At(otu, otu.Place), defaults == 0 ? "No isolate is the default one." : $"{defaults} isolates are the default one.", $"The first of them, {one.Called}, is taken.");
        }

        if (otu.Isolates.All(isolate => isolate.Sequences.Count > 0) && otu.Isolates.DistinctBy(isolate => isolate.Sequences.Count).Count() > 1)
        {
            _notes.Add(At(otu, otu.Place), "Its isolates have different numbers of sequences.", "It is taken as it is. Complete the isolates before an index is built.");
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        var size = 0L;
        foreach (var isolate in otu.Isolates)
        {
            if (isolate.Id is { } id && !ids.Add(id))
            {
                _problems.Add(At(otu, $"{isolate.Place}.id", isolate), $"Two isolates of the OTU have the id {id}.", DeleteOne);
            }

            if (isolate.Sequences.Count == 0)
            {
                _problems.Add(At(otu, $"{isolate.Place}.sequences", isolate), "The isolate has no sequences.", "Add them, or remove the isolate.");
            }

            size += ReferenceLimits.SizeOf(isolate);
            foreach (var sequence in isolate.Sequences)
            {
                size += ReferenceLimits.SizeOf(sequence);
                Check(otu, isolate, sequence);
            }
        }

        if (size > ReferenceLimits.BytesOfOtu)
        {
            _problems.Add(At(otu, otu.Place), ReferenceLimits.TooLarge, "Divide the OTU, or leave isolates out.");
        }
    }

    private void Check(SourceOtu otu, SourceIsolate isolate, SourceSequence sequence)
    {
        _sequences++;
        _bases += sequence.Length;
        if (sequence.Accession.Length == 0)
        {
            _problems.Add(At(otu, $"{sequence.Place}.accession", isolate), "The sequence has no accession.", "Give it one; where there is none in GenBank, a name of your own.");
        }

        if (SourceIds.Kept(sequence.Id) is { } id && !_sequenceIds.TryAdd(id, otu.Called))
        {
            _problems.Add(At(otu, $"{sequence.Place}._id", isolate, sequence), $"A sequence of {_sequenceIds[id]} has the same id, {id}.", DeleteOne);
        }

        if (sequence.Segment is { } segment && otu.Schema.All(one => one.Name != segment))
        {
            _problems.Add(
                At(otu, $"{sequence.Place}.segment", isolate, sequence),
                $"The OTU has no segment {segment}.",
                otu.Schema.Count == 0 ? "Add it to the OTU's schema, or leave it out." : $"Take one of {string.Join(", ", otu.Schema.Select(one => one.Name))}, or add it to the OTU's schema.");
        }

        if (sequence.Target is { } target && _targets.Count < ReferenceLimits.Segments)
        {
            _targets.TryAdd(target, At(otu, $"{sequence.Place}.target", isolate, sequence));
        }
    }

    private void CheckHead(ReferenceHead head)
    {
        if (head.DataType is { Length: > 0 } type && !ReferenceRules.DataTypes.Contains(type))
        {
            _problems.Add("data_type", $"The data type {type} is not known.", $"Take {string.Join(" or ", ReferenceRules.DataTypes)}.");
        }

        var targets = (head.Targets ?? []).Select(target => target.Name).ToList();
        if (targets.Contains("") || targets.Distinct(StringComparer.Ordinal).Count() < targets.Count)
        {
            _problems.Add("targets", targets.Contains("") ? "A target has no name." : "Two targets have the same name.", "Name each of them differently.");
        }

        foreach (var (target, where) in _targets.Where(pair => !targets.Contains(pair.Key)))
        {
            _problems.Add(where, $"The reference has no target {target}.", "Add it to the targets of the reference, or leave it out.");
        }

        if (_otus == 0 && !_problems.Any)
        {
            _notes.Add("The file", "It has no OTUs.", "The reference is empty at first.");
        }
    }

    private static string At(SourceOtu otu, string path, SourceIsolate? isolate = null, SourceSequence? sequence = null)
    {
        var words = new[] { otu.Name, isolate?.Called ?? "", sequence?.Accession ?? "" }.Where(word => word.Length > 0).ToList();
        return words.Count == 0 ? path : $"{string.Join(", ", words)} ({path})";
    }
}
