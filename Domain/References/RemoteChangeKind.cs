namespace Virtool.Domain.References;

/// <summary>What a release does to a virus.</summary>
public enum RemoteChangeKind
{
    /// <summary>It comes with the release.</summary>
    Added,

    /// <summary>The release has it otherwise.</summary>
    Changed,

    /// <summary>The release does not have it any more.</summary>
    Removed,
}
