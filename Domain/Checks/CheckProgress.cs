namespace Virtool.Domain.Checks;

/// <summary>How far a check is. Written by the check and read by whoever shows it, on any thread.</summary>
public sealed class CheckProgress
{
    private long _done;
    private long _total;

    /// <summary>Files that were looked at; with hashes, bytes that were read.</summary>
    public long Done => Volatile.Read(ref _done);

    /// <summary>All of them; 0 until that is known.</summary>
    public long Total => Volatile.Read(ref _total);

    /// <summary>0 to 1.</summary>
    public double Share => Total == 0 ? 0 : Math.Min(1, Done / (double)Total);

    internal void Begin(long total) => Volatile.Write(ref _total, total);

    internal void Add(long more) => Interlocked.Add(ref _done, more);
}
