namespace Virtool.Jobs.Outgoing;

/// <summary>Why something asked of others brought nothing.</summary>
public enum OutgoingFailure
{
    /// <summary>Outgoing requests are switched off.</summary>
    Off,

    /// <summary>The other side cannot be reached.</summary>
    Unreachable,

    /// <summary>It answered that it failed.</summary>
    Failed,

    /// <summary>It has been asked too often, and says when it may be asked again.</summary>
    TooOften,

    /// <summary>It does not let this server have it.</summary>
    Forbidden,

    /// <summary>It does not have it.</summary>
    NotFound,

    /// <summary>It answered with something else than was asked for.</summary>
    Unexpected,

    /// <summary>The answer ended before it was whole.</summary>
    CutOff,

    /// <summary>The answer is larger than is taken.</summary>
    TooLarge,
}
