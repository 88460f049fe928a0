using Virtool.Domain.Otus;
using Virtool.Domain.References;

namespace Virtool.Components.Otus;

/// <summary>The segments of a virus as somebody is changing them.</summary>
public sealed class SchemaDraft
{
    private readonly List<SegmentRow> _rows;

    private SchemaDraft(IReadOnlyList<Segment> before)
    {
        Before = before;
        _rows = [.. before.Select(segment => new SegmentRow(segment.Name) { Name = segment.Name, Required = segment.Required, Molecule = segment.Molecule })];
    }

    /// <summary>As they were when the changing began.</summary>
    public IReadOnlyList<Segment> Before { get; }

    /// <summary>As they are wanted, in order.</summary>
    public IReadOnlyList<SegmentRow> Rows => _rows;

    /// <summary>The same as they are kept.</summary>
    public IReadOnlyList<Segment> After => [.. _rows.Select(row => new Segment(row.Name.Trim(), row.Required, row.Molecule))];

    /// <summary>Something of them is changed.</summary>
    public bool IsChanged => !Before.SequenceEqual(After);

    /// <summary>What is wrong with them; null: nothing.</summary>
    public string? Problem =>
        _rows.Any(row => row.Name.Trim().Length == 0) ? "Each segment needs a name."
        : _rows.GroupBy(row => row.Name.Trim(), StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice ? $"Two segments are named {twice.Key}. Give each a name of its own."
        : null;

    /// <summary>The former names of those that are called otherwise now.</summary>
    public IReadOnlyDictionary<string, string> Renamed => _rows
        .Where(row => row.Former is not null && row.Former != row.Name.Trim())
        .ToDictionary(row => row.Former!, row => row.Name.Trim(), StringComparer.Ordinal);

    /// <summary>The edit that makes them as they are wanted.</summary>
    public OtuEdit Edit => new() { Schema = After, RenamedSegments = Renamed };

    /// <summary>Of a virus as it is.</summary>
    public static SchemaDraft Of(IReadOnlyList<Segment> schema) => new(schema);

    /// <summary>One more, at the end.</summary>
    public SegmentRow Add()
    {
        var row = new SegmentRow(null);
        _rows.Add(row);
        return row;
    }

    /// <summary>Takes one away.</summary>
    public void Remove(SegmentRow row) => _rows.Remove(row);

    /// <summary>Moves one by so many places; at the ends it stays.</summary>
    public void Move(SegmentRow row, int by)
    {
        var from = _rows.IndexOf(row);
        var to = Math.Clamp(from + by, 0, _rows.Count - 1);
        _rows.RemoveAt(from);
        _rows.Insert(to, row);
    }
}
