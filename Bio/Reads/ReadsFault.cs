namespace Virtool.Bio.Reads;

/// <summary>What is wrong with a file of reads: whether waiting may mend it.</summary>
public enum ReadsFault
{
    /// <summary>Everything that is there is right, but the end is missing (also: 0 bytes). The copy may still be going on.</summary>
    EndsTooEarly,

    /// <summary>Something in the middle is wrong. More bytes will not mend it.</summary>
    Damaged,
}
