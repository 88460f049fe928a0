using Virtool.App.Tests;
using Virtool.App.Tests.Api;
using Virtool.App.Tests.Browser;
using Virtool.App.Tests.Crashes.Steps;
using Virtool.App.Tests.Jobs.Limits;
using Virtool.App.Tests.Rights.Table;
using Virtool.App.Tests.WaysIn;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;
using WayInTests = Virtool.App.Tests.Browser.WayInTests;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace Virtool.App.Tests;

/// <summary>The collections that take longest begin first: one that began last would go on alone for minutes. The others follow in any order.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] _longest =
    [
        .. new[]
        {
            typeof(PageTests),
            typeof(WayInTests),
            typeof(UploadsInTheBrowserTests),
            typeof(KilledInStepTests),
            typeof(EnforcementTests),
            typeof(RouteTableTests),
            typeof(KeysApiTests),
            typeof(ServerSecurityTests),
            typeof(FilesInTheBrowserTests),
            typeof(JobsInTheBrowserTests),
        }.Select(type => type.FullName!),
    ];

    /// <inheritdoc />
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. DefaultTestCollectionOrderer.Instance.OrderTestCollections(testCollections).OrderBy(collection => Place(collection.TestCollectionDisplayName))];

    // A collection of one class is called "Test collection for <class> (id: …)".
    private static int Place(string name) => Array.FindIndex(_longest, one => name.Contains($" {one} ", StringComparison.Ordinal)) is var place and >= 0 ? place : _longest.Length;
}
