namespace Virtool.Domain.History;

/// <summary>What was done to a virus.</summary>
public enum ChangeMethod
{
    /// <summary>It was made here.</summary>
    Create,

    /// <summary>Its name, abbreviation, taxon or schema.</summary>
    Edit,

    /// <summary>It was removed.</summary>
    Remove,

    /// <summary>An isolate was added.</summary>
    AddIsolate,

    /// <summary>An isolate was renamed.</summary>
    EditIsolate,

    /// <summary>An isolate was removed with its sequences.</summary>
    RemoveIsolate,

    /// <summary>Another isolate became the default one.</summary>
    SetAsDefault,

    /// <summary>A sequence was added.</summary>
    CreateSequence,

    /// <summary>A sequence was changed.</summary>
    EditSequence,

    /// <summary>A sequence was removed.</summary>
    RemoveSequence,

    /// <summary>It came with a copy of another reference.</summary>
    Clone,

    /// <summary>It came from a file.</summary>
    Import,

    /// <summary>It came with a remote reference.</summary>
    Remote,

    /// <summary>It changed with a new release of a remote reference.</summary>
    Update,
}
