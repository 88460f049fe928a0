using Virtool.Domain.Rights;

namespace Virtool.Domain.Samples;

/// <summary>What is to be changed of a sample's <see cref="SampleRights"/>; what is null stays.</summary>
public sealed record SampleRightsChange(string? Group = null, bool? GroupRead = null, bool? GroupWrite = null, bool? AllRead = null, bool? AllWrite = null)
{
    /// <summary>The access with the change.</summary>
    /// <exception cref="BadRequestException">There is no such group.</exception>
    public IReadOnlyList<Access> ApplyTo(IReadOnlyList<Access> access)
    {
        var now = SampleRights.Of(access);
        if (Group is not null && Group != SampleRights.NoGroup && Group != now.Group)
        {
            throw new BadRequestException($"There is no group {Group}. Give the id of a group, or \"{SampleRights.NoGroup}\".");
        }

        return new SampleRights(
            Group ?? now.Group,
            GroupRead ?? now.GroupRead,
            GroupWrite ?? now.GroupWrite,
            AllRead ?? now.AllRead,
            AllWrite ?? now.AllWrite).ApplyTo(access);
    }
}
