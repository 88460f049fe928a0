using Virtool.Domain.Rights;

namespace Virtool.Domain.Samples;

/// <summary>A sample's rights in the words of the first API: a view of its access.</summary>
/// <param name="Group">The id of the one group that is spoken of; <see cref="NoGroup"/> without one.</param>
/// <param name="GroupRead">Its members may see the sample.</param>
/// <param name="GroupWrite">Those of its members who may see the sample may change it.</param>
/// <param name="AllRead">Everyone may see the sample.</param>
/// <param name="AllWrite">Everyone who may see the sample may change it.</param>
public sealed record SampleRights(string Group, bool GroupRead, bool GroupWrite, bool AllRead, bool AllWrite)
{
    /// <summary>The word for no group.</summary>
    public const string NoGroup = "none";

    /// <summary>The view of an access; of several groups the first is spoken of.</summary>
    public static SampleRights Of(IReadOnlyList<Access> access)
    {
        var all = access.FirstOrDefault(one => one.Principal == Principals.Everyone);
        var group = access.FirstOrDefault(one => Principals.GroupId(one.Principal) is not null);
        return new SampleRights(
            group is null ? NoGroup : Principals.GroupId(group.Principal)!,
            group?.Rights.Contains(Right.Read) ?? false,
            group?.Rights.Contains(Right.Write) ?? false,
            all?.Rights.Contains(Right.Read) ?? false,
            all?.Rights.Contains(Right.Write) ?? false);
    }

    /// <summary>The access with this view; what it gives to users, and to further groups, stays. Without a group its flags mean nothing.</summary>
    public IReadOnlyList<Access> ApplyTo(IReadOnlyList<Access> access)
    {
        var spokenOf = Of(access).Group;
        var kept = access.Where(one => one.Principal != Principals.Everyone && one.Principal != Principals.Group(spokenOf) && one.Principal != Principals.Group(Group));
        return RightsRules.Tidy(
        [
            .. kept,
            new Access(Principals.Everyone, Rights(AllRead, AllWrite)),
            .. Group == NoGroup ? Array.Empty<Access>() : [new Access(Principals.Group(Group), Rights(GroupRead, GroupWrite))],
        ]);
    }

    private static Right[] Rights(bool read, bool write) => [.. read ? [Right.Read] : Array.Empty<Right>(), .. write ? [Right.Write] : Array.Empty<Right>()];
}
