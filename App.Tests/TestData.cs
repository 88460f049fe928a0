using Xunit;

namespace Virtool.App.Tests;

/// <summary>Finds test data that stands beside the checkout, and skips the test where it does not.</summary>
internal static class TestData
{
    /// <summary>The path of a file of the shared data folder; the test is skipped, with the reason, where it is missing.</summary>
    public static string Shared(string name)
    {
        var path = Path.GetFullPath(Path.Combine(Root, "..", "shared", "data", name));
        Assert.SkipUnless(File.Exists(path), $"The shared test data is not here: {name}");
        return path;
    }

    /// <summary>The root of the checkout: the nearest folder above the tests' output that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Virtool.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Virtool.sln stands in no folder above the tests.");
    }
}
