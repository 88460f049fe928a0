namespace Virtool.Domain.Samples;

/// <summary>The order of a list of samples.</summary>
/// <param name="By">What they are sorted by; among equals the newest is first, or in ascending order the oldest.</param>
/// <param name="Descending">From large to small, from new to old.</param>
public sealed record SampleOrder(SampleSort By, bool Descending)
{
    /// <summary>Newest first.</summary>
    public static SampleOrder Newest { get; } = new(SampleSort.Created, Descending: true);
}
