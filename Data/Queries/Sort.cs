namespace Virtool.Data.Queries;

/// <summary>An order by one field; null first when ascending. Ties are broken by id, so that every order is total.</summary>
/// <param name="Field">A path as in <see cref="Filter"/>.</param>
/// <param name="Descending">From large to small.</param>
public sealed record Sort(string Field, bool Descending = false);
