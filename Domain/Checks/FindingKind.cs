namespace Virtool.Domain.Checks;

/// <summary>What is wrong with a file or a folder.</summary>
public enum FindingKind
{
    /// <summary>A document speaks of it, and it is not there.</summary>
    Missing,

    /// <summary>It is there, and no document speaks of it.</summary>
    Orphaned,

    /// <summary>Its bytes are not those that its document speaks of.</summary>
    Changed,
}
