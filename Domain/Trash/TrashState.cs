namespace Virtool.Domain.Trash;

/// <summary>Where something in the trash stands. Each change of it is written before it is made, so that what an end of the server left half done is known.</summary>
public enum TrashState
{
    /// <summary>It lies in the trash.</summary>
    Held,

    /// <summary>Its documents are removed; its file is being moved here.</summary>
    Taking,

    /// <summary>Its file is being moved back; its documents follow.</summary>
    Restoring,

    /// <summary>It is being removed for good.</summary>
    Purging,
}
