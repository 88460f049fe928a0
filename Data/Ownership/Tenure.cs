namespace Virtool.Data.Ownership;

/// <summary>One time that a process owns the data.</summary>
/// <param name="Fence">
/// Higher than that of every tenure before. What the owner moves carries it; who finds a higher one than its own has lost the data, whether
/// it has noticed or not.
/// </param>
/// <param name="Ended">
/// Cancelled when it is lost, by this process's own clock and before another process can have the next one, as far as that clock goes while
/// the process or its machine stands still.
/// </param>
public sealed record Tenure(long Fence, CancellationToken Ended);
