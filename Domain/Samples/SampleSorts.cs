using Virtool.Data.Queries;

namespace Virtool.Domain.Samples;

/// <summary>Samples in an order; each of these is an index too.</summary>
internal static class SampleSorts
{
    public static Query<Sample> By(Query<Sample> query, SampleOrder order)
    {
        var down = order.Descending;
        var sorted = order.By switch
        {
            SampleSort.Created => query,
            SampleSort.Name => query.OrderBy(sample => sample.NameKey, down),
            SampleSort.Host => query.OrderBy(sample => sample.Host, down),
            SampleSort.Isolate => query.OrderBy(sample => sample.Isolate, down),
            SampleSort.Collected => query.OrderBy(sample => sample.CollectedOn, down),
            SampleSort.Reads => query.OrderBy(sample => sample.Library!.Count, down),
            SampleSort.Quality => query.OrderBy(sample => sample.Library!.Q30, down),
            SampleSort.State => query.OrderBy(sample => sample.State, down),
            SampleSort.User => query.OrderBy(sample => sample.User.Name, down),
            _ => throw new ArgumentOutOfRangeException(nameof(order)),
        };
        return sorted.OrderBy(sample => sample.CreatedAt, down);
    }
}
