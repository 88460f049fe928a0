namespace Virtool.Domain.Samples;

/// <summary>How a library was made.</summary>
public enum LibraryType
{
    /// <summary>Whole RNA or DNA.</summary>
    Normal,

    /// <summary>Small RNA.</summary>
    Srna,

    /// <summary>Amplicons.</summary>
    Amplicon,
}
