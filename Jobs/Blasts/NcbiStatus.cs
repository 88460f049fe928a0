namespace Virtool.Jobs.Blasts;

/// <summary>What NCBI says of a search.</summary>
internal enum NcbiStatus
{
    /// <summary>It goes on.</summary>
    Waiting,

    /// <summary>It is done.</summary>
    Ready,

    /// <summary>It did not work.</summary>
    Failed,

    /// <summary>There is no such search, or no longer.</summary>
    Unknown,
}
