namespace Virtool.Domain.Samples;

/// <summary>Where a sample stands.</summary>
public enum SampleState
{
    /// <summary>Its reads are being taken in.</summary>
    Creating,

    /// <summary>It can be analysed.</summary>
    Ready,

    /// <summary>Its reads could not be taken in; its error says why.</summary>
    Failed,
}
