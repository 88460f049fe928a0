namespace Virtool.Data.Ownership;

/// <summary>The numbers of tenures.</summary>
internal static class Fences
{
    /// <summary>
    /// The one after <paramref name="last"/>. They follow the time (seconds since 1970) where that is further, so that documents which are
    /// brought in from another database, with its fences in them, can be moved; their order does not depend on any clock.
    /// </summary>
    public static long After(long last, DateTimeOffset now) => Math.Max(last + 1, now.ToUnixTimeSeconds());
}
