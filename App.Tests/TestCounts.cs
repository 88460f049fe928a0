namespace Virtool.App.Tests;

/// <summary>How often a test with random or repeated cases runs: reduced, or in full with <c>./test --long</c>.</summary>
internal static class TestCounts
{
    /// <summary>Whether the full counts are taken.</summary>
    public static bool Long { get; } = Environment.GetEnvironmentVariable("VIRTOOL_TEST_LONG") == "1";

    /// <summary>The count to take.</summary>
    public static int Of(int reduced, int full) => Long ? full : reduced;
}
