using Virtool.Data.Store;

namespace Virtool.Data.Ownership;

/// <summary>
/// Which process owns the data: one at a time does what must not be done twice. It runs the <see cref="IOwnedService"/>s, changes the
/// database's form, and restores a backup. Others read and write documents beside it.
/// </summary>
/// <remarks>
/// To hold the data for a time, as for a migration: call <see cref="TryTakeAsync"/>, do nothing where it gives null, and give up at
/// <see cref="Tenure.Ended"/>. It needs no open database, and is held (on MongoDB renewed, however long the work takes) until it is
/// disposed of. Who has it already is given the same tenure again.
/// </remarks>
public interface IOwnership : IAsyncDisposable
{
    /// <summary>The process that was found to have the data, in words for a log; null where it was this one, or nobody.</summary>
    string? Other { get; }

    /// <summary>This process's tenure: the one that it has, else a new one. Null where another process has one, which may end.</summary>
    /// <exception cref="StoreException">
    /// Another process has the data folder, and this one is of no use beside it (embedded engine); or the database cannot be reached.
    /// </exception>
    Task<Tenure?> TryTakeAsync(CancellationToken cancellation = default);
}
