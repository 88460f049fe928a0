namespace Virtool.Domain.Releases;

/// <summary>When something is asked for again.</summary>
public static class CheckTimes
{
    /// <summary>References are looked for anew every ten minutes, as in the first server.</summary>
    public static readonly TimeSpan OfReferences = TimeSpan.FromMinutes(10);

    /// <summary>This software is looked for anew every twelve hours, as in the first server.</summary>
    public static readonly TimeSpan OfSoftware = TimeSpan.FromHours(12);

    /// <summary>However often it failed, it is tried once a day.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>
    /// The next time: after the usual pause, and after each failure in a row twice that of before, up to <see cref="Longest"/>; up to a tenth
    /// later, so that servers that began together do not ask together; and not before it is said to be of use.
    /// </summary>
    /// <param name="now">The time.</param>
    /// <param name="usual">The pause when all is well.</param>
    /// <param name="failures">How often in a row it failed, from 0.</param>
    /// <param name="chance">From 0 to below 1.</param>
    /// <param name="notBefore">Who was asked said when it answers again; null: it did not.</param>
    public static DateTimeOffset Next(DateTimeOffset now, TimeSpan usual, int failures, double chance, DateTimeOffset? notBefore = null)
    {
        var pause = usual * Math.Pow(2, Math.Clamp(failures - 1, 0, 20));
        var bounded = pause > Longest && usual < Longest ? Longest : pause;
        var next = now + (bounded * (1 + (0.1 * chance)));
        var told = notBefore < now + Longest ? notBefore : null;
        return told > next ? told.Value : next;
    }
}
