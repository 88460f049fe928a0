namespace Virtool.Domain.Samples;

/// <summary>What samples are sorted by.</summary>
public enum SampleSort
{
    /// <summary>When they were made.</summary>
    Created,

    /// <summary>Their names, numbers in them by what they count.</summary>
    Name,

    /// <summary>Their hosts.</summary>
    Host,

    /// <summary>Their isolates.</summary>
    Isolate,

    /// <summary>When their material was collected.</summary>
    Collected,

    /// <summary>The number of their reads.</summary>
    Reads,

    /// <summary>The share of good bases of their reads.</summary>
    Quality,

    /// <summary>Where they stand.</summary>
    State,

    /// <summary>Their owners.</summary>
    User,
}
