using System.Globalization;
using System.Text;
using Virtool.Bio.Reads;

namespace Virtool.Bio.GenBank;

/// <summary>
/// Reads GenBank flat files (NCBI-GenBank Flat File Release notes, section 3.4), packed or plain, one record after another. Strict about what
/// is cut: a record needs its <c>//</c>, its ORIGIN, and as many letters there as its LOCUS says. What is not needed is passed over.
/// </summary>
public sealed class GenBankReader : IDisposable
{
    /// <summary>Most letters of one record.</summary>
    public const int LongestSequence = 50_000_000;

    private const int LongestLine = 64 * 1024;
    private const int KeywordWidth = 12;

    private readonly BoundedLines _lines;

    /// <summary>Opens a file. Owns the stream.</summary>
    /// <exception cref="ReadsException">The file has 0 bytes.</exception>
    public GenBankReader(Stream stream) => _lines = new BoundedLines(ReadsStream.Open(stream), LongestLine);

    /// <summary>All records of a file, read as they are asked for.</summary>
    /// <exception cref="InputException">The file is no GenBank file, ends too early, or cannot be unpacked.</exception>
    public static IEnumerable<GenBankRecord> ReadAll(Stream stream)
    {
        using var reader = new GenBankReader(stream);
        while (reader.Read() is { } record)
        {
            yield return record;
        }
    }

    /// <summary>The next record; null at the end.</summary>
    /// <exception cref="InputException">The file is no GenBank file, ends too early, or cannot be unpacked.</exception>
    public GenBankRecord? Read()
    {
        var first = _lines.Next();
        while (first is not null && string.IsNullOrWhiteSpace(first))
        {
            first = _lines.Next();
        }

        if (first is null)
        {
            return null;
        }

        return first.StartsWith("LOCUS ", StringComparison.Ordinal)
            ? new Entry(_lines, first).Read()
            : throw new InputException(_lines.Number, "the line does not start with LOCUS, so no GenBank record starts here.");
    }

    /// <summary>Closes the stream.</summary>
    public void Dispose() => _lines.Dispose();

    /// <summary>One record, while it is read.</summary>
    private sealed class Entry(BoundedLines lines, string locus)
    {
        private readonly long _start = lines.Number;
        private readonly GenBankSource _source = new();
        private readonly StringBuilder _definition = new();
        private readonly StringBuilder _letters = new();
        private string _accession = "";
        private string _version = "";
        private string _organism = "";
        private bool _hasOrigin;

        public GenBankRecord Read()
        {
            var (length, molecule) = Locus();
            var section = "";
            while (true)
            {
                var line = lines.Next() ?? throw Cut();
                if (line.StartsWith("//", StringComparison.Ordinal))
                {
                    return Complete(length, molecule);
                }

                if (line.StartsWith("LOCUS ", StringComparison.Ordinal))
                {
                    throw Cut();
                }

                section = Keyword(line) is { Length: > 0 } keyword ? keyword : section;
                Take(section, line, begins: line.Length > 0 && line[0] != ' ');
            }
        }

        // "LOCUS       NC_010319               1111 bp ss-DNA     circular VRL 13-AUG-2018"
        private (int Length, string Molecule) Locus()
        {
            var words = locus.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var unit = Array.IndexOf(words, "bp");
            if (unit < 2 || !int.TryParse(words[unit - 1], NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            {
                throw new InputException(_start, words.Contains("aa") ? "this is a record of a protein. Take the one of its nucleotides." : "LOCUS does not say how many bp the record has.");
            }

            return length <= LongestSequence
                ? (length, unit + 1 < words.Length ? words[unit + 1] : "")
                : throw new InputException(_start, string.Create(CultureInfo.InvariantCulture, $"the record has {length:N0} bp; at most {LongestSequence:N0} are taken."));
        }

        private static string Keyword(string line)
        {
            if (line.Length == 0 || (line[0] == ' ' && !line.StartsWith("  ORGANISM", StringComparison.Ordinal)))
            {
                return "";
            }

            var text = line.AsSpan().TrimStart();
            var end = text.IndexOf(' ');
            return text[..(end < 0 ? text.Length : end)].ToString();
        }

        private void Take(string section, string line, bool begins)
        {
            switch (section)
            {
                case "DEFINITION":
                    _definition.Append(_definition.Length > 0 ? " " : "").Append(Value(line));
                    break;
                case "ACCESSION" when begins:
                    _accession = FirstWord(line);
                    break;
                case "VERSION" when begins:
                    _version = FirstWord(line);
                    break;
                case "ORGANISM" when _organism.Length == 0:
                    _organism = Value(line);
                    break;
                case "FEATURES" when !begins:
                    _source.Take(line, lines.Number);
                    break;
                case "ORIGIN":
                    _hasOrigin = true;
                    if (!begins)
                    {
                        TakeLetters(line);
                    }

                    break;
            }
        }

        private void TakeLetters(string line)
        {
            foreach (var letter in line)
            {
                if (char.IsAsciiLetter(letter))
                {
                    _letters.Append(char.ToUpperInvariant(letter));
                }
                else if (!char.IsAsciiDigit(letter) && !char.IsWhiteSpace(letter))
                {
                    throw new InputException(lines.Number, $"\"{letter}\" is no letter of a sequence.");
                }
            }

            if (_letters.Length > LongestSequence)
            {
                throw new InputException(lines.Number, "the sequence is longer than its LOCUS says.");
            }
        }

        private GenBankRecord Complete(int length, string molecule)
        {
            if (!_hasOrigin || (_letters.Length == 0 && length > 0))
            {
                throw new InputException(_start, $"{Name} has no sequence behind ORIGIN. Download the record with its sequence (\"GenBank (full)\").");
            }

            if (_letters.Length != length)
            {
                throw new InputException(
                    _start,
                    string.Create(CultureInfo.InvariantCulture, $"{Name} has {_letters.Length:N0} letters, and its LOCUS says {length:N0} bp. Part of it is missing: copy the file again."));
            }

            if (_accession.Length == 0 && _version.Length == 0)
            {
                throw new InputException(_start, "the record has neither ACCESSION nor VERSION.");
            }

            var definition = _definition.ToString();
            return new GenBankRecord(
                _accession.Length > 0 ? _accession : _version.Split('.')[0],
                _version,
                definition.EndsWith('.') ? definition[..^1] : definition,
                _source["organism"] is { Length: > 0 } organism ? organism : _organism,
                _letters.ToString(),
                _start)
            {
                Host = _source["host"],
                Isolate = _source["isolate"],
                Strain = _source["strain"],
                CloneName = _source["clone"],
                Segment = _source["segment"],
                Molecule = molecule,
                TaxonId = _source.TaxonId,
            };
        }

        private string Name => _version.Length > 0 ? _version : _accession.Length > 0 ? _accession : "the record";

        private InputException Cut() => new(
            lines.Number, string.Create(CultureInfo.InvariantCulture, $"the record that starts on line {_start} has no end (//). Part of the file is missing: copy it again."));

        private static string Value(string line) => line.Length > KeywordWidth ? line[KeywordWidth..].Trim() : line.Trim();

        private static string FirstWord(string line) => Value(line).Split(' ', 2)[0];
    }
}
