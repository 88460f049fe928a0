namespace Virtool.Domain.Samples;

/// <summary>What a control is to show.</summary>
public enum ControlKind
{
    /// <summary>A virus that is known to be in it is found.</summary>
    Positive,

    /// <summary>Nothing is found.</summary>
    Negative,
}
