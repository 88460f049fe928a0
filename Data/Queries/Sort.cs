namespace Virtool.Data.Queries;

/// <summary>
/// An order by one field; null first when ascending, texts by code point. Ties are broken by id, in the direction of the last sort, so that
/// every order is total and an index serves it both ways.
/// </summary>
/// <param name="Field">A path as in <see cref="Filter"/>.</param>
/// <param name="Descending">From large to small.</param>
public sealed record Sort(string Field, bool Descending = false);
