namespace Virtool.Domain.References;

/// <summary>In which state the viruses of a reference are exported.</summary>
public enum ExportScope
{
    /// <summary>As they are in the newest index that is ready.</summary>
    Built,

    /// <summary>As <see cref="Built"/>, with the ids that they have where they came from.</summary>
    Remote,

    /// <summary>As they were last complete, edits that no index took included.</summary>
    Unbuilt,

    /// <summary>As they are, complete or not.</summary>
    Unverified,
}
