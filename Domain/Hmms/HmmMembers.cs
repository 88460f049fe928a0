using Virtool.Data.Documents;

namespace Virtool.Domain.Hmms;

/// <summary>The proteins of a profile; its id is the profile's.</summary>
public sealed record HmmMembers : Document
{
    /// <summary>Its collection.</summary>
    public const string Collection = "hmm_members";

    /// <summary>The proteins, as the annotations have them.</summary>
    public IReadOnlyList<HmmEntry> Entries { get; init; } = [];
}
