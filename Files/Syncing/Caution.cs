namespace Virtool.Files.Syncing;

/// <summary>When so much is gone at once that rather something else is wrong: a disk that is not mounted, a database that is another's.</summary>
internal static class Caution
{
    private const int Many = 10;
    private const int Few = 2;
    private const int Part = 10;

    /// <summary>Whether it is asked first: above 10, or above a tenth of all; one or two are removed by hand from a small folder too.</summary>
    public static bool Asks(int count, int all) => count > Many || (count > Few && count * Part > all);
}
