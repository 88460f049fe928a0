namespace Virtool.Bio.Pathoscope;

/// <summary>What became of an alignment.</summary>
public enum AlignmentFate : byte
{
    /// <summary>Its read is the host's, or was given to other sequences.</summary>
    LeftOut,

    /// <summary>Its read was given to its sequence above all, and this alignment of it is the best.</summary>
    Primary,

    /// <summary>Its read was given to its sequence too, with a share of 0.01 or more.</summary>
    Secondary,
}
