using System.Text.RegularExpressions;
using Shouldly;
using Virtool.Data.Documents;
using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Verdicts;
using Virtool.Domain.History;
using Virtool.Domain.Indexes;
using Virtool.Domain.Quality;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Xunit;

namespace Virtool.App.Tests.House;

/// <summary>What only some may see is asked for through a service, which knows who asks.</summary>
public sealed partial class RightsTests
{
    /// <summary>Seen by who may see something else.</summary>
    private static readonly string[] ThroughAnother = [nameof(AnalysisResult), nameof(AnalysisViruses), nameof(AnalysisVerdicts), nameof(ReadQuality), nameof(ReferenceIndex), nameof(IndexManifest), nameof(Otu), nameof(Sequence), nameof(Change), nameof(FormerNucleotides), nameof(RemoteUpdate), nameof(RemoteUpdateList)];

    /// <summary>The demo looks at what it has made itself, as the server; the hub reads a change once, and decides for each connection whether it is delivered.</summary>
    private static readonly string[] Exempt = [Path.Combine("App", "Demo"), Path.Combine("App", "Hubs")];

    private static IEnumerable<string> Protected => typeof(Viewer).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(Document)) && type.IsAssignableTo(typeof(IReadable)))
        .Select(type => type.Name)
        .Concat(ThroughAnother);

    [Theory]
    [InlineData("Components")]
    [InlineData("App")]
    public void No_page_and_no_route_asks_for_what_only_some_may_see_past_its_service(string room)
    {
        Protected.Count().ShouldBeGreaterThan(9);
        var found = Directory.EnumerateFiles(Path.Combine(TestData.Root, room), "*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal))
            .Where(file => !Exempt.Any(folder => file.StartsWith(Path.Combine(TestData.Root, folder), StringComparison.Ordinal)))
            .Where(file => !Built().IsMatch(file))
            .SelectMany(file => Asking().Matches(File.ReadAllText(file)).Select(match => (File: file, Type: match.Groups[1].Value)))
            .Where(match => Protected.Contains(match.Type))
            .Select(match => $"{Path.GetRelativePath(TestData.Root, match.File)} asks for {match.Type}");
        found.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Query<Sample>.All", "Sample")]
    [InlineData("WatchAsync(\"job\", Query<Job>.ById(Id))", "Job")]
    [InlineData("Collection<Virtool.Domain.Jobs.Job> jobs", "Job")]
    [InlineData("Query<Job> Narrow(Query<Job> query)", null)]
    public void The_test_sees_what_it_looks_for(string code, string? type) =>
        (Asking().Match(code) is { Success: true } match ? match.Groups[1].Value : null).ShouldBe(type);

    /// <summary>A query that a service did not make, or a collection, which knows no rights.</summary>
    [GeneratedRegex(@"(?:\bCollection<|\bQuery<(?=[\w.]+>\s*\.))(?:\w+\.)*(\w+)>")]
    private static partial Regex Asking();

    [GeneratedRegex(@"[/\\](obj|bin)[/\\]")]
    private static partial Regex Built();
}
