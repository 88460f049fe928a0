namespace Virtool.Domain.Rights;

/// <summary>What may be done with one document. Administrators and its owner may do all of it.</summary>
public enum Right
{
    /// <summary>See it, and what depends on it.</summary>
    Read,

    /// <summary>Change a sample: its data, its analyses.</summary>
    Write,

    /// <summary>Build indexes of a reference.</summary>
    Build,

    /// <summary>Change a reference's own data and who may use it.</summary>
    Modify,

    /// <summary>Change the OTUs of a reference.</summary>
    ModifyOtu,

    /// <summary>Remove a reference.</summary>
    Remove,
}
