namespace Virtool.Components.Samples;

/// <summary>Which samples of a list are chosen, on whatever page they stand.</summary>
public sealed class SampleSelection
{
    private readonly HashSet<string> _chosen = new(StringComparer.Ordinal);
    private string? _last;

    /// <summary>The ids of those that are.</summary>
    public IReadOnlyList<string> Ids => [.. _chosen];

    /// <summary>How many.</summary>
    public int Count => _chosen.Count;

    /// <summary>Whether one is.</summary>
    public bool Has(string id) => _chosen.Contains(id);

    /// <summary>Chooses one, or no more; with the shift key, all from the last one that was pressed to it, as they stand on the page.</summary>
    /// <param name="id">The one that was pressed.</param>
    /// <param name="page">The ids of the page in their order.</param>
    /// <param name="isRange">The shift key was held.</param>
    public void Press(string id, IReadOnlyList<string> page, bool isRange)
    {
        var isChosen = !_chosen.Contains(id);
        foreach (var one in isRange ? Between(_last, id, page) : [id])
        {
            Set(one, isChosen);
        }

        _last = id;
    }

    /// <summary>Chooses all of these, or, where they are, none of them any more.</summary>
    public void PressAll(IReadOnlyList<string> page)
    {
        var isChosen = !page.All(_chosen.Contains);
        foreach (var id in page)
        {
            Set(id, isChosen);
        }
    }

    /// <summary>Chooses these beside those that are.</summary>
    public void Add(IEnumerable<string> ids) => _chosen.UnionWith(ids);

    /// <summary>Chooses these alone.</summary>
    public void Keep(IEnumerable<string> ids)
    {
        _chosen.Clear();
        _chosen.UnionWith(ids);
        _last = null;
    }

    /// <summary>Chooses none.</summary>
    public void Clear() => Keep([]);

    private static IEnumerable<string> Between(string? one, string other, IReadOnlyList<string> page)
    {
        var places = page.Index().Where(pair => pair.Item == one || pair.Item == other).Select(pair => pair.Index).ToList();
        return places.Count == 2 ? page.Skip(places[0]).Take(places[1] - places[0] + 1) : [other];
    }

    private void Set(string id, bool isChosen)
    {
        if (isChosen)
        {
            _chosen.Add(id);
        }
        else
        {
            _chosen.Remove(id);
        }
    }
}
