using Virtool.Domain.Rights;
using Virtool.Domain.Settings;

namespace Virtool.Domain.Samples;

/// <summary>What is to be changed of a sample's <see cref="SampleRights"/>; what is null stays.</summary>
public sealed record SampleRightsChange(string? Group = null, bool? GroupRead = null, bool? GroupWrite = null, bool? AllRead = null, bool? AllWrite = null)
{
    /// <summary>
    /// The access with the change. Where it had no group, what is not said of the one that is given is as for new samples. Whether there is such a
    /// group is for whoever writes it to see.
    /// </summary>
    public IReadOnlyList<Access> ApplyTo(IReadOnlyList<Access> access, ServerSettings settings)
    {
        var now = SampleRights.Of(access);
        var had = now.Group != SampleRights.NoGroup;
        return new SampleRights(
            Group ?? now.Group,
            GroupRead ?? (had ? now.GroupRead : settings.SampleGroupRead),
            GroupWrite ?? (had ? now.GroupWrite : settings.SampleGroupWrite),
            AllRead ?? now.AllRead,
            AllWrite ?? now.AllWrite).ApplyTo(access);
    }
}
