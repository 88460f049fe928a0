using System.Globalization;
using System.Text;

namespace Virtool.Bio.GenBank;

/// <summary>The qualifiers of the first <c>source</c> in the feature table of a GenBank record.</summary>
internal sealed class GenBankSource
{
    private const int KeyColumn = 5;
    private const int QualifierColumn = 21;
    private const string Taxon = "taxon:";

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly StringBuilder _open = new();
    private string? _name;
    private bool _inSource;
    private bool _sourceIsOver;

    /// <summary>The value of a qualifier, the first where it is given several times; empty where it is not there.</summary>
    public string this[string name] => _values.GetValueOrDefault(name, "");

    /// <summary>The number in NCBI's taxonomy.</summary>
    public int? TaxonId { get; private set; }

    /// <summary>A line below FEATURES.</summary>
    /// <exception cref="InputException">The text of a qualifier has no end.</exception>
    public void Take(string line, long number)
    {
        if (line.Length > KeyColumn && line[KeyColumn] != ' ')
        {
            if (_name is not null)
            {
                throw new InputException(number, $"the text of /{_name} has no closing quote.");
            }

            _sourceIsOver |= _inSource;
            _inSource = !_sourceIsOver && line.AsSpan(KeyColumn).StartsWith("source ", StringComparison.Ordinal);
            return;
        }

        if (_inSource && line.Length > QualifierColumn)
        {
            TakeQualifier(line[QualifierColumn..].TrimEnd());
        }
    }

    private void TakeQualifier(string text)
    {
        if (_name is not null)
        {
            _open.Append(' ').Append(text.TrimStart());
        }
        else if (text.StartsWith('/') && text.IndexOf('=', StringComparison.Ordinal) is > 1 and var equals)
        {
            _name = text[1..equals];
            _open.Clear().Append(text.AsSpan(equals + 1));
        }
        else
        {
            return;
        }

        if (IsWhole())
        {
            Keep(_name, _open.ToString());
            _name = null;
        }
    }

    // Within quotes, a quote is doubled: the text is whole when the quotes are even in number.
    private bool IsWhole()
    {
        var quotes = 0;
        foreach (var chunk in _open.GetChunks())
        {
            quotes += chunk.Span.Count('"');
        }

        return quotes % 2 == 0;
    }

    private void Keep(string name, string text)
    {
        var value = text.Length > 1 && text[0] == '"' ? text[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal).Trim() : text.Trim();
        if (name == "db_xref")
        {
            if (value.StartsWith(Taxon, StringComparison.Ordinal) && int.TryParse(value.AsSpan(Taxon.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var taxon))
            {
                TaxonId ??= taxon;
            }

            return;
        }

        _values.TryAdd(name, value);
    }
}
