namespace Virtool.Bio.Headers;

/// <summary>What the parts of a FASTA header say. Parts that are not there are empty.</summary>
public sealed record HeaderValues
{
    private readonly Dictionary<HeaderPart, string> _values = [];

    /// <summary>What a part says, without blanks around it.</summary>
    public string this[HeaderPart part]
    {
        get => _values.GetValueOrDefault(part, "");
        init => _values[part] = value.Trim();
    }

    /// <summary>The parts that say something, in their order.</summary>
    public IEnumerable<KeyValuePair<HeaderPart, string>> Given => _values.Where(pair => pair.Value.Length > 0).OrderBy(pair => pair.Key);

    internal void Set(HeaderPart part, ReadOnlySpan<char> text) => _values[part] = text.Trim().ToString();
}
