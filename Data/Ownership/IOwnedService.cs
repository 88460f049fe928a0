namespace Virtool.Data.Ownership;

/// <summary>
/// Work that goes on by itself, and only in the process that owns the data. It is made anew for each <see cref="Tenure"/>, which it can be
/// given, and registered with <see cref="OwnershipServices.AddOwned{T}"/>.
/// </summary>
public interface IOwnedService
{
    /// <summary>Works until cancelled. When it returns, or throws that it was cancelled, nothing of it works any more. Any other exception ends the server.</summary>
    Task RunAsync(CancellationToken ended);
}
