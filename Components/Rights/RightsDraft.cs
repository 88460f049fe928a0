using Virtool.Domain.Links;
using Virtool.Domain.Rights;

namespace Virtool.Components.Rights;

/// <summary>Rights on one thing as somebody is changing them.</summary>
public sealed class RightsDraft
{
    private readonly Dictionary<string, HashSet<Right>> _given;

    private RightsDraft(IReadOnlyList<Domain.Rights.Access> before)
    {
        Before = before;
        _given = before.ToDictionary(one => one.Principal, one => one.Rights.ToHashSet(), StringComparer.Ordinal);
        _given.TryAdd(Principals.Everyone, []);
    }

    /// <summary>As they were when the changing began.</summary>
    public IReadOnlyList<Domain.Rights.Access> Before { get; }

    /// <summary>To whom rights are given, or can be: everyone, groups, users.</summary>
    public IEnumerable<string> Principal => _given.Keys.OrderBy(Order).ThenBy(one => one, StringComparer.Ordinal);

    /// <summary>As they are wanted.</summary>
    public IReadOnlyList<Domain.Rights.Access> After => RightsRules.Tidy(_given.Select(one => new Domain.Rights.Access(one.Key, [.. one.Value])));

    /// <summary>Something of them is changed.</summary>
    public bool IsChanged => !RightsRules.AreSame(Before, After);

    /// <summary>Of rights as they are.</summary>
    public static RightsDraft Of(IReadOnlyList<Domain.Rights.Access> access) => new(access);

    /// <summary>Whether somebody has a right.</summary>
    public bool Has(string principal, Right right) => _given.TryGetValue(principal, out var rights) && rights.Contains(right);

    /// <summary>Gives a right, or takes it. Nobody can use any without seeing the thing: where not everyone sees it, that is given with it.</summary>
    public void Set(string principal, Right right, bool given)
    {
        var rights = _given.TryGetValue(principal, out var known) ? known : _given[principal] = [];
        if (!given)
        {
            rights.Remove(right);
            return;
        }

        rights.Add(right);
        if (principal != Principals.Everyone && !Has(Principals.Everyone, Right.Read))
        {
            rights.Add(Right.Read);
        }
    }

    /// <summary>One more, who may see the thing.</summary>
    public void Add(string principal) => Set(principal, Right.Read, given: true);

    /// <summary>Takes all that somebody was given.</summary>
    public void Remove(string principal)
    {
        if (principal == Principals.Everyone)
        {
            _given[principal].Clear();
        }
        else
        {
            _given.Remove(principal);
        }
    }

    /// <summary>Who would not see the thing any more, if it were not for other rights that they have; and who would.</summary>
    public (IReadOnlyList<string> Lose, IReadOnlyList<string> Keep) Sight(Link owner)
    {
        var (before, after) = (RightsRules.ReadersOf(owner, Before), RightsRules.ReadersOf(owner, After));
        return (after.Contains(Principals.Everyone) ? [] : [.. before.Except(after, StringComparer.Ordinal)], after);
    }

    private static int Order(string principal) => principal == Principals.Everyone ? 0 : Principals.GroupId(principal) is null ? 2 : 1;
}
