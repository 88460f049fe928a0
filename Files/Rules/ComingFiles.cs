using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Files;

namespace Virtool.Files.Rules;

/// <summary>What of a watched folder is on its way, looked up once, and only when somebody asks.</summary>
/// <param name="imports">The imports.</param>
/// <param name="folderId">The folder.</param>
/// <param name="open">What of it is stored and not settled, as far as the rule looks at it.</param>
internal sealed class ComingFiles(Collection<Import> imports, string folderId, IReadOnlyList<Import> open)
{
    private static readonly ImportState[] OnTheirWay = [ImportState.Discovered, ImportState.Settling, ImportState.Verifying];

    private readonly HashSet<string> _open = [.. open.Select(import => import.Id)];
    private HashSet<string>? _pairs;

    /// <summary>Whether a file that belongs to a group is on its way, was stored a moment ago, or lies there and was not even seen.</summary>
    /// <param name="group">The group.</param>
    /// <param name="beside">The names of the files of its kind that lie in its folder.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<bool> AnyAsync(IReadOnlyList<Import> group, IReadOnlyList<string> beside, CancellationToken cancellation)
    {
        _pairs ??= await PairsAsync(cancellation);
        return _pairs.Contains(MateName.Parse(group[0].Name).Pair) || await LiesThereAsync(group, beside, cancellation);
    }

    // First what is on its way, then what is stored: what changes sides in between is in one of both.
    private async Task<HashSet<string>> PairsAsync(CancellationToken cancellation)
    {
        var ofFolder = Where<Import>.Is(import => import.FolderId, folderId);
        var coming = await imports.FindAsync(ofFolder & Where<Import>.IsIn(import => import.State, OnTheirWay), cancellation);
        var stored = await imports.FindAsync(ofFolder & Where<Import>.Is(import => import.State, ImportState.Stored) & Where<Import>.Is(import => import.Settled, false), cancellation);
        return [.. coming.Concat(stored.Where(import => !_open.Contains(import.Id))).Select(import => MateName.Parse(import.Name).Pair)];
    }

    private async Task<bool> LiesThereAsync(IReadOnlyList<Import> group, IReadOnlyList<string> beside, CancellationToken cancellation)
    {
        var names = beside.Except(group.Select(import => import.Name), StringComparer.Ordinal).ToList();
        if (names.Count == 0)
        {
            return false;
        }

        var found = await imports.FindAsync(Where<Import>.Is(import => import.FolderId, folderId) & Where<Import>.IsIn(import => import.Name, names), cancellation);
        var decided = found.Where(import => import.Settled || _open.Contains(import.Id) || import.State is ImportState.Quarantined or ImportState.Duplicate).Select(import => import.Name);
        return names.Except(decided, StringComparer.Ordinal).Any();
    }
}
