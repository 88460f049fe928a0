namespace Virtool.Domain.Files;

/// <summary>
/// Room on the disk that is kept for something that is being written: as many bytes as may still be written of it. Dispose of it to give the
/// rest back. Safe for threads.
/// </summary>
/// <remarks>
/// What is written lessens what is free on the disk by itself. So that it is never counted less than once, bytes are reported after they were
/// written; until then they are counted twice, which keeps others waiting a moment longer, and never fills the disk.
/// </remarks>
public sealed class RoomHolding : IDisposable
{
    private readonly DiskRoom _room;

    internal RoomHolding(DiskRoom room, long size) => (_room, Size, Left) = (room, size, size);

    /// <summary>Bytes that it was asked for.</summary>
    public long Size { get; }

    /// <summary>Bytes that may still be written. Kept by the room, under its lock.</summary>
    internal long Left { get; set; }

    /// <summary>So many bytes of it are on the disk by now, at least; what more is written than was asked for is not kept for it.</summary>
    /// <param name="written">All since the beginning. Fewer than before change nothing.</param>
    public void Wrote(long written) => _room.Shrink(this, Size - written);

    /// <summary>What was written is going to be removed, and written anew: said before it is removed.</summary>
    public void BeginAgain() => _room.Renew(this);

    /// <inheritdoc />
    public void Dispose() => _room.Release(this);
}
