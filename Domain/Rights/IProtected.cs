using Virtool.Domain.Links;

namespace Virtool.Domain.Rights;

/// <summary>A document with rights of its own.</summary>
public interface IProtected : IReadable
{
    /// <summary>Its owner, who may do everything with it.</summary>
    Link User { get; }

    /// <summary>What others may do with it.</summary>
    IReadOnlyList<Access> Access { get; }
}
